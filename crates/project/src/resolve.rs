//! From `roster.toml` as written to [`Settings`]: every name resolved, every fault named with what could be meant.

mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};
use rosterkit_schema::{
    Answers, Batch, Hours, Location, Organization, Role, Schema, SourceFault, Weekday, WorkingWeek, is_id,
    unknown_answers,
};
use toml::Spanned;

use crate::listed_batch::ListedBatch;
use crate::options::{BatchOptions, HoursOptions, Options};
use crate::project::{Pack, ProjectError};
use crate::settings::{Settings, StoreUrl};

/// The settings, or the faults of `roster.toml`; the outer error is one of another file.
pub(crate) fn resolve(
    (options, text): (&Options, &str),
    folder: &Path,
    packs: &[Pack<'_>],
    schema: impl Fn(&str, &Answers) -> Result<Option<Schema>, ProjectError>,
) -> Result<Result<Settings, Vec<SourceFault>>, ProjectError> {
    let mut resolver = Resolver { faults: Vec::new() };
    let Some(reference) = resolver.schema_reference(options, packs) else {
        return Ok(Err(resolver.faults));
    };
    let answers: Answers = options
        .answers
        .iter()
        .map(|(id, is)| (id.get_ref().clone(), is.clone()))
        .collect();
    let found = schema(reference.get_ref(), &answers);
    let Some(schema) = found.map_err(|error| error.named_at(reference.span()))? else {
        let known: Vec<&str> = packs.iter().map(|pack| pack.name).collect();
        let meant = did_you_mean(reference.get_ref(), &known);
        resolver.fault(
            reference.span(),
            format!("there is no pack of this name; {meant}"),
        );
        return Ok(Err(resolver.faults));
    };
    for (id, message) in unknown_answers(&schema, &answers) {
        let key = options.answers.keys().find(|key| key.get_ref() == id);
        resolver.fault(key.map_or(0..0, Spanned::span), message);
    }
    let organization = resolver.organization(options);
    resolver.nobody_is_assigned(options, &schema);
    let batches = options
        .batch
        .iter()
        .filter_map(|batch| resolver.batch(batch, &schema, &organization))
        .collect();
    let levels = resolver.levels(&options.rules);
    let overrides = resolver.overrides(options);
    let suppressions = resolver.suppressions(options, text);
    let store = resolver.store(options).from_folder(folder);
    resolver.faults.sort_by_key(|fault| fault.span.start);
    Ok(match resolver.faults {
        faults if faults.is_empty() => Ok(Settings {
            schema_reference: reference.get_ref().clone(),
            schema,
            organization,
            batches,
            levels,
            overrides,
            suppressions,
            store,
        }),
        faults => Err(faults),
    })
}

struct Resolver {
    faults: Vec<SourceFault>,
}

impl Resolver {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.faults.push(SourceFault {
            message: message.into(),
            span,
        });
    }

    fn schema_reference<'a>(
        &mut self,
        options: &'a Options,
        packs: &[Pack<'_>],
    ) -> Option<&'a Spanned<String>> {
        if options.schema.is_none() {
            let known = packs
                .iter()
                .map(|pack| format!("`{}`", pack.name))
                .collect::<Vec<_>>()
                .join(", ");
            self.fault(
                0..0,
                format!("`schema = \"...\"` is missing: a pack ({known}) or the path of a schema.toml"),
            );
        }
        options.schema.as_ref()
    }

    fn organization(&mut self, options: &Options) -> Organization {
        let mut seen = BTreeSet::new();
        for id in options.role.iter().map(|role| &role.id) {
            self.check_id(id, &mut seen);
        }
        seen.clear();
        for id in options.location.iter().map(|location| &location.id) {
            self.check_id(id, &mut seen);
        }
        Organization {
            roles: options
                .role
                .iter()
                .map(|role| Role {
                    id: role.id.get_ref().clone(),
                    name: role.name.clone(),
                    provider: role.provider,
                })
                .collect(),
            locations: options
                .location
                .iter()
                .map(|location| Location {
                    id: location.id.get_ref().clone(),
                    name: location.name.clone(),
                })
                .collect(),
        }
    }

    /// Where the schema knows no roles and locations, there is nothing to say about them.
    fn nobody_is_assigned(&mut self, options: &Options, schema: &Schema) {
        if schema.batch.assigned {
            return;
        }
        let roles = options.role.iter().map(|role| &role.id);
        let ids = roles.chain(options.location.iter().map(|location| &location.id));
        let batches = options
            .batch
            .iter()
            .filter(|batch| batch.assign.is_some() || !batch.hours.is_empty());
        let spans: Vec<_> = ids
            .map(Spanned::span)
            .chain(batches.map(|batch| batch.files.span()))
            .collect();
        for span in spans {
            self.fault(
                span,
                format!("`{}` asks for no role and no location", schema.name),
            );
        }
    }

    fn check_id<'a>(&mut self, id: &'a Spanned<String>, seen: &mut BTreeSet<&'a String>) {
        if !is_id(id.get_ref()) {
            self.fault(
                id.span(),
                "an id is made of lower-case letters, digits and single hyphens",
            );
        }
        if !seen.insert(id.get_ref()) {
            self.fault(id.span(), "another entry has this id");
        }
    }

    fn batch(
        &mut self,
        options: &BatchOptions,
        schema: &Schema,
        organization: &Organization,
    ) -> Option<ListedBatch> {
        let mut batch = Batch::default();
        let assign = options.assign.iter().flatten();
        for (location, role) in assign {
            self.known(
                location,
                "location",
                organization.locations.iter().map(|location| location.id.as_str()),
            );
            self.known(
                role,
                "role",
                organization.roles.iter().map(|role| role.id.as_str()),
            );
            batch
                .assignments
                .insert(location.get_ref().clone(), role.get_ref().clone());
        }
        if batch.assignments.len() > 1 && !schema.batch.several_locations {
            self.fault(
                options.files.span(),
                format!("`{}` takes one location a file", schema.name),
            );
        }
        let hours;
        (hours, batch.hours) = self.hours(options, organization, &batch);
        if let Some(timeout) = &options.inactivity_timeout {
            let law = schema.batch.inactivity_timeout.as_ref();
            let chosen = law.and_then(|law| {
                law.choices
                    .iter()
                    .find(|choice| choice.to_string() == *timeout.get_ref())
            });
            if chosen.is_none() {
                let choices: Vec<String> = law
                    .iter()
                    .flat_map(|law| &law.choices)
                    .map(ToString::to_string)
                    .collect();
                self.fault(
                    timeout.span(),
                    format!("`{}` offers: {}", schema.name, choices.join(", ")),
                );
            }
            batch.inactivity_timeout = chosen.copied();
        }
        Some(ListedBatch {
            matcher: self.pattern(&options.files)?,
            pattern: options.files.get_ref().clone(),
            batch,
            hours,
        })
    }

    /// A pattern of paths, from the folder of `roster.toml`.
    fn pattern(&mut self, files: &Spanned<String>) -> Option<GlobMatcher> {
        let glob = GlobBuilder::new(files.get_ref()).literal_separator(true).build();
        let fault = |error: globset::Error| format!("this pattern cannot be read: {}", error.kind());
        glob.map(|glob| glob.compile_matcher())
            .map_err(|error| self.fault(files.span(), fault(error)))
            .ok()
    }

    /// The hours by day, which hold wherever a location has none of its own, and those by location.
    fn hours(
        &mut self,
        options: &BatchOptions,
        organization: &Organization,
        batch: &Batch,
    ) -> (WorkingWeek, BTreeMap<String, WorkingWeek>) {
        let mut everywhere = WorkingWeek::new();
        let mut weeks = BTreeMap::new();
        for (key, hours) in &options.hours {
            match hours {
                HoursOptions::Day(hours) => self.day(key.get_ref(), hours, key.span(), &mut everywhere),
                HoursOptions::Location(days) => {
                    self.known(
                        key,
                        "location",
                        organization.locations.iter().map(|location| location.id.as_str()),
                    );
                    if options.assign.is_some() && !batch.assignments.contains_key(key.get_ref()) {
                        self.fault(key.span(), "the batch assigns no role at this location");
                    }
                    let week: &mut WorkingWeek = weeks.entry(key.get_ref().clone()).or_default();
                    for (day, hours) in days {
                        self.day(day, hours, key.span(), week);
                    }
                }
            }
        }
        (everywhere, weeks)
    }

    fn day(&mut self, day: &str, hours: &str, span: Range<usize>, week: &mut WorkingWeek) {
        match (day.parse::<Weekday>(), hours.parse::<Hours>()) {
            (Ok(day), Ok(hours)) => {
                week.insert(day, hours);
            }
            (Err(error), _) | (_, Err(error)) => self.fault(span, format!("{day}: {error}")),
        }
    }

    fn store(&mut self, options: &Options) -> StoreUrl {
        let default = StoreUrl::Sqlite("roster.db".into());
        let Some(url) = &options.store else { return default };
        StoreUrl::parse(url.get_ref()).unwrap_or_else(|error| {
            self.fault(url.span(), error.to_string());
            default
        })
    }

    /// A fault where the name is none of the known ones.
    fn known<'a>(&mut self, name: &Spanned<String>, noun: &str, known: impl Iterator<Item = &'a str>) {
        let known: Vec<&str> = known.collect();
        if !known.contains(&name.get_ref().as_str()) {
            self.fault(
                name.span(),
                format!(
                    "there is no {noun} of this name; {}",
                    did_you_mean(name.get_ref(), &known)
                ),
            );
        }
    }
}

/// What could be meant: the most similar name, or all of them where none is similar and they are few.
fn did_you_mean(name: &str, known: &[&str]) -> String {
    let likely = known
        .iter()
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    match likely {
        Some((_, known)) => format!("did you mean `{known}`?"),
        None if known.is_empty() => "there are none".to_owned(),
        None => format!("there are: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests;
