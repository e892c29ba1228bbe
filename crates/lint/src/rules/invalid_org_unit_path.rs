//! A cell that holds no path of an organizational unit.

use rosterkit_schema::{FieldError, FieldType, OrgUnitPathError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_org_unit_path.md")]
    pub(super) static INVALID_ORG_UNIT_PATH = "invalid-org-unit-path" {
        summary: "a cell holds no path of an organizational unit",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Sometimes,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ FieldError::OrgUnitPath(_)) = cell.error() {
        cx.raise(&INVALID_ORG_UNIT_PATH, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "the path of an organizational unit",
        "type / for the top, or a slash before the name of each unit: /Staff/Front Desk",
    )
}

/// A slash at the end means nothing; that the unit stands right below the top is a guess.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let (what, applicability, path) = match diagnostic.detail {
        Detail::Field(FieldError::OrgUnitPath(OrgUnitPathError::SlashAtEnd)) => {
            let path = text.trim_end_matches('/');
            let path = if path.is_empty() { "/" } else { path };
            (
                "leave out the slash at the end",
                Applicability::Safe,
                path.to_owned(),
            )
        }
        Detail::Field(FieldError::OrgUnitPath(OrgUnitPathError::NoSlash)) => {
            ("begin with a slash", Applicability::Unsafe, format!("/{text}"))
        }
        _ => return Vec::new(),
    };
    if FieldType::OrgUnitPath.parse(&path).is_err() {
        return Vec::new();
    }
    vec![Fix {
        title: scene.title(diagnostic.at, what, &path),
        applicability,
        edits: vec![Edit::Replace { cell, text: path }],
    }]
}
