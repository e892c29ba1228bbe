//! A row of a master that names no role of the organization.

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::rules::unknown_location::{named, names_in_words};
use crate::view::RowView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("unknown_role.md")]
    pub(super) static UNKNOWN_ROLE = "unknown-role" {
        summary: "a row of a master names no role that roster.toml has",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    let cell = named(row, |master| master.columns.role);
    if let Some((organization, cell, text)) = cell
        && organization.role_named(&text).is_none()
    {
        cx.raise(&UNKNOWN_ROLE, row.on.at(Place::Cell(cell)), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = scene.place_name(diagnostic.at);
    let master = scene.sheet(diagnostic.at.file).master();
    let roles = master.map_or(&[][..], |master| &master.organization.roles);
    let text = scene.text(diagnostic.at);
    let (message, label) = if text.trim().is_empty() {
        (
            format!("nothing says which role the person of {place} gets"),
            "a role goes here".to_owned(),
        )
    } else {
        let value = scene.quote(diagnostic.at);
        (
            format!("{value} is no role of roster.toml"),
            format!("Role in {place}"),
        )
    };
    let names = roles.iter().map(|role| role.name.as_str());
    Words::new(message, label).help(format!("in cell {place}, {}", names_in_words(text.trim(), names)))
}

#[cfg(test)]
mod tests {
    use crate::testing::master::found_in_master;

    #[test]
    fn a_role_that_is_blank_or_nobodys_is_told_with_what_could_be_meant() {
        let found = found_in_master(
            "First Name,Last Name,Username,Role,Location\n\
             Ana,Chen,achen,Asistant,Lehi\n\
             Ben,Ode,bode,,Provo\n\
             Cy,Roe,croe,dentist,provo; lehi\n",
        );
        insta::assert_snapshot!(found, @"
        everybody.csv D2 error[unknown-role]: this value is no role of roster.toml
          in cell D2, did you mean `Assistant`?
        everybody.csv D3 error[unknown-role]: nothing says which role the person of D3 gets
          in cell D3, type one that roster.toml has: `Dentist`, `Assistant`, `Receptionist`
        ");
    }
}
