//! One record after another by the rules of RFC 4180; what breaks them is left to `recover`.

use memchr::{memchr, memchr2, memchr2_iter, memchr3};

use crate::dialect::Opening;
use crate::sheet::Slot;
use crate::{ByteSpan, CellRef, Fault};

use super::rows::Rows;
use super::scan;
#[cfg(test)]
use super::work;

const QUOTE: u8 = b'"';

/// A quoted cell that runs over line ends for longer than this is not a cell: Excel holds 32,767 characters in
/// one, each at most four bytes.
const LONGEST_CELL: usize = 32_767 * 4;

/// The state of reading one file.
pub(super) struct Lexer<'a> {
    pub(super) text: &'a [u8],
    /// The delimiter.
    pub(super) separator: u8,
    pub(super) rows: Rows,
    /// The cells of the row that is being read.
    pub(super) slots: Vec<Slot>,
    pub(super) faults: Vec<Fault>,
    /// How many cells the header has: the measure of where reading may go on after a faulty quotation mark.
    pub(super) width: Option<usize>,
    /// How many bytes may still be looked at in vain. It keeps hostile input from costing quadratic time: when it is
    /// used up, every record ends with its line.
    pub(super) patience: usize,
}

/// How an attempt to read one record by the rules ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// Where the next record begins, when this one kept to the rules.
    pub(super) next: Option<usize>,
    /// Among the record's cells the first that runs over a line end.
    pub(super) multiline: Option<usize>,
    /// How far the attempt has looked.
    pub(super) seen: usize,
}

