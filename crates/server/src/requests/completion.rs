//! What may stand in the cell under the cursor, where there is a list of it.

use std::path::Path;

use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, TextEdit};
use rosterkit_lint::Layout;
use rosterkit_schema::{FieldType, Location, Role, Schema, UsState};

use super::gap::Gap;
use super::{MasterColumn, Spot};
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
    let Some(judged) = organization.judged(path) else {
        let (schema, document) = organization.begun(cx, path)?;
        return match document {
            Some(document) => {
                let spot = Spot::of(cx, (schema, &document), path, place)?;
                Some(filled_in(
                    cx,
                    &spot,
                    &Gap::whole(&spot)?,
                    missing_headers(schema, &spot),
                ))
            }
            None => Some(first_header(schema, place)),
        };
    };
    let spot = Spot::at(cx, judged, path, place)?;
    let mut gap = Gap::whole(&spot)?;
    let choices = if spot.is_header {
        missing_headers(judged.report.schema(), &spot)
    } else if let Some(column) = spot.column {
        of_type(&column.field_type)
    } else {
        match spot.in_master()? {
            (MasterColumn::Role, organization) => roles(&organization.roles),
            (MasterColumn::Location, organization) => {
                gap.narrow(|text| organization.locations_named(text).is_ok());
                locations(&organization.locations)
            }
        }
    };
    Some(filled_in(cx, &spot, &gap, choices))
}

/// The choices in the place of the gap.
fn filled_in(cx: &Context, spot: &Spot<'_>, gap: &Gap<'_>, choices: Vec<Choice>) -> Vec<CompletionItem> {
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
    items.collect()
}

/// In a file without anything: where the headers begin.
fn first_header(schema: &Schema, place: Position) -> Vec<CompletionItem> {
    let above = u32::try_from(schema.file.preamble.len()).unwrap_or(u32::MAX);
    let headers = schema.columns.iter().filter(|_| place.line == above);
    headers
        .map(|column| CompletionItem {
            label: column.header.clone(),
            kind: Some(CompletionItemKind::ENUM_MEMBER),
            detail: Some(column.hint.clone()),
            ..CompletionItem::default()
        })
        .collect()
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
fn missing_headers(schema: &Schema, spot: &Spot<'_>) -> Vec<Choice> {
    let layout = Layout::new(schema, spot.document.sheet());
    let here = spot.cell.reference().column;
    let missing = schema
        .columns()
        .filter(|(id, _)| layout.place(*id).is_none_or(|place| place == here));
    missing
        .map(|(_, column)| (column.header.clone(), Some(column.hint.clone())))
        .collect()
}
