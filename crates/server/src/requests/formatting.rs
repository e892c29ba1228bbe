//! Formatting: what every safe fix makes of the file, which changes how things are written and not what they mean.

use std::path::Path;

use lsp_types::TextEdit;
use rosterkit_lint::Applicability;

use crate::context::Context;
use crate::organization::Organization;

/// The edits of the safe fixes.
pub(crate) fn edits(cx: &Context, organization: &mut Organization, path: &Path) -> Option<Vec<TextEdit>> {
    let text = cx.documents.get(path)?.draft.text();
    let after = organization.repaired(path, Applicability::Safe)?;
    Some(cx.units.edits(text, &String::from_utf8(after).ok()?))
}
