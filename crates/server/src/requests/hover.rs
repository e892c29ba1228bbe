//! What is said of the cell under the cursor: what its column wants, what it says, and what is wrong with it.

use std::path::Path;

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};
use rosterkit_lint::{Diagnostic, FileId, Report};
use rosterkit_schema::{Column, Presence};
use rosterkit_sheet::{Cell, visible};

use super::{MasterColumn, Spot};
use crate::context::Context;
use crate::organization::Organization;
use crate::to_proto;

/// What is said of the cell at a place.
pub(crate) fn hover(
    cx: &Context,
    organization: &mut Organization,
    path: &Path,
    place: Position,
) -> Option<Hover> {
    let judged = organization.judged(path)?;
    let spot = Spot::at(cx, judged, path, place)?;
    let file = judged.file(path)?;
    let mut said = Vec::new();
    if let Some(column) = spot.column {
        said.push(law(&judged.report, column));
        if !spot.is_header {
            said.extend(value(column, &spot.cell));
        }
    } else if let Some((column, of_whom)) = spot.in_master() {
        said.push(master_law(column));
        if !spot.is_header {
            said.extend(named(column, of_whom, &spot.cell));
        }
    } else if spot.is_header {
        said.push(format!("{} has no such column.", judged.report.schema().target));
    } else {
        return None;
    }
    let wrong = found_in(&judged.report, file, &spot.cell).map(|found| rule(cx, found));
    said.extend(wrong);
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: said.join("\n\n"),
        }),
        range: spot
            .cell
            .span()
            .map(|span| to_proto::span_range(cx, spot.document, span)),
    })
}

/// The diagnostics of a cell.
fn found_in<'r>(report: &'r Report, file: FileId, cell: &Cell<'_>) -> impl Iterator<Item = &'r Diagnostic> {
    let reference = cell.reference();
    let found = report.diagnostics().iter();
    found.filter(move |found| found.at.file == file && found.at.place.cell() == Some(reference))
}

/// What a column wants.
fn law(report: &Report, column: &Column) -> String {
    let header = |id| &report.schema().column(id).header;
    let mut said = vec![format!("**{}**", column.header)];
    said.push(match column.presence {
        Presence::Required => "required".to_owned(),
        Presence::Recommended => "recommended".to_owned(),
        Presence::Optional => match &column.required_when {
            Some(when) => format!("required when {} is {}", header(when.column), when.is),
            None => "optional".to_owned(),
        },
    });
    if let Some(when) = &column.blank_when {
        said.push(format!("blank when {} is {}", header(when.column), when.is));
    }
    if column.unique {
        said.push("nobody else may have the same".to_owned());
    }
    let why = column.why.as_ref().map(|why| format!("\n\n{why}"));
    format!(
        "{}\n\n{}{}",
        said.join(" · "),
        column.hint,
        why.unwrap_or_default()
    )
}

/// What a column of a master wants.
fn master_law(column: MasterColumn) -> String {
    match column {
        MasterColumn::Role => "**Role** · the role that the person has, one of those in `roster.toml`",
        MasterColumn::Location => {
            "**Location** · the locations where the person has it, those in `roster.toml`, several with `;` between them"
        }
    }
    .to_owned()
}

/// What a cell of a master names, by the ids that files are named after.
fn named(column: MasterColumn, of_whom: &rosterkit_schema::Organization, cell: &Cell<'_>) -> Option<String> {
    let text = cell.text();
    let ids: Vec<&str> = match column {
        MasterColumn::Role => vec![&of_whom.role_named(&text)?.id],
        MasterColumn::Location => {
            let locations = of_whom.locations_named(&text).ok()?.into_iter();
            locations.map(|location| location.id.as_str()).collect()
        }
    };
    let ids: Vec<String> = ids.into_iter().map(|id| format!("`{id}`")).collect();
    Some(format!("Read as {}", ids.join(", ")))
}

/// What a cell says, as the target wants it written.
fn value(column: &Column, cell: &Cell<'_>) -> Option<String> {
    let text = cell.text();
    if text.trim().is_empty() || column.is_secret() {
        return None;
    }
    let value = column.field_type.parse(&text).ok()?;
    let written = column.write(&value);
    Some(format!("Read as `{}`", visible(&written).replace('`', "'")))
}

fn rule(cx: &Context, found: &Diagnostic) -> String {
    let name = match cx.page(found.rule.name) {
        Some(page) => format!("[`{}`]({})", found.rule.name, page.as_str()),
        None => format!("`{}`", found.rule.name),
    };
    format!("{} {name}: {}", found.level, found.rule.summary)
}
