//! From `schema.toml` as written to a [`Schema`]: options answered, names resolved, every fault named.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use crate::attribute::Attribute;
use crate::batch::{BatchLaw, ProviderColumn};
use crate::column::Column;
use crate::condition::{ColumnId, Condition, ConditionSource};
use crate::field_type::FieldType;
use crate::option::{Change, SchemaOption};
use crate::organization::is_id;
use crate::schema::{Answers, Schema, header_key};
use crate::source::{BatchSource, ColumnSource, SchemaSource};
use crate::source_error::SourceFault;
use crate::task::Task;

/// Which answers a schema is made under, to find its faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trial {
    /// Each that could be given must lead to a sound schema, not only the one that is.
    EveryAnswer,
    /// Only those that are given: the text is known to be sound.
    TheseAnswers,
}

/// Makes the schema that holds under these answers, or says all that is wrong with the text.
pub(crate) fn resolve(
    mut source: SchemaSource,
    answers: &Answers,
    trial: Trial,
) -> Result<Schema, Vec<SourceFault>> {
    let mut resolver = Resolver { faults: Vec::new() };
    if trial == Trial::EveryAnswer {
        for choice in source.option.iter().flat_map(|option| &option.choice) {
            let mut changed = source.clone();
            resolver.apply(&mut changed, &choice.change);
            resolver.schema(&changed, Answers::new());
        }
    }
    let chosen = resolver.chosen(&source, answers);
    let options = std::mem::take(&mut source.option);
    for option in &options {
        let is_chosen = |is: &str| chosen.get(option.id.get_ref()).is_some_and(|chosen| chosen == is);
        let choice = option.choice.iter().find(|choice| is_chosen(choice.is.get_ref()));
        resolver.apply(&mut source, choice.map_or(&[], |choice| &choice.change));
    }
    source.option = options;
    let schema = resolver.schema(&source, chosen);
    resolver.faults.sort_by_key(|fault| fault.span.start);
    resolver.faults.dedup();
    if resolver.faults.is_empty() {
        Ok(schema)
    } else {
        Err(resolver.faults)
    }
}

struct Resolver {
    faults: Vec<SourceFault>,
}

impl Resolver {
    fn fault<T>(&mut self, at: &Spanned<T>, message: impl Into<String>) {
        self.faults.push(SourceFault {
            message: message.into(),
            span: at.span(),
        });
    }

    /// The choice that holds for each option, the defaults filled in.
    fn chosen(&mut self, source: &SchemaSource, answers: &Answers) -> Answers {
        let mut chosen = Answers::new();
        for option in &source.option {
            self.check_id(&option.id);
            let is_choice = |answer: &str| option.choice.iter().any(|choice| choice.is.get_ref() == answer);
            if !is_choice(option.default.get_ref()) {
                self.fault(&option.default, "the default is not among the choices");
            }
            let answer = answers
                .get(option.id.get_ref())
                .filter(|answer| is_choice(answer));
            let previous = chosen.insert(
                option.id.get_ref().clone(),
                answer.unwrap_or(option.default.get_ref()).clone(),
            );
            if previous.is_some() {
                self.fault(&option.id, "another option has this id");
            }
        }
        chosen
    }

    fn apply(&mut self, source: &mut SchemaSource, changes: &[Change]) {
        for change in changes {
            let Some(name) = &change.column else {
                source.file.max_bytes = change.max_bytes.or(source.file.max_bytes);
                source.file.byte_order_mark = change.byte_order_mark.unwrap_or(source.file.byte_order_mark);
                continue;
            };
            let Some(column) = source
                .column
                .iter_mut()
                .find(|column| column.id.get_ref() == name.get_ref())
            else {
                self.fault(name, "no column has this id");
                continue;
            };
            column.presence = change.presence.unwrap_or(column.presence);
            column.field_type = change.field_type.clone().unwrap_or(column.field_type.clone());
            column.required_when = change.required_when.clone().or(column.required_when.take());
            if change.never_required == Some(true) {
                column.required_when = None;
            }
            column.unique = change.unique.unwrap_or(column.unique);
            column.quoted = change.quoted.unwrap_or(column.quoted);
            column.written = change.written.unwrap_or(column.written);
        }
    }

