//! What must be known before anything can be planned: which role at which location the people of each file get.

use std::path::{Path, PathBuf};

use rosterkit_lint::Roster;
use rosterkit_project::{Project, parse_assignment};
use rosterkit_sheet::visible;

use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged};

/// The assignments of the command line, as pairs of location and role.
pub(in crate::commands) fn assignments(
    assign: &[String],
    paths: &[PathBuf],
) -> Result<Vec<(String, String)>, Failure> {
    let parse = |text: &String| {
        parse_assignment(text).ok_or_else(|| {
            Failure::new(
                format!("`{}` is no assignment", visible(text)),
                "an assignment is the id of a location, an equals sign and the id of a role: --assign lehi=dentist",
            )
        })
    };
    if !assign.is_empty() && paths.iter().all(|path| path.is_dir()) {
        return Err(Failure::new(
            "--assign is about files, and none is named",
            "name the file: roster import staff.csv --assign lehi=dentist",
        ));
    }
    let assignments: Vec<(String, String)> = assign.iter().map(parse).collect::<Result<_, _>>()?;
    for (position, (location, _)) in assignments.iter().enumerate() {
        if assignments[..position]
            .iter()
            .any(|(earlier, _)| earlier == location)
        {
            return Err(Failure::new(
                format!("--assign names the location `{location}` twice"),
                "one person has one role at a location",
            ));
        }
    }
    Ok(assignments)
}

/// Why some files cannot be planned.
pub(in crate::commands) fn unready(gathered: &Gathered, assign: &[String]) -> Vec<Failure> {
    gathered
        .judged
        .iter()
        .flat_map(|judged| of_organization(judged, assign))
        .collect()
}

fn of_organization(judged: &Judged, assign: &[String]) -> Vec<Failure> {
    let Some(project) = &judged.project else {
        return vec![Failure::new(
            "no roster.toml says which roles and locations there are, and where the account store is",
            "`roster init` writes one",
        )];
    };
    let asked = judged.report.rosters().iter().filter(|roster| !roster.context);
    if !project.settings().schema.batch.assigned {
        return without_roles(project, assign);
    }
    let mut unready = unknown_ids(project, assign);
    if unready.is_empty() {
        unready.extend(
            asked
                .filter(|roster| !is_assigned(project, roster))
                .map(|roster| nothing_says(project, roster)),
        );
    }
    unready
}

/// Where the target asks for no role, every file is ready, and an assignment has no meaning.
fn without_roles(project: &Project, assign: &[String]) -> Vec<Failure> {
    if assign.is_empty() {
        return Vec::new();
    }
    let schema = &project.settings().schema.name;
    vec![Failure::new(
        format!("`{schema}` asks for no role and no location"),
        "leave out --assign",
    )]
}

/// The ids of `--assign` that the organization does not have.
fn unknown_ids(project: &Project, assign: &[String]) -> Vec<Failure> {
    let organization = &project.settings().organization;
    let roles: Vec<&str> = organization.roles.iter().map(|role| role.id.as_str()).collect();
    let locations: Vec<&str> = organization
        .locations
        .iter()
        .map(|location| location.id.as_str())
        .collect();
    let named = assign.iter().filter_map(|text| parse_assignment(text));
    let ids = named.flat_map(|(location, role)| [("location", location, &locations), ("role", role, &roles)]);
    ids.filter(|(_, id, known)| !known.contains(&id.as_str()))
        .map(|(noun, id, known)| {
            Failure::new(
                format!("`{}` has no {noun} `{}`", show(project.path()), visible(&id)),
                format!("it has: {}", known.join(", ")),
            )
        })
        .collect()
}

fn is_assigned(project: &Project, roster: &Roster) -> bool {
    let organization = &project.settings().organization;
    let assignments = &roster.batch.assignments;
    let known = |(location, role): (&String, &String)| {
        organization.location(location).is_some() && organization.role(role).is_some()
    };
    roster.master.is_some() || !assignments.is_empty() && assignments.iter().all(known)
}

fn nothing_says(project: &Project, roster: &Roster) -> Failure {
    let (file, roster_toml) = (show(Path::new(roster.document.name())), show(project.path()));
    Failure::new(
        format!("nothing says which role at which location the people of `{file}` get"),
        format!(
            "name it <role>--<location>.csv, list it under [[batch]] in `{roster_toml}`, say --assign LOCATION=ROLE, with \
             ids of that file, or give it the columns Role and Location"
        ),
    )
}