/// Where a field ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// It is not quoted and ends here; `stray` is a quotation mark inside it.
    Bare { end: usize, stray: Option<usize> },
    /// It is quoted and ends here, one past its closing quotation mark.
    Quoted { end: usize },
    /// It is quoted, and other text follows the closing quotation mark `at`.
    Trailed { at: usize },
    /// It is quoted, and nothing closes it before `seen`.
    Unclosed { seen: usize },
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a [u8], separator: u8) -> Lexer<'a> {
        let patience = text.len().saturating_mul(8).saturating_add(1 << 20);
        Lexer {
            text,
            separator,
            rows: Rows::default(),
            slots: Vec::new(),
            faults: Vec::new(),
            width: None,
            patience,
        }
    }

    /// Reads what stands above the header and measures it. Says where the next row begins.
    pub(super) fn open(&mut self, opening: &Opening) -> usize {
        self.rows = Rows::of(0..self.text.len(), opening.line);
        let mut at = opening.start;
        while at < opening.header {
            // A line above the header is a row for Excel and holds nothing of the table.
            let next = after_line_end(self.text, line_end(self.text, at));
            self.rows.push(at, &[], 1);
            at = next;
        }
        let blank = |byte: &u8| matches!(byte, b'\n' | b'\r');
        if let Some(header) = self.text[at..].iter().position(|byte| !blank(byte)) {
            self.width = Some(self.measure_header(at + header));
        }
        at
    }

    /// Reads rows from `at` on until one begins at `end` or, if that is inside a row, after it. Says where that is.
    pub(super) fn read_to(&mut self, at: usize, end: usize) -> usize {
        let mut at = at;
        while at < end {
            at = scan::rows(&self.text[..end], at, self.separator, &mut self.rows);
            if at < end {
                at = self.read_row(at);
            }
        }
        at
    }

    /// Reads the row that begins here, whatever it is like, and says where the next one does.
    pub(super) fn read_row(&mut self, start: usize) -> usize {
        self.slots.clear();
        let next = if line_end_len(self.text, start) > 0 {
            after_line_end(self.text, start)
        } else {
            self.read_cells(start)
        };
        // Whatever ends the last row, no line follows it.
        let lines = if next < self.text.len() {
            line_ends(&self.text[start..next])
        } else {
            1
        };
        self.rows.push(start, &self.slots, lines);
        next
    }

    /// Reads the cells of the row that begins here, and says where the next one does.
    fn read_cells(&mut self, start: usize) -> usize {
        let width = self.width.unwrap_or_default();
        let faults = self.faults.len();
        let record = self.record(start, self.horizon(start));
        match record {
            Record {
                next: Some(next),
                multiline: None,
                ..
            } => next,
            Record { next: Some(next), .. } if self.slots.len() == width => next,
            record => {
                self.patience = self.patience.saturating_sub(record.seen - start);
                self.faults.truncate(faults);
                self.recover(start, record, width)
            }
        }
    }

    /// Reads one record into `slots` and `faults`, looking no further than `limit`.
    ///
    /// Gives up, with the cells before in `slots`, at a field that is faulty, and when a record that runs over
    /// lines has more cells than the header: a quotation mark has then paired up with one that it has nothing to do with.
    pub(super) fn record(&mut self, start: usize, limit: usize) -> Record {
        let first = self.slots.len();
        let mut multiline = None;
        let mut at = start;
        loop {
            let column = self.slots.len() - first;
            let end = match self.field(at, limit) {
                Field::Bare { end, stray } => {
                    if let Some(stray) = stray {
                        let (cell, at) = self.place(column, stray);
                        self.faults.push(Fault::StrayQuote { cell, at });
                    }
                    end
                }
                Field::Quoted { end } => {
                    if multiline.is_none() && memchr2(b'\n', b'\r', &self.text[at..end]).is_some() {
                        multiline = Some(column);
                    }
                    end
                }
                Field::Trailed { at } => {
                    return Record {
                        next: None,
                        multiline,
                        seen: at,
                    };
                }
                Field::Unclosed { seen } => {
                    return Record {
                        next: None,
                        multiline,
                        seen,
                    };
                }
            };
            self.slots.push(Slot {
                start: offset(at),
                end: offset(end),
            });
            if self.text[..limit].get(end) != Some(&self.separator) {
                return Record {
                    next: Some(after_line_end(self.text, end)),
                    multiline,
                    seen: end,
                };
            }
            if multiline.is_some() && self.width.is_some_and(|width| column + 1 > width) {
                return Record {
                    next: None,
                    multiline,
                    seen: end,
                };
            }
            at = end + 1;
        }
    }

    /// Finds the end of the field that begins at `start`. The caller keeps `start <= limit <= text.len()`.
    pub(super) fn field(&self, start: usize, limit: usize) -> Field {
        let text = &self.text[..limit];
        if text.get(start) != Some(&QUOTE) {
            let end = memchr3(self.separator, b'\n', b'\r', &text[start..]).map_or(limit, |at| start + at);
            let stray = memchr(QUOTE, &text[start..end]).map(|at| start + at);
            let stray = stray.filter(|_| !is_text_formula(&text[start..end]));
            #[cfg(test)]
            work::note(end - start);
            return Field::Bare { end, stray };
        }
        // The line's end is looked for only when the cell is long: looking for every cell costs a long line quadratic time.
        let near = limit.min(start.saturating_add(LONGEST_CELL));
        match self.quoted_field(start, near, limit) {
            Field::Unclosed { .. } if near < limit => {
                let far = limit.min(line_end(text, start).saturating_add(LONGEST_CELL));
                self.quoted_field(start, far, limit)
            }
            field => field,
        }
    }

    /// Finds the end of the quoted field that begins at `start`, looking no further than `seen`.
    fn quoted_field(&self, start: usize, seen: usize, limit: usize) -> Field {
        let text = &self.text[..limit];
        let mut at = start + 1;
        while let Some(found) = memchr(QUOTE, &text[at..seen]) {
            at += found + 1;
            #[cfg(test)]
            work::note(found);
            match text[..seen].get(at) {
                Some(&QUOTE) => at += 1,
                None if seen < limit => return Field::Unclosed { seen: at },
                None => return Field::Quoted { end: at },
                Some(&next) if next == self.separator || matches!(next, b'\n' | b'\r') => {
                    return Field::Quoted { end: at };
                }
                Some(_) => return Field::Trailed { at: at - 1 },
            }
        }
        #[cfg(test)]
        work::note(seen - at);
        Field::Unclosed { seen }
    }

    /// How far a record that begins here may reach.
    pub(super) fn horizon(&self, start: usize) -> usize {
        if self.patience == 0 {
            line_end(self.text, start)
        } else {
            self.text.len()
        }
    }

    /// The cell in this column of the row being read, and the span of the quotation mark `at` in it.
    pub(super) fn place(&self, column: usize, at: usize) -> (CellRef, ByteSpan) {
        let row = offset(self.rows.begun());
        (CellRef::new(row, offset(column)), span(at, at + 1))
    }
}

/// Whether a field is `="..."`, by which exports tell Excel that digits are text. Its quotation marks are no typo, and
/// every reader takes them for part of the cell.
fn is_text_formula(field: &[u8]) -> bool {
    matches!(field, [b'=', b'"', inner @ .., b'"'] if memchr(QUOTE, inner).is_none())
}

/// Where the line that holds `start` ends, before its line end.
pub(crate) fn line_end(text: &[u8], start: usize) -> usize {
    let end = memchr2(b'\n', b'\r', &text[start..]).map_or(text.len(), |at| start + at);
    #[cfg(test)]
    work::note(end - start);
    end
}

/// Where the next line begins when this one ends at `end`.
pub(crate) fn after_line_end(text: &[u8], end: usize) -> usize {
    end + line_end_len(text, end)
}

/// The number of bytes of the line end that stands here: 0 when none does.
fn line_end_len(text: &[u8], at: usize) -> usize {
    match text.get(at..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([b'\r' | b'\n', ..]) => 1,
        _ => 0,
    }
}

/// The number of line ends in these bytes.
fn line_ends(bytes: &[u8]) -> u32 {
    let ends = memchr2_iter(b'\n', b'\r', bytes);
    offset(
        ends.filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
            .count(),
    )
}

/// A byte offset of a file whose length is known to fit.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The span of these bytes of a file whose length is known to fit.
pub(super) fn span(start: usize, end: usize) -> ByteSpan {
    ByteSpan {
        start: offset(start),
        end: offset(end),
    }
}
