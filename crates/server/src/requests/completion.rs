//! What may stand in the cell under the cursor, where there is a list of it.

use std::path::Path;

use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, TextEdit};
use rosterkit_lint::{Layout, MasterColumns};
use rosterkit_schema::{FieldType, Schema, UsState};
use rosterkit_sheet::{Cell, Sheet};

use super::Spot;
use crate::context::Context;
use crate::law::Law;
use crate::organization::Organization;
use crate::to_proto;

/// What may stand in a cell: the text, and words beside it.
type Choice = (String, Option<String>);

/// What may stand in the cell at a place.
pub(crate) fn items(
    cx: &Context<'_>,
    organization: &mut Organization,
    path: &Path,
    place: Position,
) -> Option<Vec<CompletionItem>> {
    let columns = organization.law().map(names);
    let judged = organization.judged(path)?;
    let spot = Spot::at(cx, judged, path, place)?;
    let schema = judged.report.schema();
    let choices = if spot.is_header {
        missing_headers(schema, spot.document.sheet(), &spot.cell)
    } else if let Some(column) = spot.column {
        of_type(&column.field_type)
    } else {
        let is_of = |master: MasterColumns| (spot.cell.reference().column, master);
        let (column, master) = MasterColumns::of(schema, spot.document.sheet()).map(is_of)?;
        let (roles, locations) = columns?;
        match () {
            () if column == master.role => roles,
            () if column == master.location => locations,
            () => Vec::new(),
        }
    };
    let range = to_proto::span_range(cx, spot.document, spot.cell.content_span()?);
    let items = choices.into_iter().map(|(text, detail)| CompletionItem {
        label: text.clone(),
        kind: Some(CompletionItemKind::ENUM_MEMBER),
        detail,
        filter_text: Some(text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
        ..CompletionItem::default()
    });
    Some(items.collect())
}

/// The roles and the locations of the organization.
fn names(law: &Law) -> (Vec<Choice>, Vec<Choice>) {
    let organization = law
        .project
        .as_ref()
        .map(|project| &project.settings().organization);
    let roles = organization.iter().flat_map(|organization| &organization.roles);
    let locations = organization
        .iter()
        .flat_map(|organization| &organization.locations);
    (
        roles
            .map(|role| (role.name.clone(), Some(role.id.clone())))
            .collect(),
        locations
            .map(|location| (location.name.clone(), Some(location.id.clone())))
            .collect(),
    )
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
