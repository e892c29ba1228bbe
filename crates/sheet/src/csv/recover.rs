//! Where reading goes on after a faulty quotation mark.
//!
//! Quotation marks carry no sign of whether they open or close, so after a typo there are several ways to read the
//! line. The header's number of cells tells which is right: nearly always exactly one reading has as many.

use memchr::memchr;

use crate::Fault;
use crate::sheet::Slot;

use super::record::{Field, Lexer, Record, after_line_end, line_end, offset};

/// How many lines a row may take with it when its first line does not add up.
const LINES_LOST_AT_MOST: usize = 64;

impl Lexer<'_> {
    /// The number of cells in the header, which begins here, even when a quotation mark in it is faulty.
    pub(super) fn measure_header(&mut self, start: usize) -> usize {
        let (record, cells) = self.attempt(start);
        let below = |lexer: &mut Self, at: usize| (at < lexer.text.len()).then(|| lexer.attempt(at));
        match record {
            Record {
                next: Some(_),
                multiline: None,
                ..
            } => return cells,
            Record { next: Some(next), .. } => match below(self, next) {
                None => return cells,
                Some((_, others)) if others == cells => return cells,
                Some(_) => {}
            },
            Record { next: None, .. } => {}
        }
        let end = line_end(self.text, start);
        match below(self, after_line_end(self.text, end)) {
            Some((Record { next: Some(_), .. }, cells)) => cells,
            _ => self.rest_of_line(start, end).len(),
        }
    }

    /// Puts the row that begins at `start` in order and says where the next one begins.
    ///
    /// `record` is what the attempt by the rules came to; its cells are in `slots`.
    pub(super) fn recover(&mut self, start: usize, record: Record, width: usize) -> usize {
        let cells = self.slots.len();
        if let Some(column) = record.multiline {
            // The cell that runs over a line end may be what was never closed: it is when its first line adds up.
            let opening = self.slots[column].start as usize;
            let reading = self.best_reading(opening, width.checked_sub(column));
            if column + reading.len() == width || (record.next.is_none() && cells > width) {
                self.slots.truncate(column);
                return self.accept(reading, opening, width);
            }
            if let Some(next) = record.next {
                self.note_faults();
                return next;
            }
        }
        let opening = self.slots.last().map_or(start, |slot| slot.end as usize + 1);
        let reading = self.best_reading(opening, width.checked_sub(cells));
        self.accept(reading, opening, width)
    }

    /// Takes `reading` for the cells from `opening` on, and finds where the next row begins.
    fn accept(&mut self, reading: Vec<Slot>, opening: usize, width: usize) -> usize {
        let line = line_end(self.text, opening);
        self.slots.extend(reading);
        self.note_faults();
        if self.slots.len() == width && !self.last_cell_is_open(line) {
            return after_line_end(self.text, line);
        }
        let end = self.lost_lines(line, width).unwrap_or(line);
        if let Some(last) = self.slots.last_mut() {
            last.end = offset(end);
        }
        after_line_end(self.text, end)
    }

    /// Whether the last cell of the line may go on in the next one, had its quotation marks been in order.
    fn last_cell_is_open(&self, line: usize) -> bool {
        let last = self.slots.last().map_or(line, |slot| slot.start as usize);
        self.text.get(last) == Some(&b'"') && !matches!(self.field(last, line), Field::Quoted { .. })
    }

    /// The end of the last line that belongs to a row whose first line, ending at `line`, does not add up: the one
    /// before the first that does. `None` when none is near.
    fn lost_lines(&mut self, line: usize, width: usize) -> Option<usize> {
        let mut end = line;
        for _ in 0..LINES_LOST_AT_MOST {
            let next = after_line_end(self.text, end);
            if next >= self.text.len() {
                return None;
            }
            let (record, cells) = self.attempt(next);
            self.patience = self.patience.saturating_sub(record.seen.saturating_sub(next));
            if self.patience == 0 {
                return None;
            }
            let next_end = line_end(self.text, next);
            if next_end == next || (record.next.is_some() && cells == width) {
                return Some(end);
            }
            end = next_end;
        }
        None
    }

    /// Reads one record by the rules without keeping anything of it but its number of cells.
    fn attempt(&mut self, start: usize) -> (Record, usize) {
        let (slots, faults) = (self.slots.len(), self.faults.len());
        let record = self.record(start, self.horizon(start));
        let cells = self.slots.len() - slots;
        self.slots.truncate(slots);
        self.faults.truncate(faults);
        (record, cells)
    }

    /// Notes the faulty quotation marks of this row.
    fn note_faults(&mut self) {
        for column in 0..self.slots.len() {
            self.faults.extend(self.fault_in(column, self.slots[column]));
        }
    }

    /// The first faulty quotation mark of this cell of the row being read.
    ///
    /// It looks at nothing outside the cell: a mark in a later cell has not closed this one.
    fn fault_in(&self, column: usize, cell: Slot) -> Option<Fault> {
        let start = cell.start as usize;
        match self.field(start, cell.end as usize) {
            Field::Bare { stray: None, .. } | Field::Quoted { .. } => None,
            Field::Bare { stray: Some(at), .. } | Field::Trailed { at } => {
                let (cell, at) = self.place(column, at);
                Some(Fault::StrayQuote { cell, at })
            }
            Field::Unclosed { .. } => {
                let (cell, at) = self.place(column, start);
                Some(Fault::UnclosedQuote { cell, at })
            }
        }
    }

    /// The reading of the line from the faulty cell at `opening` on that has `wanted` cells, else the one with the fewest faults.
    fn best_reading(&self, opening: usize, wanted: Option<usize>) -> Vec<Slot> {
        let end = line_end(self.text, opening);
        let line = &self.text[..end];
        let closing = (opening + 1..end)
            .find(|&at| line[at] == b'"' && line.get(at + 1).is_none_or(|&next| next == self.separator));
        let trailed = match self.field(opening, end) {
            Field::Trailed { at } => Some(self.separator_after(at, end)),
            _ => None,
        };
        // As if the quotation mark opened nothing; as if the next that could close it did; as if the first did.
        let cuts = [
            Some(self.separator_after(opening, end)),
            closing.map(|at| at + 1),
            trailed,
        ];
        let readings = cuts
            .into_iter()
            .flatten()
            .map(|cut| self.reading_cut_at(opening, cut, end));
        let faulty = |cells: &[Slot]| {
            cells
                .iter()
                .filter(|&&cell| self.fault_in(0, cell).is_some())
                .count()
        };
        let cost = |cells: &Vec<Slot>| (Some(cells.len()) != wanted, faulty(cells));
        readings.min_by_key(cost).unwrap_or_default()
    }

    /// The cells from `opening` to the end of the line when the faulty one, which is the first, ends at `cut`.
    fn reading_cut_at(&self, opening: usize, cut: usize, end: usize) -> Vec<Slot> {
        let mut cells = vec![Slot {
            start: offset(opening),
            end: offset(cut),
        }];
        if cut < end {
            cells.extend(self.rest_of_line(cut + 1, end));
        }
        cells
    }

    /// The cells from `start` to the end of the line when every quotation mark that is faulty is taken as text.
    pub(super) fn rest_of_line(&self, start: usize, end: usize) -> Vec<Slot> {
        let mut cells = Vec::new();
        let mut at = start;
        loop {
            let cut = match self.field(at, end) {
                Field::Bare { end, .. } | Field::Quoted { end } => end,
                Field::Trailed { .. } | Field::Unclosed { .. } => self.separator_after(at, end),
            };
            cells.push(Slot {
                start: offset(at),
                end: offset(cut),
            });
            if cut >= end {
                return cells;
            }
            at = cut + 1;
        }
    }

    fn separator_after(&self, from: usize, end: usize) -> usize {
        memchr(self.separator, &self.text[from..end]).map_or(end, |at| from + at)
    }
}
