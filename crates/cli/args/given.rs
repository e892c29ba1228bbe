//! What may be said of files on the command line.

use clap::Args as ClapArgs;

/// What the people of the named files get.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(crate) struct GivenArgs {
    /// The role at a location for every file named here; may be given several times
    #[arg(long, value_name = "LOCATION=ROLE")]
    pub(crate) assign: Vec<String>,
    /// The working hours for every file named here, such as "mon-fri 08:00-17:00"; with LOCATION= before it, those there
    #[arg(long, value_name = "[LOCATION=]DAYS")]
    pub(crate) hours: Vec<String>,
    /// The inactivity timeout for every file named here, such as 10m
    #[arg(long, value_name = "TIME")]
    pub(crate) inactivity_timeout: Option<String>,
}
