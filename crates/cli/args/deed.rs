//! The arguments of what is done to a store.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster import                              show what would happen; nothing is written
  roster import --yes                        do it
  roster import staff.csv --assign lehi=front-desk --yes
                                             a file whose name does not say its role and location

Exit code: 0 done or planned, 1 refused because of an error or a conflict, 2 the job could not be done.")]
pub(crate) struct Import {
    /// Files, or folders to walk
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Apply the plan
    #[arg(long)]
    pub(crate) yes: bool,
    /// The account store instead of roster.toml's, such as sqlite:accounts.db
    #[arg(long, value_name = "URL")]
    pub(crate) store: Option<String>,
    /// The role at a location for every file named here; may be given several times
    #[arg(long, value_name = "LOCATION=ROLE")]
    pub(crate) assign: Vec<String>,
    /// The sheet to read of a workbook, a hidden one too; by default the one whose header fits
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
