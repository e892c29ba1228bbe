//! What to choose for each file of an upload folder: a page for people and the same for scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rosterkit_project::Project;
use rosterkit_schema::{Batch, Schema};
use serde::Serialize;

use super::{UploadFile, ticks};
use crate::failure::Failure;
use crate::hash::sha256;
use crate::table::count;

/// The name of the page.
pub(super) const PAGE: &str = "upload.md";

/// Which file goes with which choices. It holds no value of any row.
#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    /// The version of this form.
    rosterkit_upload: u32,
    target: String,
    schema: String,
    schema_version: String,
    people: usize,
    files: Vec<File>,
    /// What else was written into the folder.
    beside: Vec<Beside>,
}

/// A file that is not uploaded. Of the page it is the hash before anything is ticked.
#[derive(Debug, Serialize)]
struct Beside {
    #[serde(rename = "file")]
    name: String,
    sha256: String,
}

#[derive(Debug, Serialize)]
struct File {
    #[serde(rename = "file")]
    name: String,
    bytes: usize,
    sha256: String,
    people: usize,
    /// The role at each location, in the order of the locations.
    roles: Vec<RoleAt>,
    /// The working hours by location and day.
    hours: BTreeMap<String, BTreeMap<&'static str, String>>,
    /// Null where the target has no such choice.
    inactivity_timeout: Option<String>,
    /// Whether the timeout is the one that the target takes when nothing is chosen.
    default_timeout: bool,
    tasks: Vec<FollowUp>,
}

#[derive(Debug, Serialize)]
struct RoleAt {
    location: String,
    location_name: String,
    role: String,
    role_name: String,
}

/// What is left to do in the target for people of the file.
#[derive(Debug, Serialize)]
struct FollowUp {
    task: String,
    title: String,
    detail: String,
    people: usize,
}

impl Manifest {
    /// Of the files that are uploaded and those beside them.
    pub(super) fn of(project: &Project, files: &[UploadFile], beside: &[(String, Vec<u8>)]) -> Self {
        let schema = &project.settings().schema;
        let mut listed = Vec::new();
        for file in files {
            let batch = &file.roster.batch;
            let tasks = schema.tasks.iter().zip(&file.people.tasks);
            let follow_up = tasks.map(|(task, people)| FollowUp {
                task: task.id.clone(),
                title: task.title.clone(),
                detail: task.detail.clone(),
                people: *people,
            });
            let law = schema.batch.inactivity_timeout.as_ref();
            let timeout = batch.inactivity_timeout.or(law.map(|law| law.default));
            listed.push(File {
                name: file.name().to_owned(),
                bytes: file.bytes().len(),
                sha256: sha256(file.bytes()),
                people: file.people.all,
                roles: roles(project, batch),
                hours: hours(schema, batch),
                inactivity_timeout: timeout.map(|timeout| timeout.to_string()),
                default_timeout: law.is_some_and(|law| timeout == Some(law.default)),
                tasks: follow_up.filter(|task| task.people > 0).collect(),
            });
        }
        let mut manifest = Self {
            rosterkit_upload: 1,
            target: schema.target.clone(),
            schema: schema.name.clone(),
            schema_version: schema.version.clone(),
            people: files.iter().map(|file| file.people.all).sum(),
            files: listed,
            beside: Vec::new(),
        };
        let page = ticks::without(&manifest.page());
        let beside = beside
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let beside = beside.chain([(PAGE, page.as_bytes())]);
        manifest.beside = beside
            .map(|(name, bytes)| Beside {
                name: name.to_owned(),
                sha256: sha256(bytes),
            })
            .collect();
        manifest
    }

    /// The hash of each file that is uploaded.
    pub(super) fn hashes(&self) -> BTreeMap<&str, &str> {
        let files = self.files.iter();
        files
            .map(|file| (file.name.as_str(), file.sha256.as_str()))
            .collect()
    }

