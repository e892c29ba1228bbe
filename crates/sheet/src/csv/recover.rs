//! Where reading goes on after a faulty quotation mark.
//!
//! Quotation marks carry no sign of whether they open or close, so after a typo there are several ways to read the
//! line. The header's number of cells tells which is right: nearly always exactly one reading has as many.

use memchr::memchr;

use crate::Fault;
use crate::sheet::Slot;

use super::record::{Field, Lexer, Record, after_line_end, field, line_end, offset};

/// How many lines a row may take with it when its first line does not add up.
const LINES_LOST_AT_MOST: usize = 64;

/// One way to read the rest of a line from the faulty cell on.
struct Reading {
    cells: Vec<Slot>,
    /// The column, counted from the faulty cell, and the place of each further faulty quotation mark.
    faults: Vec<(usize, usize)>,
}

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
            _ => self.rest_of_line(start, end).cells.len(),
        }
    }

    /// Puts the row that begins at `start` in order and says where the next one begins.
    ///
    /// `record` is what the attempt by the rules came to; its cells are in `slots` from `first` on.
    pub(super) fn recover(&mut self, start: usize, first: usize, record: Record, width: usize) -> usize {
        let cells = self.slots.len() - first;
        if let Some(column) = record.multiline {
            // The cell that runs over a line end may be what was never closed: it is when its first line adds up.
            let opening = self.slots[first + column].start as usize;
            let reading = self.best_reading(opening, width.checked_sub(column));
            if column + reading.cells.len() == width || (record.next.is_none() && cells > width) {
                self.slots.truncate(first + column);
                return self.accept(reading, opening, first, width);
            }
            if let Some(next) = record.next {
                self.note_strays(first);
                return next;
            }
        }
        let opening = self.slots[first..]
            .last()
            .map_or(start, |slot| slot.end as usize + 1);
        self.note_strays(first);
        let reading = self.best_reading(opening, width.checked_sub(cells));
        self.accept(reading, opening, first, width)
    }

    /// Takes `reading` for the cells from `opening` on, and finds where the next row begins.
    fn accept(&mut self, reading: Reading, opening: usize, first: usize, width: usize) -> usize {
        let column = self.slots.len() - first;
        let line = line_end(self.text, opening);
        let end = reading.cells.first().map_or(opening, |cell| cell.end as usize);
        match field(self.text, opening, line) {
            Field::Trailed { at } => {
                let at = if at < end { at } else { opening };
                self.fault_at(column, at, |cell, at| Fault::StrayQuote { cell, at });
            }
            _ => self.fault_at(column, opening, |cell, at| Fault::UnclosedQuote { cell, at }),
        }
        for (further, at) in reading.faults {
            self.fault_at(column + further, at, |cell, at| Fault::StrayQuote { cell, at });
        }
        self.slots.extend(reading.cells);
        if self.slots.len() - first == width && !self.last_cell_is_open(line) {
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
        self.text.get(last) == Some(&b'"') && !matches!(field(self.text, last, line), Field::Quoted { .. })
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

    /// Notes again the stray quotation marks of the cells of this row that are kept.
    fn note_strays(&mut self, first: usize) {
        for at in first..self.slots.len() {
            let Slot { start, end } = self.slots[at];
            if let Field::Bare {
                stray: Some(stray), ..
            } = field(self.text, start as usize, end as usize)
            {
                self.fault_at(at - first, stray, |cell, at| Fault::StrayQuote { cell, at });
            }
        }
    }

    /// The reading of the line from the faulty cell at `opening` on that has `wanted` cells, else the one with the fewest faults.
    fn best_reading(&self, opening: usize, wanted: Option<usize>) -> Reading {
        let end = line_end(self.text, opening);
        let line = &self.text[..end];
        let comma = |from: usize| memchr(b',', &line[from..]).map_or(end, |at| from + at);
        let closing =
            (opening + 1..end).find(|&at| line[at] == b'"' && matches!(line.get(at + 1), None | Some(b',')));
        let trailed = match field(self.text, opening, end) {
            Field::Trailed { at } => Some(comma(at)),
            _ => None,
        };
        // As if the quotation mark opened nothing; as if the next that could close it did; as if the first did.
        let cuts = [Some(comma(opening)), closing.map(|at| at + 1), trailed];
        let readings = cuts
            .into_iter()
            .flatten()
            .map(|cut| self.reading_cut_at(opening, cut, end));
        let cost = |reading: &Reading| (Some(reading.cells.len()) != wanted, reading.faults.len());
        readings.min_by_key(cost).unwrap_or(Reading {
            cells: Vec::new(),
            faults: Vec::new(),
        })
    }

    /// The reading in which the faulty cell ends at `cut`.
    fn reading_cut_at(&self, opening: usize, cut: usize, end: usize) -> Reading {
        let mut reading = Reading {
            cells: Vec::new(),
            faults: Vec::new(),
        };
        if cut < end {
            reading = self.rest_of_line(cut + 1, end);
        }
        reading.cells.insert(
            0,
            Slot {
                start: offset(opening),
                end: offset(cut),
            },
        );
        for (column, _) in &mut reading.faults {
            *column += 1;
        }
        reading
    }

    /// Reads the cells from `start` to the end of the line, where every quotation mark that is faulty is taken as text.
    fn rest_of_line(&self, start: usize, end: usize) -> Reading {
        let mut reading = Reading {
            cells: Vec::new(),
            faults: Vec::new(),
        };
        let mut at = start;
        loop {
            let (cut, fault) = match field(self.text, at, end) {
                Field::Bare { end, stray } => (end, stray),
                Field::Quoted { end } => (end, None),
                Field::Trailed { at: trailed } => {
                    let cut = self.comma(at, end);
                    (cut, Some(if trailed < cut { trailed } else { at }))
                }
                Field::Unclosed { .. } => (self.comma(at, end), Some(at)),
            };
            reading
                .faults
                .extend(fault.map(|fault| (reading.cells.len(), fault)));
            reading.cells.push(Slot {
                start: offset(at),
                end: offset(cut),
            });
            if cut >= end {
                return reading;
            }
            at = cut + 1;
        }
    }

    fn comma(&self, from: usize, end: usize) -> usize {
        memchr(b',', &self.text[from..end]).map_or(end, |at| from + at)
    }
}
