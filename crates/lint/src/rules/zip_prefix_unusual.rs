//! A ZIP Code whose first three digits are out of use, or new.

use rosterkit_schema::{Value, ZipStatus};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic};
use crate::level::Level;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::CellView;
use crate::words::{Scene, Words};

declare_rule! {
    #[doc = include_str!("zip_prefix_unusual.md")]
    pub(super) static ZIP_PREFIX_UNUSUAL = "zip-prefix-unusual" {
        summary: "the first three digits of a ZIP Code are out of use or new",
        level: Level::Warning,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Cell(check),
        words: words,
    }
}

fn check(cx: &mut Context<'_>, cell: &CellView<'_>) {
    if let Some(Value::Zip(zip)) = cell.value()
        && zip.status() != ZipStatus::Assigned
    {
        cx.raise(&ZIP_PREFIX_UNUSUAL, cell.at(), Detail::None);
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let status = match scene.meant(diagnostic.at) {
        Some(Value::Zip(zip)) => zip.status(),
        _ => ZipStatus::Retired,
    };
    let what = match status {
        ZipStatus::Newer => "so new that other programs may not know them",
        ZipStatus::Retired | ZipStatus::Assigned => "out of use",
    };
    let message = format!(
        "the first three digits of {} are {what}",
        scene.quote(diagnostic.at)
    );
    Words::new(message, "unusual prefix".to_owned())
        .help("look the address up on the Postal Service's page Look Up a ZIP Code, and compare")
}

#[cfg(test)]
mod tests {
    use super::ZIP_PREFIX_UNUSUAL;
    use crate::testing::check_rule;

    #[test]
    fn some_prefixes_are_out_of_use_and_two_are_new() {
        check_rule(
            &ZIP_PREFIX_UNUSUAL,
            "
First Name,Last Name,Username,ZIP Code
Ana,Chen,achen,345011234
               ^^^^^^^^^ warning: the first three digits of `345011234` are out of use
Ben,Ode,bode,888011234
             ^^^^^^^^^ warning: the first three digits of `888011234` are so new that other programs may not know them
Cy,Rill,crill,840431234
",
        );
    }
}
