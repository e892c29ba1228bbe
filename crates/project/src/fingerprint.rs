//! What the fingerprint of a template says about the file it became.

use rosterkit_schema::Fingerprint;

use crate::project::Project;

impl Project {
    /// What the people of a file get by the fingerprint that it carries, as pairs of location and role. Nothing where it was
    /// made by another schema, or names a role or location that this organization does not have: then it is another's.
    pub fn stamped(&self, fingerprint: &Fingerprint) -> Vec<(String, String)> {
        let settings = self.settings();
        let organization = &settings.organization;
        let is_ours = fingerprint.schema == settings.schema.name
            && fingerprint.assignments.iter().all(|(location, role)| {
                organization.location(location).is_some() && organization.role(role).is_some()
            });
        if !is_ours {
            return Vec::new();
        }
        let assignments = fingerprint.assignments.iter();
        assignments
            .map(|(location, role)| (location.clone(), role.clone()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rosterkit_schema::Fingerprint;

    use crate::{MemoryFiles, Pack, Project};

    #[test]
    fn a_fingerprint_of_another_schema_or_organization_says_nothing() {
        let pack = Pack {
            name: "dentrix-ascend",
            schema: include_bytes!("../../../templates/dentrix-ascend/schema.compiled"),
        };
        let roster_toml = r#"
schema = "dentrix-ascend"
role = [{ id = "front-desk", name = "Receptionist" }]
location = [{ id = "lehi", name = "Lehi" }]
"#;
        let files = MemoryFiles::from([("roster.toml", roster_toml)]);
        let project = Project::load(&files, &[pack], Path::new("roster.toml")).unwrap();
        let batch = project.batch_at("lehi", "front-desk");
        let ours = Fingerprint::new(&project.settings().schema, &batch);
        assert_eq!(
            project.stamped(&ours),
            [("lehi".to_owned(), "front-desk".to_owned())]
        );
        let schema = "google-workspace".to_owned();
        let others = Fingerprint {
            schema,
            ..ours.clone()
        };
        assert!(project.stamped(&others).is_empty());
        let mut elsewhere = ours.clone();
        elsewhere
            .assignments
            .insert("mars".to_owned(), "front-desk".to_owned());
        assert!(project.stamped(&elsewhere).is_empty());
    }
}
