//! Where a diagnostic is, in every coordinate that a report may need.

use rosterkit_sheet::{ByteSpan, RowIndex};

use crate::diagnostic::{Location, Place};
use crate::report::span_of;
use crate::words::Scene;

/// A place in a file, as reports name it. What does not exist for the file or the place is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The file's name as it was handed in.
    pub path: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The cell in A1 notation.
    pub cell: Option<String>,
    /// The row that Excel shows; the header is 1.
    pub row: Option<u32>,
    /// The column, counted from 1.
    pub column: Option<u32>,
    /// The header of the target for that column, or the file's own where the schema knows none.
    pub column_name: Option<String>,
    /// The place in a text file.
    pub lines: Option<Lines>,
}

/// A place in a text file: lines and characters, both counted from 1, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The line of the first character.
    pub line: u32,
    /// The first character in its line.
    pub col: u32,
    /// The line of the end.
    pub end_line: u32,
    /// The character after the last.
    pub end_col: u32,
}

impl Scene<'_> {
    /// The bytes of the place in a text file; `None` where it is no part of one.
    pub fn span(&self, at: Location) -> Option<ByteSpan> {
        span_of(self.sheet(at.file), at.place)
    }

    /// Where the place is.
    pub fn locate(&self, at: Location) -> Located {
        if let Place::Suppression(index) = at.place {
            return Located {
                path: self.roster_toml().to_owned(),
                sheet: None,
                cell: None,
                row: None,
                column: None,
                column_name: None,
                lines: self.suppression(index).map(|suppression| suppression.at),
            };
        }
        let on = self.sheet(at.file);
        let cell = at.place.cell();
        let lines = span_of(on, at.place).map(|span| {
            let (start, end) = (
                on.document().position(span.start),
                on.document().position(span.end),
            );
            Lines {
                line: start.line,
                col: start.col,
                end_line: end.line,
                end_col: end.col,
            }
        });
        Located {
            path: on.document().name().to_owned(),
            sheet: on
                .sheet()
                .name()
                .filter(|_| at.place != Place::File)
                .map(str::to_owned),
            cell: cell.map(|cell| cell.to_string()),
            row: at.place.row().map(RowIndex::number),
            column: cell.map(|cell| cell.column.0 + 1),
            column_name: cell.map(|_| {
                self.column(at)
                    .map_or_else(|| self.header(at), |column| column.header.clone())
            }),
            lines,
        }
    }
}