    fn schema(&mut self, source: &SchemaSource, answers: Answers) -> Schema {
        self.check_id(&source.name);
        self.check_columns(&source.column);
        let columns: Vec<Column> = source
            .column
            .iter()
            .filter_map(|column| self.column(column, source))
            .collect();
        let batch = source.batch.get_ref();
        self.check_batch(&source.batch);
        let provider = batch.provider.as_ref().and_then(|provider| {
            let mut side = |is: &Spanned<String>| self.choice_of(&provider.column, is, source);
            let (said, other) = (side(&provider.provider)?, side(&provider.other)?);
            Some(ProviderColumn {
                column: said.column,
                provider: said.is,
                other: other.is,
            })
        });
        let mut task_ids = BTreeSet::new();
        let tasks = source.task.iter().map(|task| {
            self.check_id(&task.id);
            if !task_ids.insert(task.id.get_ref()) {
                self.fault(&task.id, "another task has this id");
            }
            Task {
                id: task.id.get_ref().clone(),
                title: task.title.clone(),
                detail: task.detail.clone(),
                when: task.when.as_ref().and_then(|when| self.condition(when, source)),
            }
        });
        let tasks = tasks.collect();
        let options = source.option.iter().map(|option| SchemaOption {
            id: option.id.get_ref().clone(),
            question: option.question.clone(),
            because: option.because.clone(),
            default: option.default.get_ref().clone(),
            choices: option
                .choice
                .iter()
                .map(|choice| choice.is.get_ref().clone())
                .collect(),
        });
        Schema {
            name: source.name.get_ref().clone(),
            target: source.target.clone(),
            title: source.title.clone(),
            version: source.version.clone(),
            sources: source.sources.clone(),
            file: source.file.clone(),
            batch: BatchLaw {
                assigned: batch.assigned,
                several_locations: batch.several_locations,
                provider,
                hours: batch.hours,
                inactivity_timeout: batch.inactivity_timeout.as_ref().map(|law| law.get_ref().clone()),
            },
            columns,
            tasks,
            options: options.collect(),
            answers,
        }
    }

    fn check_batch(&mut self, batch: &Spanned<BatchSource>) {
        let law = batch.get_ref();
        if let Some(timeout) = &law.inactivity_timeout
            && !timeout.get_ref().choices.contains(&timeout.get_ref().default)
        {
            self.fault(timeout, "the default inactivity timeout is not among the choices");
        }
        if !law.assigned && (law.several_locations || law.hours || law.inactivity_timeout.is_some()) {
            self.fault(
                batch,
                "where nobody gets a role at a location there are no several locations, hours or timeouts",
            );
        }
    }

    fn check_id(&mut self, id: &Spanned<String>) {
        if !is_id(id.get_ref()) {
            self.fault(
                id,
                "an id is made of lower-case letters, digits and single hyphens",
            );
        }
    }

    /// No two columns may answer to one header, hold one attribute or have one id.
    fn check_columns(&mut self, columns: &[ColumnSource]) {
        let mut headers = BTreeSet::new();
        let mut ids = BTreeSet::new();
        let mut attributes = BTreeSet::new();
        for column in columns {
            self.check_id(&column.id);
            if !ids.insert(column.id.get_ref()) {
                self.fault(&column.id, "another column has this id");
            }
            if !attributes.insert(column.attribute.get_ref()) {
                self.fault(&column.attribute, "another column holds this attribute");
            }
            for name in std::iter::once(&column.header).chain(&column.aliases) {
                let key = header_key(name.get_ref());
                if key.is_empty() {
                    self.fault(name, "a header needs at least one letter or digit");
                } else if !headers.insert(key) {
                    self.fault(name, "another header or alias reads the same");
                }
            }
        }
    }

    fn column(&mut self, column: &ColumnSource, source: &SchemaSource) -> Option<Column> {
        let attribute = self.attribute(&column.attribute);
        let also_from = column
            .also_from
            .iter()
            .filter_map(|path| self.attribute(path))
            .collect();
        if let Err(error) = column.field_type.parse(column.example.get_ref()) {
            self.fault(
                &column.example,
                format!("the example is not of the column's type: {error}"),
            );
        }
        let required_when = column
            .required_when
            .as_ref()
            .and_then(|when| self.condition(when, source));
        let blank_when = column
            .blank_when
            .as_ref()
            .and_then(|when| self.condition(when, source));
        let agrees_with = column
            .agrees_with
            .as_ref()
            .and_then(|other| self.comparable(column, other, source));
        if required_when.is_some() && required_when == blank_when {
            self.fault(&column.id, "a cell cannot be required and blank at once");
        }
        Some(Column {
            id: column.id.get_ref().clone(),
            header: column.header.get_ref().clone(),
            aliases: column
                .aliases
                .iter()
                .map(|alias| alias.get_ref().clone())
                .collect(),
            field_type: column.field_type.clone(),
            presence: column.presence,
            required_when,
            blank_when,
            agrees_with,
            unique: column.unique,
            identity: column.identity,
            quoted: column.quoted,
            written: column.written,
            // Where a tax number is wanted, a Social Security number may have been typed.
            sensitive: column.sensitive
                || matches!(column.field_type, FieldType::Password(_) | FieldType::Ein),
            attribute: attribute?,
            also_from,
            hint: column.hint.clone(),
            why: column.why.clone(),
            example: column.example.get_ref().clone(),
        })
    }

