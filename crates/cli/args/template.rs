//! `roster template` as written.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster template                                  every role at every location, as a workbook and as a CSV
  roster template --role dentist --location lehi   one of them
  roster template --format xlsx -o templates       only workbooks, into the folder templates
  roster template --check                          which of the files here are no longer what would be written
  roster template --prefill store -o update        with the people who have an account already

Exit code: 0 done, or nothing stale; 1 with --check: a file is stale or missing, with --force: a file holds people and
was not written over; 2 the job could not be done.")]
pub(crate) struct Template {
    /// Only this role, by its id; may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) role: Vec<String>,
    /// Only this location, by its id; may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) location: Vec<String>,
    /// Which files to write
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [TemplateFormat::Xlsx, TemplateFormat::Csv])]
    pub(crate) format: Vec<TemplateFormat>,
    /// The folder for the templates
    #[arg(short, long, default_value = ".", value_name = "FOLDER")]
    pub(crate) output: PathBuf,
    /// A text with the hints of the columns beside each CSV, which has no place for them
    #[arg(long)]
    pub(crate) with_hints: bool,
    /// The people who are there already: those of a roster file, of `store`, or of another store such as sqlite:accounts.db
    #[arg(long, value_name = "SOURCE")]
    pub(crate) prefill: Option<String>,
    /// Write nothing, and say which files are stale
    #[arg(long, conflicts_with_all = ["force", "prefill"])]
    pub(crate) check: bool,
    /// Write over files that are there already, but never over people who are not in the new file
    #[arg(long)]
    pub(crate) force: bool,
    /// Answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TemplateFormat {
    /// A workbook with dropdowns, notes and marks
    Xlsx,
    /// Plain text, exactly as the target's own template
    Csv,
}
