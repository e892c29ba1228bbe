//! A cell that holds no tax number in the form of an EIN.

use rosterkit_schema::{EinError, FieldError};
use rosterkit_sheet::Edit;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::fix::{Applicability, Fix};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_ein.md")]
    pub(super) static INVALID_EIN = "invalid-ein" {
        summary: "a cell holds no tax number with its dash",
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
    // The number of a person has a rule of its own, which says whose it is.
    if let Some(error @ FieldError::Ein(reason)) = cell.error()
        && !matches!(reason, EinError::Ssn | EinError::Itin | EinError::Atin)
    {
        cx.raise(&INVALID_EIN, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    scene.not_a(
        diagnostic,
        "a tax number",
        "type the EIN of the practice as two digits, a dash and seven digits, such as 12-3456789",
    )
}

/// Nine bare digits could be a Social Security number just as well: only where every other row of the organization has them as
/// an EIN is the dash a guess worth making.
fn fixes(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Vec<Fix> {
    let Some(cell) = diagnostic.at.place.cell() else {
        return Vec::new();
    };
    let Detail::Field(FieldError::Ein(error)) = diagnostic.detail else {
        return Vec::new();
    };
    let text = scene.text(diagnostic.at);
    let (what, text) = match (error, scene.shared_ein(diagnostic.at)) {
        (EinError::MissingDash, Some(shared)) => ("write it as all other rows have it", shared.to_string()),
        (EinError::LostZero, _) => ("write the lost zero again", format!("0{text}")),
        _ => return Vec::new(),
    };
    vec![Fix {
        title: scene.title(diagnostic.at, what, &text),
        applicability: Applicability::Unsafe,
        edits: vec![Edit::Replace { cell, text }],
    }]
}

#[cfg(test)]
mod tests {
    use super::INVALID_EIN;
    use crate::testing::{check_rule, roster, sample};
    use crate::{Levels, Values, check};

    #[test]
    fn the_dash_tells_what_it_is() {
        check_rule(
            &INVALID_EIN,
            "
First Name,Last Name,Username,TIN
Ana,Chen,achen,123456789
               ^^^^^^^^^ error: `123456789` is not a tax number: the dash after the second digit is missing
Ben,Ode,bode,12-3456789
Cy,Rill,crill,123-45-6789
Di,Null,dnull,666-12-3456
              ^^^^^^^^^^^ error: `666-12-3456` is not a tax number: its dashes are those of a Social Security number, an EIN has one after its second digit
",
        );
    }

    #[test]
    fn the_dash_is_proposed_only_where_every_other_row_has_the_number() {
        let proposed = |rows: &[&str]| -> Vec<String> {
            let rows = rows.concat();
            let csv = format!("First Name,Last Name,Username,TIN\nAna,Chen,achen,123456789\n{rows}");
            let report = check(
                sample(),
                vec![roster("staff.csv", csv.as_bytes())],
                &Levels::default(),
            );
            let scene = report.scene(Values::Shown);
            let fixes = scene.fixes(&report.diagnostics()[1]);
            fixes
                .into_iter()
                .map(|fix| format!("{}, {}", fix.applicability.as_str(), fix.title))
                .collect()
        };
        let ben = "Ben,Ode,bode,12-3456789\n";
        let wanted = ["unsafe, write it as all other rows have it: `12-3456789`"];
        assert_eq!(proposed(&[]), [""; 0], "nobody else");
        assert_eq!(proposed(&[ben]), wanted);
        assert_eq!(
            proposed(&[ben, "Cy,Rill,crill,123456789\n", "Di,Null,dnull,\n"]),
            wanted
        );
        assert_eq!(
            proposed(&[ben, "Cy,Rill,crill,04-2103594\n"]),
            [""; 0],
            "another practice"
        );
        assert_eq!(
            proposed(&[ben, "Cy,Rill,crill,123-45-6789\n"]),
            [""; 0],
            "somebody's own number"
        );
    }
}
