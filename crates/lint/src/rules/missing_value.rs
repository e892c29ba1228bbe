//! A cell that the row must fill and leaves blank.

use rosterkit_schema::{ColumnId, Presence};
use rosterkit_sheet::CellRef;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::rules::provider_mismatch::contrary_cell;
use crate::view::{RowView, is_blank};
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("missing_value.md")]
    pub(super) static MISSING_VALUE = "missing-value" {
        summary: "a cell that must be filled is blank",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    if !row.is_readable() {
        return;
    }
    for (id, column) in row.on.schema().columns() {
        let Some(cell) = blank_cell(row, id) else { continue };
        let at = row.on.at(Place::Cell(cell));
        if column.presence == Presence::Required {
            cx.raise(&MISSING_VALUE, at, Detail::Column(id));
        } else if let Some(when) = &column.required_when
            && let Some(because) = row.deciding_cell(when)
        {
            let because = row.on.at(Place::Cell(because));
            // A cell that contradicts its batch is wrong itself, and needs nothing.
            if contrary_cell(row) != Some(because) {
                cx.raise_because(&MISSING_VALUE, at, Detail::Column(id), because);
            }
        }
    }
}

/// Where the column's cell is, if it is blank. A column that the sheet does not have is missing once, not in every row.
pub(super) fn blank_cell(row: &RowView<'_>, column: ColumnId) -> Option<CellRef> {
    let place = CellRef {
        row: row.row().index(),
        column: row.on.layout().place(column)?,
    };
    let blank = row.cell(column).is_none_or(|cell| is_blank(&cell));
    (blank && !row.is_unreadable(place)).then_some(place)
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Column(id) = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let column = scene.sheet(diagnostic.at.file).schema().column(id);
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    let words = Words::new(
        format!("{header} is blank in {place}"),
        format!("{header} goes here"),
    )
    .help(format!("fill in cell {place}: {}", column.hint));
    match diagnostic.related {
        None => words,
        Some(because) => words.related(format!(
            "required because {} is {}",
            scene.header(because),
            scene.quote(because)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::MISSING_VALUE;
    use crate::testing::check_rule;

    #[test]
    fn a_required_cell_is_missed_at_its_place() {
        check_rule(
            &MISSING_VALUE,
            "
First Name,Last Name,Username
Ana,,achen
    ^ error: Last Name is blank in B2
Ana,Chen,
         ^ error: Username is blank in C3
",
        );
    }

    #[test]
    fn the_second_label_points_at_the_deciding_cell() {
        check_rule(
            &MISSING_VALUE,
            "
First Name,Last Name,Username,Provider (YES/NO),Shortname
Ana,Chen,achen,YES,
               --- required because Provider (YES/NO) is `YES`
                   ^ error: Shortname is blank in E2
Ben,Ode,bode,NO,
",
        );
    }
}
