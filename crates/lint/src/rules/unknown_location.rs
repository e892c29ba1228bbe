//! A row of a master that names a location that the organization does not have, or none.

use std::borrow::Cow;

use rosterkit_schema::Organization;
use rosterkit_sheet::{CellRef, ColumnIndex};

use crate::context::Context;
use crate::diagnostic::{Detail, Diagnostic, Place};
use crate::level::Level;
use crate::master::Master;
use crate::rule::{Check, FixAvailability, Stops, declare_rule};
use crate::view::RowView;
use crate::words::{Scene, Words, quote};

declare_rule! {
    #[doc = include_str!("unknown_location.md")]
    pub(super) static UNKNOWN_LOCATION = "unknown-location" {
        summary: "a row of a master names a location that roster.toml does not have, or none",
        level: Level::Error,
        stops: Stops::Row,
        fix: FixAvailability::None,
        since: "0.1.0",
        check: Check::Row(check),
        words: words,
    }
}

/// How alike a name and what stands there must be for the one to be meant: Jaro-Winkler, 0 to 1.
const ALIKE: f64 = 0.8;

/// How many names are listed where none is alike.
const LISTED: usize = 12;

fn check(cx: &mut Context<'_>, row: &RowView<'_>) {
    let cell = named(row, |master| master.columns.location);
    if let Some((organization, cell, text)) = cell
        && organization.locations_named(&text).is_err()
    {
        cx.raise(&UNKNOWN_LOCATION, row.on.at(Place::Cell(cell)), Detail::None);
    }
}

/// What a row of a master says in a column, where it can be made out, and the organization whose names stand there. Without
/// one nobody can say what they should be.
pub(super) fn named<'a>(
    row: &RowView<'a>,
    column: impl Fn(&Master) -> ColumnIndex,
) -> Option<(&'a Organization, CellRef, Cow<'a, str>)> {
    let master = row.on.master()?;
    if master.organization.roles.is_empty() || !row.is_readable() {
        return None;
    }
    let column = column(master);
    let cell = CellRef {
        row: row.row().index(),
        column,
    };
    let text = row.row().cell(column).map(|cell| cell.text());
    Some((&master.organization, cell, text.unwrap_or_default()))
}

/// What to type: the name that is most alike, or those that there are.
pub(super) fn names_in_words<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    let likeness = |name: &str| strsim::jaro_winkler(&text.to_lowercase(), &name.to_lowercase());
    let likely = names.iter().map(|name| (likeness(name), name));
    let likely = likely.filter(|(likeness, _)| *likeness > ALIKE);
    match likely.max_by(|(one, _), (other, _)| one.total_cmp(other)) {
        Some((_, name)) if !text.is_empty() => format!("did you mean {}?", quote(name)),
        _ if names.len() > LISTED => "type a name or an id that roster.toml has".to_owned(),
        _ => {
            let names: Vec<String> = names.into_iter().map(quote).collect();
            format!("type one that roster.toml has: {}", names.join(", "))
        }
    }
}

fn words(scene: &Scene<'_>, diagnostic: &Diagnostic) -> Words {
    let place = scene.place_name(diagnostic.at);
    let text = scene.text(diagnostic.at);
    let master = scene.sheet(diagnostic.at.file).master();
    let locations = master.map_or(&[][..], |master| &master.organization.locations);
    let names = locations.iter().map(|location| location.name.as_str());
    let unknown = master.and_then(|master| master.organization.locations_named(&text).err());
    let unknown = unknown.unwrap_or_default();
    let (message, label) = if unknown.is_empty() {
        let message = format!("nothing says at which location the person of {place} works");
        (message, "a location goes here".to_owned())
    } else {
        // The piece is of the same cell, and may be seen by whoever may see that.
        let shown = if scene.shows(diagnostic.at) {
            quote(unknown)
        } else {
            scene.quote(diagnostic.at)
        };
        (
            format!("{shown} is no location of roster.toml"),
            format!("Location in {place}"),
        )
    };
    Words::new(message, label).help(format!("in cell {place}, {}", names_in_words(unknown, names)))
}

#[cfg(test)]
mod tests {
    use crate::testing::master::found_in_master;

    #[test]
    fn the_piece_that_is_no_location_is_told() {
        let found = found_in_master(
            "First Name,Last Name,Username,Role,Location\n\
             Ana,Chen,achen,Assistant,Lehi; Porvo\n\
             Ben,Ode,bode,assistant,\n\
             Cy,Roe,croe,dentist,\"provo, lehi\"\n",
        );
        insta::assert_snapshot!(found, @"
        everybody.csv E2 error[unknown-location]: this value is no location of roster.toml
          in cell E2, did you mean `Provo`?
        everybody.csv E3 error[unknown-location]: nothing says at which location the person of E3 works
          in cell E3, type one that roster.toml has: `Lehi`, `Provo`
        ");
    }
}
