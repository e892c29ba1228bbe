//! The words of a diagnostic, made when somebody looks at it.

use std::fmt;

use rosterkit_schema::{Column, Ein, USER_NAME, Value};
use rosterkit_sheet::{Cell, CellRef, visible};

use crate::contradiction::doubted;
use crate::diagnostic::{Detail, Diagnostic, FileId, Location, Place};
use crate::fix::Fix;
use crate::report::Report;
use crate::suppression::{NPI, Suppression, Whose, said};
use crate::view::{RowView, SheetView};

/// What is said about a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What is wrong: lower case, no full stop, back-ticks round data.
    pub message: String,
    /// What stands under the place.
    pub label: String,
    /// What to do next, for people who use Excel.
    pub help: Option<String>,
    /// What stands under the related place.
    pub related: Option<String>,
}

impl Words {
    /// A message and its label, without more.
    pub(crate) fn new(message: String, label: String) -> Self {
        Self {
            message,
            label,
            help: None,
            related: None,
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    pub(crate) fn related(self, related: impl Into<String>) -> Self {
        Self {
            related: Some(related.into()),
            ..self
        }
    }
}

/// How a CSV is made well. Opening a CSV itself in Excel and saving it is the very thing that loses leading zeros.
pub(crate) const SAVE_AS_UTF8: &str = "in the workbook from which the CSV was made, use File, Save As, type `CSV UTF-8 \
    (Comma delimited)`; opening the CSV itself in Excel would lose the zeros at the beginning of numbers";

/// Whether the listener may see the values of sensitive columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// On a terminal, in the editor, in the user's own workbook.
    Shown,
    /// Everywhere else.
    Masked,
}

/// A report as it is told to one listener: the words and fixes of its diagnostics, and where they are.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    report: &'a Report,
    values: Values,
    /// Where the listener has the cells before them, unless it is in the files.
    copied: Option<Copied<'a>>,
}

/// Where the rows of the files stand on another sheet, by the place of a cell or of a row; `None` where they do not.
#[derive(Clone, Copy)]
struct Copied<'a>(&'a (dyn Fn(Location) -> Option<CellRef> + Sync));

impl fmt::Debug for Copied<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Copied")
    }
}

/// The longest piece of a value that a message repeats, in characters.
const LONGEST_QUOTE: usize = 40;

impl<'a> Scene<'a> {
    pub(crate) fn new(report: &'a Report, values: Values) -> Self {
        Self {
            report,
            values,
            copied: None,
        }
    }

