//! A DEA number with the code of a hospital behind it.

use rosterkit_schema::{DeaError, FieldError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("dea_suffix.md")]
    pub(super) static DEA_SUFFIX = "dea-suffix" {
        summary: "a DEA number is followed by the internal code of an institution",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::Always,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
        fixes: fixes,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(FieldError::Dea(DeaError::Suffix)) = cell.error() {
        cx.raise(&DEA_SUFFIX, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} ends in the internal code of an institution, which is not part of a DEA number",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "more than the number".to_owned())
        .help("leave out the dash and what follows; better, type the number of the person's own registration")
}

/// Without the code it is the number of the institution, which may not be what is wanted.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let (Some(cell), text) = (diagnostic.at.place.cell(), scene.text(diagnostic.at)) else {
        return Vec::new();
    };
    let Some((number, _)) = text.split_once('-') else {
        return Vec::new();
    };
    let text = number.to_ascii_uppercase();
    vec![Fix {
        title: scene.title(diagnostic.at, "leave out the code", &text),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::Replace { cell, text }],
    }]
}

#[cfg(test)]
mod tests {
    use super::DEA_SUFFIX;
    use crate::testing::check_rule;

    #[test]
    fn the_number_ends_before_the_dash() {
        check_rule(
            &DEA_SUFFIX,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,AB1234563-001AB
               ^^^^^^^^^^^^^^^ error: `AB1234563-001AB` ends in the internal code of an institution, which is not part of a DEA number
Ben,Ode,bode,AB1234563
",
        );
    }
}
