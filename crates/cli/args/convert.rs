//! The arguments of `roster convert`.

use std::path::PathBuf;

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster convert --to google-workspace --set \"Org Unit Path [Required]=/Staff\"
                 --set-file \"Password [Required]=first-password.txt\"
                                             the rosters of this folder for another target
  roster convert staff.csv --to entra-bulk-create --set \"Name [displayName] Required={First Name} {Last Name}\"
                                             a column made of two others

Exit code: 0 written, 1 refused because rows are wrong, do not fit, or a column has no source, 2 the job could not be
done.")]
pub(crate) struct Convert {
    /// Files, or folders to walk
    #[arg(default_value = ".", value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// The schema of the other target: a built-in pack or the path of a schema.toml
    #[arg(long, value_name = "SCHEMA")]
    pub(crate) to: String,
    /// Words for a column of the other target; {Header} stands for what a row has there; nothing leaves it blank
    #[arg(long, value_name = "COLUMN=WORDS")]
    pub(crate) set: Vec<String>,
    /// The same from the first line of a file, for passwords
    #[arg(long, value_name = "COLUMN=FILE")]
    pub(crate) set_file: Vec<String>,
    /// The file to write; by default the name of the schema and .csv
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The sheet to read of a workbook, a hidden one too; by default the one whose header fits
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// Write over a file that is there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