    /// The same told to somebody who has the rows before them on another sheet, where each place is what `copied` says: words name
    /// the cells of that sheet, and those of a file together with it.
    #[must_use]
    pub fn on_another_sheet<'b>(self, copied: &'b (dyn Fn(Location) -> Option<CellRef> + Sync)) -> Scene<'b>
    where
        'a: 'b,
    {
        Scene {
            copied: Some(Copied(copied)),
            ..self
        }
    }

    /// What is said about a diagnostic.
    pub fn words(&self, diagnostic: &Diagnostic) -> Words {
        (diagnostic.rule.words)(self, diagnostic)
    }

    /// The fixes of a diagnostic, the best first.
    pub fn fixes(&self, diagnostic: &Diagnostic) -> Vec<Fix> {
        let fixes = (diagnostic.rule.fixes)(self, diagnostic).into_iter();
        let on = self.sheet(diagnostic.at.file);
        fixes.map(|fix| doubted(on, fix)).collect()
    }

    /// Whether the listener may see what stands in this cell: nobody sees a password. A cell that no known column governs could hold
    /// anything, and so could every cell of a row that does not fit its header.
    pub fn shows(&self, at: Location) -> bool {
        self.sheet(at.file).shows(at.place, self.values)
    }

    /// The text of a file, with asterisks for the values that the listener may not see; empty for a workbook.
    pub fn file_text(&self, file: FileId) -> String {
        self.sheet(file).text(self.values)
    }

    /// Whether nothing is told of this file: the others are compared with it.
    pub(crate) fn is_for_comparison(&self, file: FileId) -> bool {
        let roster = self.report.rosters().get(file.0 as usize);
        roster.is_some_and(|roster| roster.context)
    }

    /// The path of the `roster.toml` under which the files were judged.
    pub(crate) fn roster_toml(&self) -> &'a str {
        &self.report.roster_toml
    }

    /// The suppression at this position.
    pub(crate) fn suppression(&self, index: u32) -> Option<&'a Suppression> {
        self.report.suppressions.get(index as usize)
    }

    /// What a suppression is about: `` `rule` for `achen` ``. A number that names a person is sensitive where its column is.
    pub(crate) fn suppressed(&self, suppression: &Suppression) -> String {
        let (attribute, kind, text) = match &suppression.whose {
            Whose::Username(text) => (USER_NAME, "person", text),
            Whose::Npi(text) => (NPI, "NPI", text),
        };
        let schema = self.report.schema();
        let column = schema.column_holding(attribute).map(|id| schema.column(id));
        let is_shown = self.values == Values::Shown || column.is_some_and(|column| !column.sensitive);
        let whose = if is_shown {
            quote(text)
        } else {
            format!("the {kind} that it names")
        };
        format!("`{}` for {whose}", suppression.rule.name)
    }

    pub(crate) fn sheet(&self, file: FileId) -> SheetView<'a> {
        self.report.sheet(file)
    }

    pub(crate) fn cell(&self, at: Location) -> Option<Cell<'a>> {
        self.sheet(at.file).sheet().cell(at.place.cell()?)
    }

    /// The law of the column in which the place lies.
    pub(crate) fn column(&self, at: Location) -> Option<&'a Column> {
        let on = self.sheet(at.file);
        on.layout()
            .named(at.place.cell()?.column)
            .map(|id| on.schema().column(id))
    }

    /// The text of the cell, for fixes. It may be sensitive: messages use [`Self::quote`].
    pub(crate) fn text(&self, at: Location) -> String {
        self.cell(at)
            .map(|cell| cell.text().into_owned())
            .unwrap_or_default()
    }

    /// What the cell means, where that is of its column's type.
    pub(crate) fn meant(&self, at: Location) -> Option<Value> {
        let on = self.sheet(at.file);
        let row = on.row(at.place.row()?)?;
        row.meant(on.layout().read_from(at.place.cell()?.column)?)
    }

    /// The tax number that all rows of the organization have in the column of this cell.
    pub(crate) fn shared_ein(&self, at: Location) -> Option<Ein> {
        let column = self.sheet(at.file).layout().named(at.place.cell()?.column)?;
        self.report.shared_ein(column)
    }

    /// The text of the cell in back-ticks, or words in its stead where the listener may not see it.
    pub(crate) fn quote(&self, at: Location) -> String {
        if self.shows(at) {
            quote(&self.text(at))
        } else {
            "this value".to_owned()
        }
    }

    /// A title with the text that a fix writes, `what: text`; without it where the listener may not see it.
    pub(crate) fn title(&self, at: Location, what: &str, text: &str) -> String {
        if self.shows(at) {
            format!("{what}: {}", quote(text))
        } else {
            what.to_owned()
        }
    }

    /// The name of the place as Excel has it: `G3`, `row 3`.
    pub(crate) fn place_name(&self, at: Location) -> String {
        if self.copied.is_some() {
            return match (self.copy_of(at), at.place.cell()) {
                (Some(copy), Some(_)) => copy.to_string(),
                (Some(copy), None) => format!("row {}", copy.row.number()),
                (None, _) => format!("{} of {}", at.place, self.file_name(at)),
            };
        }
        at.place.to_string()
    }

    /// The row of the related place as the reader of the diagnostic would call it: with the file's name where it is another.
    pub(crate) fn other_place(&self, diagnostic: &Diagnostic) -> String {
        let Some(other) = diagnostic.related else {
            return String::new();
        };
        if let Some(copy) = self.copy_of(other) {
            return format!("row {}", copy.row.number());
        }
        let row = other.place.row().map_or(Place::File, Place::Row);
        if other.file == diagnostic.at.file && self.copied.is_none() {
            row.to_string()
        } else {
            format!("{row} of {}", self.file_name(other))
        }
    }

    /// Where the place stands on the sheet that the listener has before them, if that is another.
    fn copy_of(&self, at: Location) -> Option<CellRef> {
        self.copied.and_then(|Copied(copied)| copied(at))
    }

    fn file_name(&self, at: Location) -> String {
        format!("`{}`", visible(self.sheet(at.file).document().name()))
    }

    /// The rows of the related place and of the place itself.
    pub(crate) fn two_rows(&self, diagnostic: &Diagnostic) -> Option<(RowView<'a>, RowView<'a>)> {
        let row = |at: Location| self.sheet(at.file).row(at.place.row()?);
        Some((row(diagnostic.related?)?, row(diagnostic.at)?))
    }

    /// What stands in the cell and in the related one; `None` where the listener may not see it.
    pub(crate) fn side_by_side(&self, diagnostic: &Diagnostic) -> Option<String> {
        self.side_by_side_at(diagnostic.at, diagnostic.related?)
    }

    /// What stands in two cells.
    pub(crate) fn side_by_side_at(&self, here: Location, there: Location) -> Option<String> {
        (self.shows(here) && self.shows(there))
            .then(|| format!("{} here, {} there", self.quote(here), self.quote(there)))
    }

    /// The username of the row in back-ticks.
    pub(crate) fn person(&self, at: Location) -> String {
        let row = at.place.row().and_then(|row| self.sheet(at.file).row(row));
        let username = row.and_then(|row| row.username_at());
        username.map_or_else(|| "the person".to_owned(), |at| self.quote(at))
    }

    /// The username of the row, in the form by which people are told apart, or what `masked` makes of it where its column is
    /// sensitive. `None` where the place is in no row, or nobody can tell which of its cells is the username.
    pub fn person_key(&self, at: Location, masked: impl Fn(&str) -> String) -> Option<String> {
        let row = self.sheet(at.file).row(at.place.row()?)?;
        let id = row.on.schema().column_holding(USER_NAME)?;
        let username = said(&row, id).filter(|_| row.is_readable() && !row.on.is_header(row.row()))?;
        Some(if row.on.schema().column(id).sensitive {
            masked(&username)
        } else {
            username
        })
    }

    /// The words for a cell that is not of its column's type: "`X` is not an NPI: it has 9 digits".
    pub(crate) fn not_a(&self, diagnostic: &Diagnostic, kind: &str, help: &str) -> Words {
        self.unfit(diagnostic, &format!("is not {kind}"), help)
    }

    /// The words for a cell of which its field type says why it is wrong: "`X` does not fit: it is too short".
    pub(crate) fn unfit(&self, diagnostic: &Diagnostic, fault: &str, help: &str) -> Words {
        let at = diagnostic.at;
        let message = match diagnostic.detail {
            Detail::Field(error) => format!("{} {fault}: {error}", self.quote(at)),
            _ => format!("{} {fault}", self.quote(at)),
        };
        Words::new(message, format!("{} in {}", self.header(at), self.place_name(at))).help(help)
    }

    /// The header of the column in which the place lies, as the file writes it.
    pub(crate) fn header(&self, at: Location) -> String {
        let header = at.place.cell().and_then(|cell| {
            let row = self.sheet(at.file).sheet().header()?;
            row.cell(cell.column)
                .map(|cell| shorten(&visible(cell.text().trim())))
        });
        header
            .filter(|header| !header.is_empty())
            .unwrap_or_else(|| "a column without a header".to_owned())
    }
}

/// A text in back-ticks: nothing in it can move a cursor, and no value is longer than a message can bear.
pub(crate) fn quote(text: &str) -> String {
    format!("`{}`", shorten(&visible(text)))
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST_QUOTE {
        return text.to_owned();
    }
    text.chars().take(LONGEST_QUOTE - 1).chain(['…']).collect()
}
