//! A text that must be there and says that there is none.

use rosterkit_schema::{FieldType, is_placeholder_text};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("text_placeholder.md")]
    pub(super) static TEXT_PLACEHOLDER = "text-placeholder" {
        summary: "a text that must be there is a word for none, such as N/A",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

/// Where the cell may be blank, such a word does no harm to anybody.
fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if matches!(cell.column().field_type, FieldType::Text(_))
        && cell.value().is_some()
        && is_placeholder_text(cell.cell().text().as_bytes())
        && cell.in_row.needs(cell.id)
    {
        cx.raise(&TEXT_PLACEHOLDER, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let at = diagnostic.at;
    let hint = scene.column(at).map_or("", |column| &column.hint);
    let (header, place) = (scene.header(at), scene.place_name(at));
    Words::new(
        format!(
            "{} says that there is none, and {header} must be filled",
            scene.quote(at)
        ),
        "a placeholder?".to_owned(),
    )
    .help(format!("type what belongs into cell {place}: {hint}"))
}

#[cfg(test)]
mod tests {
    use super::TEXT_PLACEHOLDER;
    use crate::testing::check_rule;

    #[test]
    fn a_word_for_none_is_told_where_none_will_do() {
        check_rule(
            &TEXT_PLACEHOLDER,
            "
First Name,Last Name,Username,Provider (YES/NO),Shortname
Ana,Chen,achen,YES,None
                   ^^^^ warning: `None` says that there is none, and Shortname must be filled
Ben,Ode,bode,NO,None
Cy,Rill,crill,YES,NONES
",
        );
    }
}
