//! A cell that holds no password that the target takes.

use rosterkit_schema::FieldError;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_password.md")]
    pub(super) static INVALID_PASSWORD = "invalid-password" {
        summary: "a cell holds no password that the target takes",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        waivable: false,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::Password(_)) = cell.error() {
        cx.raise(&INVALID_PASSWORD, cell.at(), Detail::Field(error));
    }
}

/// No listener sees a password, so that the words are the same for all.
fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let column = scene.column(diagnostic.at);
    let hint = column.map_or("type another password", |column| &column.hint);
    let place = scene.place_name(diagnostic.at);
    scene.unfit(
        diagnostic,
        "is no password for this target",
        &format!("in cell {place}: {hint}"),
    )
}
