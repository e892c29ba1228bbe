//! A phone number that is a premium-rate or a personal one.

use rosterkit_schema::AreaClass;

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("phone_special_area_code.md")]
    pub(super) static PHONE_SPECIAL_AREA_CODE = "phone-special-area-code" {
        summary: "a phone number is a premium-rate or a personal one",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(phone) = cell.nanp()
        && let Some(area) = phone.area()
        && matches!(area.class, AreaClass::Premium | AreaClass::Personal)
    {
        cx.raise(&PHONE_SPECIAL_AREA_CODE, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let message = format!(
        "{} has an area code of premium-rate or personal numbers, for which callers pay more or which not every phone reaches",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "900 or 5XX".to_owned())
        .help("type the number of an ordinary line at which the person can be reached")
}

#[cfg(test)]
mod tests {
    use super::PHONE_SPECIAL_AREA_CODE;
    use crate::testing::check_rule;

    #[test]
    fn nine_hundred_and_five_hundred_are_no_places() {
        check_rule(
            &PHONE_SPECIAL_AREA_CODE,
            "
First Name,Last Name,Username,Phone Number
Ana,Chen,achen,900-234-5678
               ^^^^^^^^^^^^ warning: `900-234-5678` has an area code of premium-rate or personal numbers, for which callers pay more or which not every phone reaches
Ben,Ode,bode,500-234-5678
             ^^^^^^^^^^^^ warning: `500-234-5678` has an area code of premium-rate or personal numbers, for which callers pay more or which not every phone reaches
Cy,Rill,crill,800-234-5678
",
        );
    }
}
