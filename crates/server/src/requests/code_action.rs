//! What can be done about what is wrong under the cursor: fix it, or say in `roster.toml` why it stays.

use std::collections::HashMap;
use std::path::Path;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Range, TextEdit, Uri, WorkspaceEdit,
};
use rosterkit_lint::{Applicability, Diagnostic, Level, Place, Values};
use rosterkit_project::{FileSystem, Project};

use super::{formatting, suppression};
use crate::bench::Judged;
use crate::capabilities::FIX_ALL;
use crate::context::Context;
use crate::organization::Organization;
use crate::to_proto;

/// The most diagnostics of a selection for which something is offered: nobody reads a longer menu.
const MOST_FOUND: usize = 40;

/// The actions for a range.
pub(crate) fn actions(
    cx: &Context,
    organization: &mut Organization,
    path: &Path,
    params: &CodeActionParams,
) -> Option<Vec<CodeActionOrCommand>> {
    let wants = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|only| is_within(kind, only)))
    };
    let mut actions = Vec::new();
    let uri = cx.uri(path)?;
    if wants(&CodeActionKind::QUICKFIX) {
        let project = organization.law().and_then(|law| law.project.clone());
        let judged = organization.judged(path)?;
        let desk = Desk {
            cx,
            judged,
            path,
            uri: &uri,
            project: project.as_deref(),
        };
        let found = || desk.found(params.range).take(MOST_FOUND);
        let fixes = found().flat_map(|found| desk.fixes(found));
        for action in fixes.chain(found().filter_map(|found| desk.suppression(found))) {
            // Two diagnostics of one person are suppressed by the same entry.
            let is_there = |other: &CodeAction| other.title == action.title && other.edit == action.edit;
            if !actions.iter().any(is_there) {
                actions.push(action);
            }
        }
    }
    // Asked for by a menu, it would be worked out at each move of the cursor.
    if params.context.only.is_some() && wants(&FIX_ALL) {
        let edits = formatting::edits(cx, organization, path).unwrap_or_default();
        if !edits.is_empty() {
            actions.push(CodeAction {
                title: "Apply all safe fixes".to_owned(),
                kind: Some(FIX_ALL),
                edit: Some(edit(&uri, edits)),
                ..CodeAction::default()
            });
        }
    }
    Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect())
}

/// Whether a kind is what is asked for, or a part of it: `source.fixAll.roster` of `source.fixAll`.
fn is_within(kind: &CodeActionKind, asked: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
}

struct Desk<'a> {
    cx: &'a Context,
    judged: &'a Judged,
    path: &'a Path,
    uri: &'a Uri,
    project: Option<&'a Project>,
}

impl<'a> Desk<'a> {
    /// The diagnostics of the file that touch a range.
    fn found(&self, range: Range) -> impl Iterator<Item = &'a Diagnostic> {
        let file = self.judged.file(self.path);
        let found = self.judged.report.diagnostics().iter();
        let (cx, judged) = (self.cx, self.judged);
        found.filter(move |found| {
            if Some(found.at.file) != file || matches!(found.at.place, Place::Suppression(_)) {
                return false;
            }
            let at = to_proto::range(cx, judged, found.at);
            at.start <= range.end && range.start <= at.end
        })
    }

    fn fixes(&self, found: &Diagnostic) -> Vec<CodeAction> {
        let file = self.judged.report.rosters().get(found.at.file.0 as usize);
        let (Some(roster), Some(open)) = (file, self.cx.documents.get(self.path)) else {
            return Vec::new();
        };
        let scene = self.judged.report.scene(Values::Shown);
        let mut is_first = true;
        let actions = scene.fixes(found).into_iter().filter_map(|fix| {
            let after = roster.document.edited(&fix.edits).ok()?;
            let edits = self
                .cx
                .units
                .edits(open.draft.text(), &String::from_utf8(after).ok()?);
            if edits.is_empty() {
                return None;
            }
            let is_safe = fix.applicability == Applicability::Safe;
            let title = capitalized(&fix.title);
            let title = if is_safe {
                title
            } else {
                format!("{title} (unsafe: it changes or guesses what is meant)")
            };
            let is_preferred = is_safe && std::mem::take(&mut is_first);
            Some(CodeAction {
                title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![to_proto::diagnostic(self.cx, self.judged, found)]),
                edit: Some(edit(self.uri, edits)),
                is_preferred: Some(is_preferred),
                ..CodeAction::default()
            })
        });
        actions.collect()
    }

    fn suppression(&self, found: &Diagnostic) -> Option<CodeAction> {
        let project = self.project?;
        let rule = found.rule;
        if rule.level == Level::Error && !rule.can_be_waived() {
            return None;
        }
        let scene = self.judged.report.scene(Values::Shown);
        let person = scene.person_key(found.at, str::to_owned)?;
        let bytes = self.cx.files().read(project.path()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (at, entry) = suppression::entry(&text, rule.name, &person)?;
        let at = self.cx.units.position(text.as_bytes(), at);
        let uri = self.cx.uri(project.path())?;
        Some(CodeAction {
            title: format!(
                "Suppress `{}` for `{person}` in roster.toml, with a reason",
                rule.name
            ),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![to_proto::diagnostic(self.cx, self.judged, found)]),
            edit: Some(edit(&uri, vec![TextEdit::new(Range::new(at, at), entry)])),
            is_preferred: Some(false),
            ..CodeAction::default()
        })
    }
}

/// A menu begins its entries with a capital.
fn capitalized(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn edit(uri: &Uri, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit::new(HashMap::from([(uri.clone(), edits)]))
}
