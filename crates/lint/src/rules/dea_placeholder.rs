//! A DEA number of nothing but zeros.

use rosterkit_schema::Value;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("dea_placeholder.md")]
    pub(super) static DEA_PLACEHOLDER = "dea-placeholder" {
        summary: "a DEA number has only zeros for its digits",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::Dea(dea)) = cell.value()
        && dea.is_placeholder()
    {
        cx.raise(&DEA_PLACEHOLDER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!("{} has only zeros for its digits", scene.quote(diagnostic.at));
    Words::new(message, "a placeholder?".to_owned())
        .help("type the number as it stands on the DEA certificate; for a person who has none, an option of the schema in \
             roster.toml says whether the cell may be blank")
}

#[cfg(test)]
mod tests {
    use super::DEA_PLACEHOLDER;
    use crate::testing::check_rule;

    #[test]
    fn zeros_pass_the_check_digit_and_are_doubted() {
        check_rule(
            &DEA_PLACEHOLDER,
            "
First Name,Last Name,Username,DEA
Ana,Chen,achen,BD0000000
               ^^^^^^^^^ warning: `BD0000000` has only zeros for its digits
Ben,Ode,bode,BO0000011
",
        );
    }
}