    /// The column with which another is to agree, where their types have something to agree on.
    fn comparable(
        &mut self,
        column: &ColumnSource,
        other: &Spanned<String>,
        source: &SchemaSource,
    ) -> Option<ColumnId> {
        let (id, theirs) = self.column_named(other, source)?;
        if !column.field_type.is_comparable_with(&theirs.field_type) {
            self.fault(
                other,
                "only a `zip` can agree with a `us-state`, and a `dea` with a `person-name`",
            );
            return None;
        }
        Some(id)
    }

    fn attribute(&mut self, path: &Spanned<String>) -> Option<Attribute> {
        let attribute = Attribute::parse(path.get_ref());
        if attribute.is_none() {
            self.fault(
                path,
                "neither RFC 7643 nor an extension has this attribute; what is the target's own is \
                 `urn:rosterkit:params:scim:schemas:extension:<schema>:1.0:User:<name>`",
            );
        }
        attribute
    }

    fn condition(&mut self, condition: &ConditionSource, source: &SchemaSource) -> Option<Condition> {
        self.choice_of(&condition.column, &condition.is, source)
    }

    /// The column that has this id.
    fn column_named<'a>(
        &mut self,
        id: &Spanned<String>,
        source: &'a SchemaSource,
    ) -> Option<(ColumnId, &'a ColumnSource)> {
        let named = (0..)
            .map(ColumnId)
            .zip(&source.column)
            .find(|(_, column)| column.id.get_ref() == id.get_ref());
        if named.is_none() {
            self.fault(id, "no column has this id");
        }
        named
    }

    /// "This column says that", where the column is a choice and has that choice.
    fn choice_of(
        &mut self,
        name: &Spanned<String>,
        is: &Spanned<String>,
        source: &SchemaSource,
    ) -> Option<Condition> {
        let (column, source) = self.column_named(name, source)?;
        let FieldType::Choice(law) = &source.field_type else {
            self.fault(name, "only a column whose type is a choice can decide");
            return None;
        };
        if !law.values.contains(is.get_ref()) {
            self.fault(is, format!("column `{}` has no such choice", name.get_ref()));
            return None;
        }
        Some(Condition {
            column,
            is: is.get_ref().clone(),
        })
    }
}

