//! A cell that the row should fill and leaves blank, or a whole column of them.

use rosterkit_schema::{Column, Presence};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::rules::missing_value::blank_cell;
use crate::view::RowView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("missing_recommended.md")]
    pub(super) static MISSING_RECOMMENDED = "missing-recommended" {
        summary: "a cell that should be filled is blank",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    if !row.is_readable() {
        return;
    }
    for (id, column) in row.on.schema().columns() {
        if column.presence != Presence::Recommended || may_be_blank(row, column) {
            continue;
        }
        if let Some(cell) = blank_cell(row, id) {
            cx.raise(
                &MISSING_RECOMMENDED,
                row.on.at(Place::Cell(cell)),
                Detail::Column(id),
            );
        } else if row.on.layout().place(id).is_none() && is_first(row) {
            let header = row
                .on
                .sheet()
                .header()
                .map_or(Place::File, |header| Place::Row(header.index()));
            cx.raise(&MISSING_RECOMMENDED, row.on.at(header), Detail::Column(id));
        }
    }
}

/// Whether the row must leave the column blank, or cannot say: then the cell that decides has its own diagnostic.
fn may_be_blank(row: &RowView<'_>, column: &Column) -> bool {
    column
        .blank_when
        .as_ref()
        .is_some_and(|when| row.deciding_cell(when).is_some() || row.value(when.column).is_none())
}

/// A column that is not there at all is missed once, by the first row that anybody judges.
fn is_first(row: &RowView<'_>) -> bool {
    let first = row.on.sheet().rows().find(|row| !row.is_blank());
    first.is_some_and(|first| first.index() == row.row().index())
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let Detail::Column(id) = diagnostic.detail else {
        return Words::new(String::new(), String::new());
    };
    let column = scene.sheet(diagnostic.at.file).schema().column(id);
    let because = column.why.as_deref().unwrap_or(&column.hint);
    if diagnostic.at.place.cell().is_none() {
        let header = quote(&column.header);
        return Words::new(
            format!("the column {header} should be there"),
            format!("no header reads {header}"),
        )
        .help(format!("add a column with the header {header}: {because}"));
    }
    let (header, place) = (scene.header(diagnostic.at), scene.place_name(diagnostic.at));
    Words::new(
        format!("{header} should be filled in {place}"),
        "blank".to_owned(),
    )
    .help(match diagnostic.level {
        // Somebody raised the rule: here it must be filled.
        Level::Error => format!("fill in cell {place}: {because}"),
        Level::Note | Level::Warning => {
            format!("fill in cell {place}: {because}; leave it blank if the person has none")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::MISSING_RECOMMENDED;
    use crate::testing::{check_rule, roster, sample};
    use crate::{Level, Levels, Values, check};

    #[test]
    fn where_it_is_an_error_nobody_is_told_to_leave_it_blank() {
        let text = b"First Name,Last Name,Username,Email\nAna,Chen,achen,\n";
        let helps = |level| {
            let levels = Levels([("missing-recommended", Some(level))].into());
            let report = check(sample(), vec![roster("a.csv", text)], &levels);
            let scene = report.scene(Values::Shown);
            let help = scene.words(&report.diagnostics()[0]).help.unwrap();
            help.contains("leave it blank")
        };
        assert!(helps(Level::Warning));
        assert!(!helps(Level::Error));
    }

    #[test]
    fn a_blank_cell_is_missed_in_its_row_and_a_column_once() {
        check_rule(
            &MISSING_RECOMMENDED,
            "
First Name,Last Name,Username,Email
Ana,Chen,achen,
               ^ warning: Email should be filled in D2
",
        );
        check_rule(
            &MISSING_RECOMMENDED,
            "
First Name,Last Name,Username
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: the column `Email` should be there
Ana,Chen,achen
Ben,Ode,bode
",
        );
    }
}
