//! What must be known before anything can be planned: which role at which location the people of each file get.

use std::path::{Path, PathBuf};

use rosterkit_lint::Roster;
use rosterkit_project::{Given, Project, parse_assignment, parse_week};
use rosterkit_schema::BatchError;
use rosterkit_sheet::visible;

use crate::args::GivenArgs;
use crate::failure::{Failure, show};
use crate::gather::{Gathered, Judged};

/// What the command line says about the files.
pub(in crate::commands) fn given(args: &GivenArgs, paths: &[PathBuf]) -> Result<Given, Failure> {
    let flags = [
        ("--assign", args.assign.is_empty()),
        ("--hours", args.hours.is_empty()),
        ("--inactivity-timeout", args.inactivity_timeout.is_none()),
    ];
    if let Some((flag, _)) = flags.iter().find(|(_, unsaid)| !unsaid)
        && paths.iter().all(|path| path.is_dir())
    {
        return Err(Failure::new(
            format!("{flag} is about files, and none is named"),
            "name the file: roster import staff.csv --assign lehi=dentist",
        ));
    }
    let mut given = Given {
        assignments: assignments(&args.assign)?,
        ..Given::default()
    };
    for text in &args.hours {
        let (location, days) = match text.split_once('=') {
            Some((location, days)) => (Some(location), days),
            None => (None, text.as_str()),
        };
        let week = parse_week(days).filter(|week| !week.is_empty()).ok_or_else(|| {
            Failure::new(
                format!("`{}` are no working hours", visible(text)),
                "write days and hours: --hours \"mon-fri 08:00-17:00, sat 09:00-12:00\", or --hours \"lehi=mon 08:00-17:00\"",
            )
        })?;
        match location {
            None => given.hours = week,
            Some(location) => {
                given.hours_at.insert(location.to_owned(), week);
            }
        }
    }
    let timeout = args.inactivity_timeout.as_deref().map(str::parse).transpose();
    given.inactivity_timeout = timeout.map_err(|error: BatchError| {
        Failure::new(error.to_string(), "for example --inactivity-timeout 10m")
    })?;
    Ok(given)
}

/// Pairs of location and role.
fn assignments(assign: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let parse = |text: &String| {
        parse_assignment(text).ok_or_else(|| {
            Failure::new(
                format!("`{}` is no assignment", visible(text)),
                "an assignment is the id of a location, an equals sign and the id of a role: --assign lehi=dentist",
            )
        })
    };
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
pub(in crate::commands) fn unready(gathered: &Gathered, given: &Given) -> Vec<Failure> {
    gathered
        .judged
        .iter()
        .flat_map(|judged| of_organization(judged, given))
        .collect()
}

fn of_organization(judged: &Judged, given: &Given) -> Vec<Failure> {
    let Some(project) = &judged.project else {
        return vec![Failure::new(
            "no roster.toml says which roles and locations there are, and where the account store is",
            "`roster init` writes one",
        )];
    };
    let asked = judged.report.rosters().iter().filter(|roster| !roster.context);
    if !project.settings().schema.batch.assigned {
        return without_roles(project, given);
    }
    let mut unready = unknown_ids(project, given);
    unready.extend(no_such_timeout(project, given));
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
fn without_roles(project: &Project, given: &Given) -> Vec<Failure> {
    if given.assignments.is_empty() && given.hours.is_empty() && given.hours_at.is_empty() {
        return Vec::new();
    }
    let schema = &project.settings().schema.name;
    vec![Failure::new(
        format!("`{schema}` asks for no role and no location"),
        "leave out --assign and --hours",
    )]
}

/// That the target offers no such inactivity timeout.
fn no_such_timeout(project: &Project, given: &Given) -> Option<Failure> {
    let schema = &project.settings().schema;
    let wanted = given.inactivity_timeout?;
    let offered = schema
        .batch
        .inactivity_timeout
        .as_ref()
        .map_or(&[][..], |law| &law.choices);
    let words: Vec<String> = offered.iter().map(ToString::to_string).collect();
    (!offered.contains(&wanted)).then(|| {
        Failure::new(
            format!("`{}` offers no inactivity timeout of {wanted}", schema.name),
            format!("it offers: {}", words.join(", ")),
        )
    })
}

/// The ids of the command line that the organization does not have.
fn unknown_ids(project: &Project, given: &Given) -> Vec<Failure> {
    let organization = &project.settings().organization;
    let roles: Vec<&str> = organization.roles.iter().map(|role| role.id.as_str()).collect();
    let locations: Vec<&str> = organization
        .locations
        .iter()
        .map(|location| location.id.as_str())
        .collect();
    let named = given.assignments.iter();
    let ids = named.flat_map(|(location, role)| [("location", location, &locations), ("role", role, &roles)]);
    let ids = ids.chain(
        given
            .hours_at
            .keys()
            .map(|location| ("location", location, &locations)),
    );
    ids.filter(|(_, id, known)| !known.contains(&id.as_str()))
        .map(|(noun, id, known)| {
            Failure::new(
                format!("`{}` has no {noun} `{}`", show(project.path()), visible(id)),
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