/// The answers that no option of the schema has, each with what could be meant. For the reader of `roster.toml`, who
/// knows their places.
pub fn unknown_answers<'a>(schema: &Schema, answers: &'a Answers) -> BTreeMap<&'a str, String> {
    let mut unknown = BTreeMap::new();
    for (id, answer) in answers {
        let Some(option) = schema.options.iter().find(|option| option.id == *id) else {
            let known: Vec<&str> = schema.options.iter().map(|option| option.id.as_str()).collect();
            unknown.insert(
                id.as_str(),
                format!(
                    "schema `{}` has no such option; it has: {}",
                    schema.name,
                    known.join(", ")
                ),
            );
            continue;
        };
        if !option.choices.contains(answer) {
            unknown.insert(
                id.as_str(),
                format!("option `{id}` can be: {}", option.choices.join(", ")),
            );
        }
    }
    unknown
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::{Answers, Presence, Schema, SourceError, unknown_answers};

    fn pack(answers: &[(&str, &str)]) -> Schema {
        let answers = answers
            .iter()
            .map(|(id, answer)| ((*id).to_owned(), (*answer).to_owned()))
            .collect();
        let text = include_str!("../../../templates/dentrix-ascend/schema.toml");
        Schema::parse("templates/dentrix-ascend/schema.toml", text, &answers).unwrap()
    }

    fn faults(error: &SourceError) -> String {
        let lines = error
            .faults()
            .iter()
            .map(|fault| format!("{:?} {}", fault.span, fault.message));
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn an_answer_changes_what_its_option_says_and_nothing_else() {
        let presence = |schema: &Schema, header| schema.column(schema.column_named(header).unwrap()).presence;
        let (seed, strict) = (pack(&[]), pack(&[("email", "required")]));
        assert_eq!(presence(&seed, "Email"), Presence::Recommended);
        assert_eq!(presence(&strict, "Email"), Presence::Required);
        assert_eq!(presence(&seed, "Phone"), presence(&strict, "Phone"));
        assert_eq!(seed.file.max_bytes, Some(15_360));
        assert_eq!(pack(&[("file-limit", "15000")]).file.max_bytes, Some(15_000));
    }

    #[test]
    fn both_readings_of_a_licence_number_can_be_had() {
        let parse = |schema: &Schema, text| {
            schema
                .column(schema.column_named("State ID").unwrap())
                .field_type
                .parse(text)
                .is_ok()
        };
        assert!(parse(&pack(&[]), "12345") && !parse(&pack(&[]), "DN12345"));
        assert!(parse(&pack(&[("state-id-letters", "yes")]), "DN12345"));
    }

    #[test]
    fn every_answer_leads_to_a_sound_schema() {
        for option in &pack(&[]).options {
            for choice in &option.choices {
                assert_eq!(
                    pack(&[(option.id.as_str(), choice.as_str())]).answers[&option.id],
                    *choice
                );
            }
        }
    }

    #[test]
    fn headers_are_compared_without_case_spaces_and_punctuation() {
        let schema = pack(&[]);
        for header in ["username", " USER NAME ", "user_name", "Username"] {
            assert_eq!(
                schema
                    .column_named(header)
                    .map(|id| schema.column(id).id.as_str()),
                Some("username"),
                "{header}"
            );
        }
        for header in ["", "#", "Usernames"] {
            assert_eq!(schema.column_named(header), None, "{header}");
        }
    }

    #[test]
    fn an_unknown_answer_is_told_what_there_is() {
        let answers = Answers::from([
            ("colour".to_owned(), "red".to_owned()),
            ("email".to_owned(), "maybe".to_owned()),
        ]);
        let schema = pack(&[]);
        let unknown = unknown_answers(&schema, &answers);
        assert_eq!(unknown["email"], "option `email` can be: recommended, required");
        assert!(unknown["colour"].starts_with("schema `dentrix-ascend` has no such option; it has: email, "));
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let text = r#"
name = "Staff"
target = "t"
title = "t"
version = "1.0.0"
sources = []
file = { newline = "lf", byte-order-mark = false }
batch = { several-locations = false }

[[column]]
id = "a"
header = "Name"
type = "npi"
required-when = { column = "b", is = "YES" }
attribute = "nickname"
hint = "h"
example = "1234567890"

[[column]]
id = "a"
header = "NAME"
type = "email"
required-when = { column = "a", is = "YES" }
attribute = "userName"
hint = "h"
example = "a@example.com"
"#;
        let error = Schema::parse("schema.toml", text, &Answers::new()).unwrap_err();
        assert_snapshot!(faults(&error), @"
        8..15 an id is made of lower-case letters, digits and single hyphens
        238..241 no column has this id
        268..278 neither RFC 7643 nor an extension has this attribute; what is the target's own is `urn:rosterkit:params:scim:schemas:extension:<schema>:1.0:User:<name>`
        300..312 the example is not of the column's type: its check digit is wrong, so at least one digit was mistyped
        330..333 another column has this id
        343..349 another header or alias reads the same
        392..395 only a column whose type is a choice can decide
        ");
    }

    #[test]
    fn only_columns_that_have_something_to_agree_on_can_be_told_to() {
        let text = include_str!("../../../templates/dentrix-ascend/schema.toml");
        let fault = |from: &str, to: &str| {
            let wrong = text.replacen(from, to, 1);
            assert_ne!(text, wrong);
            let error = Schema::parse("schema.toml", &wrong, &Answers::new()).unwrap_err();
            error.faults()[0].message.clone()
        };
        let schema = pack(&[]);
        let column = |header| schema.column_named(header).unwrap();
        assert_eq!(schema.column(column("ZIP")).agrees_with, Some(column("State")));
        assert_eq!(
            fault("\"state\"\nrequired", "\"status\"\nrequired"),
            "no column has this id"
        );
        assert_eq!(
            fault("agrees-with = \"state\"", "agrees-with = \"last-name\""),
            "only a `zip` can agree with a `us-state`, and a `dea` with a `person-name`"
        );
    }

    #[test]
    fn a_tax_number_is_sensitive_whatever_the_schema_says() {
        let text =
            include_str!("../../../templates/dentrix-ascend/schema.toml").replace("sensitive = true\n", "");
        let schema = Schema::parse("schema.toml", &text, &Answers::new()).unwrap();
        let sensitive = |header| schema.column(schema.column_named(header).unwrap()).sensitive;
        assert!(sensitive("TIN"));
        assert!(!sensitive("NPI"));
    }

    #[test]
    fn a_key_that_does_not_exist_is_a_fault_at_its_place() {
        let error =
            Schema::parse("schema.toml", "name = \"x\"\ncolour = \"red\"\n", &Answers::new()).unwrap_err();
        assert_snapshot!(faults(&error), @"11..17 unknown field `colour`, expected one of `name`, `target`, `title`, `version`, `sources`, `file`, `batch`, `column`, `task`, `option`");
    }
}
