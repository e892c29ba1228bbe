//! What a file says by itself, kept while it does not change, and for the rows that did not change when it does.

use rosterkit_sheet::{ByteSpan, CellRef, Row, RowIndex, SameRows, Sheet};

use crate::acceptor::RowAcceptor;
use crate::check::Judge;
use crate::diagnostic::{Diagnostic, FileId, Location, Place};
use crate::keys::all_hashes;
use crate::roster::Roster;
use crate::view::SheetView;

/// What a judgement has found out about one file alone, for the next judgement of the same file under the same schema and
/// in the same organization. Nothing is known at first.
///
/// Whoever changes the schema or the organization throws it away; whoever changes the file, says so by
/// [`of_earlier`](Kept::of_earlier).
#[derive(Debug, Default)]
pub struct Kept(Known);

#[derive(Debug, Default)]
enum Known {
    #[default]
    Nothing,
    /// Of the file as it is.
    Now(Alone),
    /// Of the file as it was.
    Earlier(Box<Roster>, Alone),
}

/// What was raised in a file, whatever the others say.
#[derive(Debug)]
pub(crate) struct Alone {
    /// In the file of this number.
    file: FileId,
    /// By the rules for sheets.
    sheet: Vec<Diagnostic>,
    /// By the rules for rows in the header: what the first row that is judged says of it.
    header: Vec<Diagnostic>,
    /// By the rules for rows and cells, row by row.
    rows: Vec<Diagnostic>,
    /// How many rows were judged.
    pub(crate) judged: u64,
    /// By key: the hash of each row that has it.
    pub(crate) hashes: Vec<Vec<(RowIndex, u32)>>,
}

impl Kept {
    /// The same after the file has changed, of which `earlier` was known.
    #[must_use]
    pub fn of_earlier(self, earlier: Roster) -> Self {
        Self(match self.0 {
            Known::Now(alone) => Known::Earlier(Box::new(earlier), alone),
            // It has changed again before anybody judged it.
            Known::Earlier(first, alone) => Known::Earlier(first, alone),
            Known::Nothing => Known::Nothing,
        })
    }

    /// What is known of this file as it is.
    pub(crate) fn alone(&self) -> Option<&Alone> {
        match &self.0 {
            Known::Now(alone) => Some(alone),
            Known::Nothing | Known::Earlier(..) => None,
        }
    }

    /// Finds out what is not known yet.
    pub(crate) fn complete(&mut self, sheet: SheetView<'_>, acceptor: &RowAcceptor) {
        let known = std::mem::take(&mut self.0);
        self.0 = Known::Now(match known {
            Known::Now(mut alone) => {
                alone.in_file(sheet.file);
                alone
            }
            Known::Earlier(earlier, mut alone) => {
                alone.in_file(sheet.file);
                match same_rows(&sheet, &earlier) {
                    Some(same) => {
                        alone.change(sheet, earlier.document.sheet(), same, acceptor);
                        alone
                    }
                    None => Alone::of(sheet, acceptor),
                }
            }
            Known::Nothing => Alone::of(sheet, acceptor),
        });
    }
}

/// The rows of which the same is to be said as before: their bytes are the same, and what their people get.
fn same_rows(sheet: &SheetView<'_>, earlier: &Roster) -> Option<SameRows> {
    let roster = sheet.roster;
    // The rows of a master name what they get, so that their bytes say it, under columns at the same place.
    let columns = |roster: &Roster| roster.master.as_ref().map(|master| master.columns);
    let is_same = roster.batch == earlier.batch && columns(roster) == columns(earlier);
    is_same
        .then(|| roster.document.same_rows(&earlier.document))
        .flatten()
}

impl Alone {
    fn of(sheet: SheetView<'_>, acceptor: &RowAcceptor) -> Self {
        let mut alone = Self {
            file: sheet.file,
            sheet: Vec::new(),
            header: Vec::new(),
            rows: Vec::new(),
            judged: 0,
            hashes: Vec::new(),
        };
        alone.judge_sheet(sheet, acceptor);
        alone.judged = Judge::new(&mut alone.rows, acceptor).rows(sheet, sheet.sheet().rows());
        alone.rows.retain(|found| !is_in_header(&sheet, found));
        alone.hashes = all_hashes(sheet.schema, &sheet, || sheet.sheet().rows());
        alone
    }

    /// Everything that was raised.
    pub(crate) fn raised(&self) -> impl Iterator<Item = &Diagnostic> {
        self.sheet.iter().chain(&self.header).chain(&self.rows)
    }

