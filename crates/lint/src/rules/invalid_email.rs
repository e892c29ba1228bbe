//! A cell that holds no e-mail address.

use rosterkit_schema::FieldError;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("invalid_email.md")]
    pub(super) static INVALID_EMAIL = "invalid-email" {
        summary: "a cell holds no e-mail address",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(error @ (FieldError::Email(_) | FieldError::UserPrincipalName(_))) = cell.error() {
        cx.raise(&INVALID_EMAIL, cell.at(), Detail::Field(error));
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let kind = match diagnostic.detail {
        Detail::Field(FieldError::UserPrincipalName(_)) => "a user principal name",
        _ => "an e-mail address",
    };
    scene.not_a(
        diagnostic,
        kind,
        "type one address such as ana.chen@example.com, without a name and without spaces",
    )
}

#[cfg(test)]
mod tests {
    use super::INVALID_EMAIL;
    use crate::testing::check_rule;

    #[test]
    fn an_address_has_one_at_and_a_domain() {
        check_rule(
            &INVALID_EMAIL,
            "
First Name,Last Name,Username,Email
Ana,Chen,achen,ana.example.com
               ^^^^^^^^^^^^^^^ error: `ana.example.com` is not an e-mail address: it has no @ sign
Ben,Ode,bode,ben@example.com
",
        );
    }
}
