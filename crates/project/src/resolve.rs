//! From `roster.toml` as written to [`Settings`]: every name resolved, every fault named with what could be meant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use globset::GlobBuilder;
use rosterkit_lint::{Level, Levels, RULES};
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
    options: &Options,
    folder: &Path,
    packs: &[Pack<'_>],
    schema_text: impl Fn(&str) -> Result<Option<(String, String)>, ProjectError>,
) -> Result<Result<Settings, Vec<SourceFault>>, ProjectError> {
    let mut resolver = Resolver { faults: Vec::new() };
    let Some(reference) = resolver.schema_reference(options, packs) else {
        return Ok(Err(resolver.faults));
    };
    let Some((name, text)) = schema_text(reference.get_ref())? else {
        let known: Vec<&str> = packs.iter().map(|pack| pack.name).collect();
        let meant = did_you_mean(reference.get_ref(), &known);
        resolver.fault(
            reference.span(),
            format!("there is no pack of this name; {meant}"),
        );
        return Ok(Err(resolver.faults));
    };
    let answers: Answers = options
        .answers
        .iter()
        .map(|(id, is)| (id.get_ref().clone(), is.clone()))
        .collect();
    let schema = Schema::parse(&name, &text, &answers)?;
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
    let levels = resolver.levels(options);
    let store = resolver.store(options).from_folder(folder);
    resolver.faults.sort_by_key(|fault| fault.span.start);
    Ok(match resolver.faults {
        faults if faults.is_empty() => Ok(Settings {
            schema_reference: reference.get_ref().clone(),
            schema,
            organization,
            batches,
            levels,
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
        let pattern = options.files.get_ref().clone();
        match GlobBuilder::new(&pattern).literal_separator(true).build() {
            Ok(glob) => Some(ListedBatch {
                pattern,
                batch,
                hours,
                matcher: glob.compile_matcher(),
            }),
            Err(error) => {
                self.fault(
                    options.files.span(),
                    format!("this pattern cannot be read: {}", error.kind()),
                );
                None
            }
        }
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

    fn levels(&mut self, options: &Options) -> Levels {
        let mut levels = Levels::default();
        for (name, rule) in &options.rules {
            if rule.reason.get_ref().trim().is_empty() {
                self.fault(rule.reason.span(), "say why, for whoever reads this next");
            }
            let level = match rule.level.get_ref().as_str() {
                "off" => None,
                word => match word.parse::<Level>() {
                    Ok(level) => Some(level),
                    Err(error) => {
                        self.fault(rule.level.span(), format!("{error}, or `off`"));
                        continue;
                    }
                },
            };
            match RULES.iter().find(|known| known.name == name.get_ref()) {
                Some(known) => {
                    levels.0.insert(known.name, level);
                }
                None => self.known(name, "rule", RULES.iter().map(|rule| rule.name)),
            }
        }
        levels
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
mod tests {
    use std::path::Path;

    use insta::assert_snapshot;
    use rosterkit_schema::Timeout;

    use crate::{MemoryFiles, Pack, Project, ProjectError, StoreUrl};

    const PACK: Pack<'_> = Pack {
        name: "dentrix-ascend",
        schema: include_str!("../../../templates/dentrix-ascend/schema.toml"),
    };

    fn load(text: &str) -> Result<Project, ProjectError> {
        Project::load(
            &MemoryFiles::from([("group/roster.toml", text)]),
            &[PACK],
            Path::new("group/roster.toml"),
        )
    }

    fn faults(text: &str) -> String {
        match load(text) {
            Err(ProjectError::Source(error)) => {
                let lines = error
                    .faults()
                    .iter()
                    .map(|fault| format!("{:?}: {}", &text[fault.span.clone()], fault.message));
                lines.collect::<Vec<_>>().join("\n")
            }
            Err(error) => error.to_string(),
            Ok(_) => String::new(),
        }
    }

    const GROUP: &str = r#"
schema = "dentrix-ascend"
role = [{ id = "dentist", name = "Provider", provider = true }, { id = "front-desk", name = "Receptionist" }]
location = [{ id = "lehi", name = "Lehi" }, { id = "provo", name = "Provo" }]
"#;

    #[test]
    fn the_list_of_batches_comes_before_the_name_of_the_file() {
        let text = format!(
            r#"{GROUP}
[[batch]]
files = "dentist--lehi.csv"
assign = {{ lehi = "dentist", provo = "front-desk" }}
hours = {{ mon = "08:00-17:00", provo = {{ tue = "09:00-12:00" }} }}
inactivity-timeout = "10m"
"#
        );
        let project = load(&text).unwrap();
        let listed = project.batch_of(Path::new("group/dentist--lehi.csv"), &[]);
        assert_eq!(listed.assignments.len(), 2);
        assert_eq!(
            listed.provider, None,
            "a dentist in one place, at the front desk in the other"
        );
        assert_eq!(listed.hours["lehi"].len(), 1);
        assert_eq!(listed.hours["provo"].len(), 1);
        assert_eq!(listed.inactivity_timeout.map(Timeout::minutes), Some(10));
        let named = project.batch_of(Path::new("group/north/front-desk--provo.xlsx"), &[]);
        assert_eq!(
            (named.assignments["provo"].as_str(), named.provider),
            ("front-desk", Some(false))
        );
        assert!(
            project
                .batch_of(Path::new("group/dentist--nowhere.csv"), &[])
                .assignments
                .is_empty()
        );
        assert_eq!(
            project.settings().store,
            StoreUrl::Sqlite("group/roster.db".into())
        );
    }

    #[test]
    fn a_row_of_a_master_gets_what_its_cells_name_and_hours_where_patients_are_treated() {
        let text = format!(
            "{GROUP}[[batch]]\nfiles = \"everybody.csv\"\nhours = {{ mon = \"08:00-17:00\" }}\ninactivity-timeout = \"10m\"\n"
        );
        let project = load(&text).unwrap();
        let given = crate::Given::default();
        let row = |role, locations| {
            project.batch_of_row(Path::new("group/everybody.csv"), &given, (role, locations))
        };
        let dentist = row("provider", "Lehi; Provo").unwrap();
        assert_eq!(
            dentist.assignments.into_values().collect::<Vec<_>>(),
            ["dentist", "dentist"]
        );
        assert_eq!((dentist.hours.len(), dentist.provider), (2, Some(true)));
        let desk = row("Front Desk", "lehi").unwrap();
        assert_eq!((desk.hours.len(), desk.provider), (0, Some(false)));
        assert_eq!(desk.inactivity_timeout.map(Timeout::minutes), Some(10));
        assert_eq!(row("front desk", "Lehy"), None);
        assert_eq!(row("", "Lehi"), None);
    }

    #[test]
    fn hours_hold_wherever_the_name_of_a_file_or_a_flag_says() {
        let text = format!("{GROUP}[[batch]]\nfiles = \"dentist--*\"\nhours = {{ mon = \"08:00-17:00\" }}\n");
        let project = load(&text).unwrap();
        let file = Path::new("group/dentist--provo.csv");
        assert_eq!(project.batch_of(file, &[]).hours["provo"].len(), 1);
        let flag = [("lehi".to_owned(), "dentist".to_owned())];
        assert_eq!(
            project.batch_of(file, &flag).hours.keys().collect::<Vec<_>>(),
            ["lehi"]
        );
    }

    #[test]
    fn every_name_that_resolves_to_nothing_is_told_with_what_could_be_meant() {
        let text = format!(
            r#"store = "mysql://db.example.com"
{GROUP}
[options]
email = "maybe"
[[batch]]
files = "[.csv"
assign = {{ lehy = "dentist", provo = "boss" }}
hours = {{ monday = "08:00-17:00", tue = "17:00-08:00" }}
inactivity-timeout = "5m"
[rules]
npi-chek-digit = {{ level = "off", reason = "x" }}
ragged-row = {{ level = "loud", reason = " " }}
"#
        );
        assert_snapshot!(faults(&text), @r#"
        "\"mysql://db.example.com\"": a store is written as `sqlite:` and the path of its file, or as `postgres://user@host:port/database`
        "email": option `email` can be: recommended, required
        "\"[.csv\"": this pattern cannot be read: unclosed character class; missing ']'
        "lehy": there is no location of this name; did you mean `lehi`?
        "\"boss\"": there is no role of this name; there are: dentist, front-desk
        "monday": monday: a day is one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`
        "tue": tue: working hours are written as `08:00-17:00`, the end after the start
        "\"5m\"": `dentrix-ascend` offers: 10m, 30m, 1h, 2h, 4h, 8h
        "npi-chek-digit": there is no rule of this name; did you mean `npi-check-digit`?
        "\"loud\"": a level is one of `error`, `warning`, `note`, or `off`
        "\" \"": say why, for whoever reads this next
        "#);
    }

    #[test]
    fn a_schema_is_a_pack_or_a_path() {
        assert_snapshot!(faults("schema = \"dentrix\"\n"), @r#""\"dentrix\"": there is no pack of this name; did you mean `dentrix-ascend`?"#);
        assert_snapshot!(faults("role = []\n"), @r#""": `schema = "..."` is missing: a pack (`dentrix-ascend`) or the path of a schema.toml"#);
        assert_snapshot!(faults("schema = \"mine/schema.toml\"\n"), @"`group/mine/schema.toml` cannot be read");
        assert_snapshot!(faults("shema = \"dentrix-ascend\"\n"), @r#""shema": unknown field `shema`, expected one of `schema`, `store`, `options`, `role`, `location`, `batch`, `rules`"#);
    }
}
