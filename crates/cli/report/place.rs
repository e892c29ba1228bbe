//! Where a diagnostic is, in words.

use rosterkit_lint::{Located, Place};

/// `4:12` in a text file, `D4` in a workbook, `row 4` of one; nothing for a whole file.
pub(super) fn line_or_cell(at: &Located) -> Option<String> {
    let line = at.lines.map(|lines| format!("{}:{}", lines.line, lines.col));
    line.or_else(|| cell_or_row(at))
}

/// `D4`, or `row 4`; nothing for a whole file.
pub(super) fn cell_or_row(at: &Located) -> Option<String> {
    let row = || at.row.map(|row| format!("row {row}"));
    at.cell.clone().or_else(row)
}

/// As people who have the file open in Excel find it: `D4`, `row 4`, a line of `roster.toml`, or the file.
pub(super) fn for_people(at: &Located) -> String {
    let line = || at.lines.map(|lines| format!("line {}", lines.line));
    let place = cell_or_row(at).or_else(line);
    place.unwrap_or_else(|| "the file".to_owned())
}

/// `C5 to C9, C12`, `D1, F1`, `rows 4, 9`.
pub(super) fn ranges(places: &[Place]) -> String {
    let mut runs: Vec<(Place, Place)> = Vec::new();
    for place in places {
        match runs.last_mut() {
            Some((_, last)) if follows(*last, *place) => *last = *place,
            _ => runs.push((*place, *place)),
        }
    }
    let name = |place: Place| match (place.cell(), place.row()) {
        (Some(cell), _) => cell.to_string(),
        (None, Some(row)) => row.number().to_string(),
        (None, None) => "the file".to_owned(),
    };
    let runs = runs.iter().map(|(first, last)| {
        if first == last {
            name(*first)
        } else {
            format!("{} to {}", name(*first), name(*last))
        }
    });
    let list = runs.collect::<Vec<_>>().join(", ");
    match places {
        [place] if place.cell().is_none() => format!("row {list}"),
        [place, ..] if place.cell().is_none() => format!("rows {list}"),
        _ => list,
    }
}

/// Whether a place is the next one after another: the same or the next row in its column, or the next column in its row.
fn follows(last: Place, place: Place) -> bool {
    let rows = (last.row().map(|row| row.0), place.row().map(|row| row.0));
    let columns = (
        last.cell().map(|cell| cell.column.0),
        place.cell().map(|cell| cell.column.0),
    );
    let is_next = |(one, next): (Option<u32>, Option<u32>)| {
        one.and_then(|one| one.checked_add(1)) == next && next.is_some()
    };
    columns.0 == columns.1 && (rows.0 == rows.1 || is_next(rows)) || rows.0 == rows.1 && is_next(columns)
}
