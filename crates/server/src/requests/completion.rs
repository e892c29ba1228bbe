//! What may stand in the cell under the cursor, where there is a list of it.

use std::path::Path;

use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, TextEdit};
use rosterkit_lint::{Layout, MasterColumns};
use rosterkit_schema::{FieldType, Location, Role, Schema, UsState};
use rosterkit_sheet::{Cell, Sheet};

use super::Spot;
use super::gap::Gap;
use crate::context::Context;
use crate::organization::Organization;
use crate::to_proto;

/// What may stand in a cell: the text, and words beside it.
type Choice = (String, Option<String>);

/// What may stand in the cell at a place.
pub(crate) fn items(
    cx: &Context,
    organization: &mut Organization,
    path: &Path,
    place: Position,
) -> Option<Vec<CompletionItem>> {
    let of_whom = organization.law().and_then(|law| law.project.as_ref());
    let of_whom = of_whom.map(|project| project.settings().organization.clone());
    let judged = organization.judged(path)?;
    let spot = Spot::at(cx, judged, path, place)?;
    let schema = judged.report.schema();
    let mut gap = Gap::whole(&spot)?;
    let choices = if spot.is_header {
        missing_headers(schema, spot.document.sheet(), &spot.cell)
    } else if let Some(column) = spot.column {
        of_type(&column.field_type)
    } else {
        let here = spot.cell.reference().column;
        let master = MasterColumns::of(schema, spot.document.sheet())?;
        let of_whom = of_whom?;
        if here == master.role {
            roles(&of_whom.roles)
        } else if here == master.location {
            gap.narrow(|text| of_whom.locations_named(text).is_ok());
            locations(&of_whom.locations)
        } else {
            Vec::new()
        }
    };
    let items = choices.into_iter().filter_map(|(text, detail)| {
        let (span, new_text, filter_text) = gap.filled(&text);
        let range = to_proto::span_range(cx, spot.document, span);
        // An editor fills in nothing over the end of a line.
        (range.start.line == range.end.line).then(|| CompletionItem {
            label: text,
            kind: Some(CompletionItemKind::ENUM_MEMBER),
            detail,
            filter_text: Some(filter_text),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, new_text))),
            ..CompletionItem::default()
        })
    });
    Some(items.collect())
}

fn roles(roles: &[Role]) -> Vec<Choice> {
    let choices = roles
        .iter()
        .map(|role| (role.name.clone(), Some(role.id.clone())));
    choices.collect()
}

fn locations(locations: &[Location]) -> Vec<Choice> {
    let choices = locations
        .iter()
        .map(|location| (location.name.clone(), Some(location.id.clone())));
    choices.collect()
}

fn of_type(field_type: &FieldType) -> Vec<Choice> {
    if *field_type == FieldType::UsState {
        return UsState::all()
            .map(|(state, name)| (state.abbr().to_owned(), Some(name.to_owned())))
            .collect();
    }
    let words = field_type.words();
    words.into_iter().map(|word| (word.to_owned(), None)).collect()
}

/// The headers that the file does not have yet, and the one under the cursor.
fn missing_headers(schema: &Schema, sheet: &Sheet, cell: &Cell<'_>) -> Vec<Choice> {
    let layout = Layout::new(schema, sheet);
    let here = cell.reference().column;
    let missing = schema
        .columns()
        .filter(|(id, _)| layout.place(*id).is_none_or(|place| place == here));
    missing
        .map(|(_, column)| (column.header.clone(), Some(column.hint.clone())))
        .collect()
}
