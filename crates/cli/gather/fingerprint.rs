//! What a file says about its batch by the fingerprint that it carries.

use rosterkit_project::Project;
use rosterkit_schema::Fingerprint;
use rosterkit_sheet::Document;

/// The role at each location that the fingerprint of the file says; nothing without one.
pub(super) fn stamped(project: &Project, document: &Document) -> Vec<(String, String)> {
    let fingerprint = Fingerprint::read(document.sheet().properties());
    fingerprint.map_or_else(Vec::new, |fingerprint| project.stamped(&fingerprint))
}
