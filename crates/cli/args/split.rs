//! The arguments of `roster split`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::GivenArgs;

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster split everybody.xlsx -o upload            one file for all, with columns Role and Location
  roster split -o upload                           every roster of this folder
  roster split everybody.csv -o upload --force     write the folder anew

Exit code: 0 written, 1 refused because rows are wrong, or rows were left out, 2 the job could not be done.")]
pub(crate) struct Split {
    /// A master with the columns Role and Location, rosters, or folders to walk
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The folder to write: the files, a page that says what to choose for each, and the same as JSON
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) given: GivenArgs,
    /// The sheet to read of a workbook, a hidden one too; by default the one whose header fits
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Write the people whose rows are right, and the other rows, as they are, into FILE.rejected.csv
    #[arg(long)]
    pub(crate) skip_invalid: bool,
    /// Write an upload folder anew, with the ticks of its page; refused where a tick or a file of yours would be lost
    #[arg(long)]
    pub(crate) force: bool,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
