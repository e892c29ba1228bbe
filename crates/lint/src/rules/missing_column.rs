//! A column that the target needs and the file does not have.

use rosterkit_schema::{Condition, Presence};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Location, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::rules::provider_mismatch::contrary_cell;
use crate::rules::unknown_column::meant_by;
use crate::view::{RowView, SheetView};
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("missing_column.md")]
    pub(super) static MISSING_COLUMN = "missing-column" {
        summary: "a column that the target needs is not in the file",
        level: Level::Error,
        stops: Stops::Sheet,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Sheet(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, sheet: &SheetView<'_>) {
    let Some(header) = sheet.sheet().header() else {
        return;
    };
    // Many columns are needed for the same reason, and a long file is looked through once for each reason.
    let mut reasons: Vec<(&Condition, Option<Location>)> = Vec::new();
    for (id, column) in sheet.schema().columns() {
        if sheet.layout().place(id).is_some() {
            continue;
        }
        if header.cells().any(|cell| meant_by(sheet, &cell) == Some(id)) {
            continue; // the misspelt header has its own diagnostic, which names this column
        }
        let at = sheet.at(Place::Row(header.index()));
        if column.presence == Presence::Required {
            cx.raise(&MISSING_COLUMN, at, Detail::Column(id));
            continue;
        }
        let Some(condition) = &column.required_when else {
            continue;
        };
        let known = reasons.iter().find(|(reason, _)| *reason == condition);
        let because = if let Some((_, because)) = known {
            *because
        } else {
            let because = first_row_where(sheet, condition);
            reasons.push((condition, because));
            because
        };
        if let Some(because) = because {
            cx.raise_because(&MISSING_COLUMN, at, Detail::Column(id), because);
        }
    }
}

/// The first cell that makes the condition hold. One that contradicts its batch is wrong itself, and needs no column.
fn first_row_where(sheet: &SheetView<'_>, condition: &Condition) -> Option<Location> {
    sheet.layout().place(condition.column)?;
    let rows = sheet.sheet().rows().map(|row| RowView::new(*sheet, row));
    let mut deciding = rows.filter_map(|row| {
        let at = sheet.at(Place::Cell(row.deciding_cell(condition)?));
        (contrary_cell(&row) != Some(at)).then_some(at)
    });
    deciding.next()
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Column(id) = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let column = scene.sheet(diagnostic.at.file).schema().column(id);
    let header = quote(&column.header);
    let words = Words::new(
        format!("the column {header} is missing"),
        format!("no header reads {header}"),
    )
    .help(format!("add a column with the header {header}: {}", column.hint));
    match diagnostic.related {
        None => words,
        Some(because) => words.related(format!(
            "needed because {} is {}",
            scene.header(because),
            scene.quote(because)
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::MISSING_COLUMN;
    use crate::testing::check_rule;

    #[test]
    fn a_required_column_is_missed_even_without_rows() {
        check_rule(
            &MISSING_COLUMN,
            "
First Name,Username
^^^^^^^^^^^^^^^^^^^ error: the column `Last Name` is missing
",
        );
    }

    #[test]
    fn a_misspelt_header_is_not_missed_as_well() {
        check_rule(
            &MISSING_COLUMN,
            "
First Name,Last Nmae,Username
Ana,Chen,achen
",
        );
    }

    #[test]
    fn a_conditional_column_is_missed_by_the_first_row_that_needs_it() {
        check_rule(
            &MISSING_COLUMN,
            "
First Name,Last Name,Username,Provider (YES/NO)
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error: the column `Shortname` is missing
Ana,Chen,achen,NO
Ben,Ode,bode,YES
             --- needed because Provider (YES/NO) is `YES`
",
        );
        check_rule(
            &MISSING_COLUMN,
            "
First Name,Last Name,Username,Provider (YES/NO)
Ana,Chen,achen,NO
",
        );
    }
}
