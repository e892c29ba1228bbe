//! Tests of what `roster.toml` resolves to, and of what is said of its faults.

use std::path::Path;

use insta::assert_snapshot;
use rosterkit_schema::Timeout;

use crate::{MemoryFiles, Pack, Project, ProjectError, StoreUrl};

const PACK: Pack<'_> = Pack {
    name: "dentrix-ascend",
    schema: include_bytes!("../../../../templates/dentrix-ascend/schema.compiled"),
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
    let row =
        |role, locations| project.batch_of_row(Path::new("group/everybody.csv"), &given, (role, locations));
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
    assert_snapshot!(faults("shema = \"dentrix-ascend\"\n"), @r#""shema": unknown field `shema`, expected one of `schema`, `store`, `options`, `role`, `location`, `batch`, `rules`, `override`, `suppress`"#);
}

#[test]
fn rules_have_other_levels_in_some_files() {
    let text = format!(
        r#"{GROUP}
[[override]]
files = "archive/*"
rules = {{ invalid-phone = {{ level = "note", reason = "old lists" }} }}
[[override]]
files = "archive/**"
rules = {{ invalid-phone = {{ level = "off", reason = "x" }}, formula-cell = {{ level = "off", reason = "x" }} }}
"#
    );
    let project = load(&text).unwrap();
    let levels = |path: &str| project.levels_in(Path::new(path)).0;
    assert_eq!(levels("group/dentist--lehi.csv"), [].into());
    let note = Some(rosterkit_lint::Level::Note);
    assert_eq!(
        levels("group/archive/a.csv.rejected.csv"),
        [("invalid-phone", note), ("formula-cell", None)].into(),
        "the first that names a rule holds"
    );
    assert_eq!(levels("group/archive/2020/a.csv")["invalid-phone"], None);
}

#[test]
fn a_suppression_names_a_rule_and_a_person() {
    let text = format!(
        r#"{GROUP}
[[suppress]]
rule = "dea-check-digit"
person = "achen"
reason = "DEA confirmed the number by phone"
until = 2027-06-30
[[suppress]]
rule = "phone-fictional"
npi = "1234567893"
reason = "x"
"#
    );
    let project = load(&text).unwrap();
    let [dea, phone] = &project.settings().suppressions[..] else {
        panic!("two suppressions")
    };
    assert_eq!(dea.rule.name, "dea-check-digit");
    assert_eq!(
        dea.until.map(|day| day.to_string()),
        Some("2027-06-30".to_owned())
    );
    assert_eq!((dea.at.line, dea.at.col, dea.at.end_col), (7, 8, 25));
    assert_eq!(phone.whose, rosterkit_lint::Whose::Npi("1234567893".to_owned()));
}

#[test]
fn every_fault_of_overrides_and_suppressions_is_told() {
    let text = format!(
        r#"{GROUP}
[[override]]
files = "[x"
rules = {{ invalid-fone = {{ level = "off", reason = "" }} }}
[[override]]
files = "x"
rules = {{}}
[[suppress]]
rule = "missing-value"
person = "achen"
reason = "x"
[[suppress]]
rule = "dea-chek-digit"
person = "achen"
npi = "1234567893"
reason = " "
until = 2027-06-30T10:00:00Z
[[suppress]]
rule = "missing-column"
reason = "x"
"#
    );
    assert_snapshot!(faults(&text), @r#"
    "\"[x\"": this pattern cannot be read: unclosed character class; missing ']'
    "invalid-fone": there is no rule of this name; did you mean `invalid-phone`?
    "\"\"": say why, for whoever reads this next
    "\"x\"": no rule is named for these files
    "\"missing-value\"": an error of this rule cannot be waived: keys, required cells and what cannot be read must be right
    "\"dea-chek-digit\"": there is no rule of this name; did you mean `dea-check-digit`?
    "\"1234567893\"": `person` names the person already: one of the two
    "\" \"": say why, for whoever reads this next
    "2027-06-30T10:00:00Z": the last day is a date, such as 2027-06-30
    "\"missing-column\"": say for whom: `person = "<username>"` or `npi = "<number>"`
    "\"missing-column\"": an error of this rule cannot be waived: keys, required cells and what cannot be read must be right
    "#);
}
