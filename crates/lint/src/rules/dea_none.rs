//! A DEA cell that says that there is no number.

use rosterkit_schema::{DeaError, FieldError};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("dea_none.md")]
    pub(super) static DEA_NONE = "dea-none" {
        summary: "a cell that may be blank says in words that there is no DEA number",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    // Where a number is needed, saying that there is none is an error of `invalid-dea`; where none may be, it is another's too.
    if let Some(FieldError::Dea(DeaError::NoNumber)) = cell.error()
        && !cell.in_row.needs(cell.id)
        && cell.in_row.must_be_blank(cell.id).is_none()
    {
        cx.raise(&DEA_NONE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = scene.place_name(diagnostic.at);
    let message = format!(
        "{} in {place} says that there is no DEA number, and a blank cell says so too",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "no number".to_owned()).help(format!(
        "clear cell {place} if the person has no DEA number; the row is imported as if it were blank"
    ))
}

#[cfg(test)]
mod tests {
    use super::DEA_NONE;
    use crate::testing::check_rule;

    #[test]
    fn none_is_told_from_a_mistyped_number() {
        check_rule(
            &DEA_NONE,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,None
               ^^^^ warning: `None` in D2 says that there is no DEA number, and a blank cell says so too
Ben,Ode,bode,n/a
             ^^^ warning: `n/a` in D3 says that there is no DEA number, and a blank cell says so too
Cy,Rill,crill,AR123456
Eva,Ruiz,eruiz,-
               ^ warning: `-` in D5 says that there is no DEA number, and a blank cell says so too
Di,Null,dnull,
",
        );
    }
}