    pub(super) fn json(&self) -> Result<Vec<u8>, Failure> {
        let mut text = serde_json::to_string_pretty(self).map_err(std::io::Error::from)?;
        text.push('\n');
        Ok(text.into_bytes())
    }

    /// A line for each file: name, people, bytes, roles.
    pub(super) fn lines(&self) -> Vec<Vec<String>> {
        let line = |file: &File| {
            let roles = file
                .roles
                .iter()
                .map(|at| format!("{} at {}", at.role_name, at.location_name));
            let roles = roles.collect::<Vec<_>>().join(", ");
            vec![
                file.name.clone(),
                file.people.to_string(),
                file.bytes.to_string(),
                roles,
            ]
        };
        self.files.iter().map(line).collect()
    }

    /// The page, in Markdown: what to choose in the order in which the target asks for it.
    pub(super) fn page(&self) -> String {
        let mut page = format!(
            "# Upload to {}\n\n{} in {}. Upload them one by one, each with the choices below it.\n\n\
             The files hold personal data: delete this folder once the target has taken them. An account cannot be created \
             twice, so tick what is done.\n",
            self.target,
            count_people(self.people),
            count(self.files.len() as u64, "file")
        );
        for file in &self.files {
            // Writing into a text cannot fail.
            let _ = file.tell(&mut page);
        }
        page
    }
}

impl File {
    fn tell(&self, page: &mut String) -> std::fmt::Result {
        let (people, bytes) = (count_people(self.people), self.bytes);
        write!(page, "\n## [ ] `{}`\n\n{people}, {bytes} bytes\n\n", self.name)?;
        if !self.roles.is_empty() {
            writeln!(page, "| location | role | working hours |\n| --- | --- | --- |")?;
        }
        for at in &self.roles {
            let days = self.hours.get(&at.location).into_iter().flatten();
            let days: Vec<String> = days.map(|(day, hours)| format!("{day} {hours}")).collect();
            let days = if days.is_empty() {
                "none given".to_owned()
            } else {
                days.join(", ")
            };
            let [location, role] = [&at.location_name, &at.role_name].map(|name| cell(name));
            writeln!(page, "| {location} | {role} | {days} |")?;
        }
        if let Some(timeout) = &self.inactivity_timeout {
            let default = if self.default_timeout {
                ", as the target proposes"
            } else {
                ""
            };
            writeln!(page, "\nInactivity timeout: {timeout}{default}")?;
        }
        if !self.tasks.is_empty() {
            writeln!(page, "\nAfter the upload:\n")?;
        }
        for task in &self.tasks {
            let people = count_people(task.people);
            writeln!(page, "- [ ] {} ({people}). {}", task.title, task.detail)?;
        }
        Ok(())
    }
}

fn count_people(number: usize) -> String {
    if number == 1 {
        "1 person".to_owned()
    } else {
        format!("{number} people")
    }
}

/// A name in a cell of a table of Markdown.
fn cell(name: &str) -> String {
    rosterkit_sheet::visible(name).replace('|', "\\|")
}

fn roles(project: &Project, batch: &Batch) -> Vec<RoleAt> {
    let organization = &project.settings().organization;
    let roles = batch.assignments.iter().map(|(location, role)| {
        let role_name = organization.role(role).map_or(role, |role| &role.name);
        let location_name = organization
            .location(location)
            .map_or(location, |location| &location.name);
        RoleAt {
            location: location.clone(),
            location_name: location_name.clone(),
            role: role.clone(),
            role_name: role_name.clone(),
        }
    });
    roles.collect()
}

fn hours(schema: &Schema, batch: &Batch) -> BTreeMap<String, BTreeMap<&'static str, String>> {
    if !schema.batch.hours {
        return BTreeMap::new();
    }
    let week = |week: &rosterkit_schema::WorkingWeek| {
        week.iter()
            .map(|(day, hours)| (day.as_str(), hours.to_string()))
            .collect()
    };
    let hours = batch.hours.iter();
    hours
        .map(|(location, days)| (location.clone(), week(days)))
        .collect()
}
