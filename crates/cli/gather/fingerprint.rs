//! What a file says about its batch by the fingerprint it carries, against what its name says.

use std::path::Path;

use rosterkit_project::Project;
use rosterkit_schema::Fingerprint;
use rosterkit_sheet::Document;

use crate::failure::{Failure, show};

/// The role at each location that the fingerprint of the file says; nothing without one.
pub(super) fn stamped(project: &Project, document: &Document) -> Vec<(String, String)> {
    let fingerprint = Fingerprint::read(document.sheet().properties());
    fingerprint.map_or_else(Vec::new, |fingerprint| project.stamped(&fingerprint))
}

/// That the fingerprint says one batch, and the name or `roster.toml` another: somebody has copied the template of other
/// people. Which is right only a person can tell, and accounts cannot be deleted.
pub(super) fn contradiction(
    project: &Project,
    place: &Path,
    file: &Path,
    stamped: &[(String, String)],
) -> Option<Failure> {
    let said = project.batch_of(place, &[]).assignments;
    let made = project.batch_of(place, stamped).assignments;
    if stamped.is_empty() || said.is_empty() || said == made {
        return None;
    }
    let in_words = |assignments: &std::collections::BTreeMap<String, String>| {
        let ids = assignments
            .iter()
            .map(|(location, role)| (location.as_str(), role.as_str()));
        project.settings().organization.in_words(ids)
    };
    Some(Failure::new(
        format!(
            "`{}` was made as the template of {}, and its name or roster.toml says {}",
            show(file),
            in_words(&made),
            in_words(&said)
        ),
        "give the file another name if it is what it was made as; else copy its rows into the right template, or import it \
         with --assign",
    ))
}