    /// What is known of the file as it was becomes what is known of it as it is: only rows that are not the same are
    /// judged, and the file as a whole.
    fn change(&mut self, sheet: SheetView<'_>, earlier: &Sheet, same: SameRows, acceptor: &RowAcceptor) {
        let new = Gap::of(sheet.sheet(), same);
        let old = Gap::of(earlier, same);
        let mut raised = Vec::new();
        let judged = Judge::new(&mut raised, acceptor).rows(sheet, new.rows(sheet.sheet()));
        raised.retain(|found| !is_in_header(&sheet, found));
        let before = old.rows(earlier).filter(|row| !row.is_blank()).count() as u64;
        self.judged = self.judged.saturating_sub(before) + judged;
        let moved = Moved::between(old, new);
        let row_of = |found: &Diagnostic| found.at.place.row();
        let start = self.rows.partition_point(|found| row_of(found) < Some(old.first));
        let end = self.rows.partition_point(|found| row_of(found) < Some(old.end));
        for found in &mut self.rows[end..] {
            moved.diagnostic(found);
        }
        self.rows.splice(start..end, raised);
        let hashes = all_hashes(sheet.schema, &sheet, || new.rows(sheet.sheet()));
        for (known, hashes) in self.hashes.iter_mut().zip(hashes) {
            let start = known.partition_point(|(row, _)| *row < old.first);
            let end = known.partition_point(|(row, _)| *row < old.end);
            if moved.rows != 0 {
                known[end..]
                    .iter_mut()
                    .for_each(|(row, _)| *row = moved.row(*row));
            }
            known.splice(start..end, hashes);
        }
        self.judge_sheet(sheet, acceptor);
    }

    /// Judges the file as a whole, and its header.
    fn judge_sheet(&mut self, sheet: SheetView<'_>, acceptor: &RowAcceptor) {
        self.sheet.clear();
        Judge::new(&mut self.sheet, acceptor).sheet(sheet);
        self.header.clear();
        let first = sheet.sheet().rows().find(|row| !row.is_blank());
        Judge::new(&mut self.header, acceptor).rows(sheet, first.into_iter());
        self.header.retain(|found| is_in_header(&sheet, found));
    }

    /// The same about the same file under another number.
    fn in_file(&mut self, file: FileId) {
        if self.file == file {
            return;
        }
        self.file = file;
        let all = self.sheet.iter_mut().chain(&mut self.header);
        for found in all.chain(&mut self.rows) {
            for_each_place(found, |at| at.file = file);
        }
    }
}

/// Whether a rule for rows has raised it in no row below the header.
fn is_in_header(sheet: &SheetView<'_>, found: &Diagnostic) -> bool {
    let header = sheet.sheet().header().map(|header| header.index());
    found.at.place.row() <= header
}

fn for_each_place(found: &mut Diagnostic, change: impl Fn(&mut Location)) {
    change(&mut found.at);
    found.related.as_mut().into_iter().for_each(change);
}

/// The rows that are not the same, and the place of the first that is again.
#[derive(Clone, Copy)]
struct Gap {
    first: RowIndex,
    end: RowIndex,
    /// The byte where it ends.
    byte: u32,
}

impl Gap {
    fn of(sheet: &Sheet, same: SameRows) -> Self {
        let index = |row: usize| RowIndex(u32::try_from(row).unwrap_or(u32::MAX));
        let end = index(sheet.rows_len() - same.last);
        let next = sheet.row(end).and_then(|row| row.span());
        Self {
            first: index(same.first),
            end,
            byte: next.map_or(0, |span| span.start),
        }
    }

    fn rows(self, sheet: &Sheet) -> impl Iterator<Item = Row<'_>> {
        let rows = (self.first.0..self.end.0).filter_map(|row| sheet.row(RowIndex(row)));
        rows.filter(|row| !row.is_empty())
    }
}

/// How far the rows after an edit moved, in rows and bytes. Upwards is a large number that wraps.
#[derive(Clone, Copy)]
struct Moved {
    rows: u32,
    bytes: u32,
    /// The first of them, as it was.
    from: RowIndex,
}

impl Moved {
    fn between(old: Gap, new: Gap) -> Self {
        Self {
            rows: new.end.0.wrapping_sub(old.end.0),
            bytes: new.byte.wrapping_sub(old.byte),
            from: old.end,
        }
    }

    fn row(self, row: RowIndex) -> RowIndex {
        RowIndex(row.0.wrapping_add(self.rows))
    }

    fn diagnostic(self, found: &mut Diagnostic) {
        for_each_place(found, |at| {
            if at.place.row() >= Some(self.from) {
                at.place = self.place(at.place);
            }
        });
    }

    fn place(self, place: Place) -> Place {
        let cell = |cell: CellRef| CellRef {
            row: self.row(cell.row),
            ..cell
        };
        match place {
            Place::Suppression(_) | Place::File => place,
            Place::Row(row) => Place::Row(self.row(row)),
            Place::Cell(at) => Place::Cell(cell(at)),
            Place::Bytes(at, span) => Place::Bytes(
                cell(at),
                ByteSpan {
                    start: span.start.wrapping_add(self.bytes),
                    end: span.end.wrapping_add(self.bytes),
                },
            ),
        }
    }
}
