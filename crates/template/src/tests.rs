//! Two schemas, and a way to look into a workbook: the real target's, and one that shares nothing with it.

mod conversion;
mod csv_file;
mod hints;
mod marks;
mod parts;
mod programs;
mod users;

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, Xlsx};
use rosterkit_schema::{Answers, Batch, Location, Organization, Role, Schema};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{Form, workbook};

const ASCEND: &str = include_str!("../../../templates/dentrix-ascend/schema.toml");

/// A target that has next to nothing in common with the first.
const CHOIR: &str = r#"
name = "choir"
target = "Der Chor"
title = "Der Chor: Sänger anlegen"
version = "1.0.0"
sources = ["invented for this test"]
file = { newline = "lf", byte-order-mark = true }

[batch]
several-locations = true
provider = { column = "sings", provider = "solo, \"con fuoco\"", other = "tutti" }

[[column]]
id = "surname"
header = "Full Family Name, as on the [Legal] Document"
type = { text = {} }
presence = "recommended"
attribute = "name.familyName"
hint = "Ωmega & <Söhne>"
example = "Ærøskøbing"

[[column]]
id = "sings"
header = "Stimme 🎶"
type = { choice = { values = ["solo, \"con fuoco\"", "tutti"] } }
attribute = "userType"
hint = "One of the two"
example = "tutti"

[[column]]
id = "solo-piece"
header = "Stück"
type = { text = {} }
required-when = { column = "sings", is = "solo, \"con fuoco\"" }
attribute = "title"
quoted = true
hint = "What is sung alone"
example = "Der Leiermann"

[[column]]
id = "robe"
header = "Robe"
type = { choice = { values = [LONG] } }
blank-when = { column = "sings", is = "solo, \"con fuoco\"" }
attribute = "preferredLanguage"
hint = "LONG_HINT"
example = "robe 1, with a name that is as long as a name of a robe can reasonably be"
"#;

fn ascend() -> Schema {
    Schema::parse("schema.toml", ASCEND, &Answers::new()).unwrap()
}

fn choir() -> Schema {
    let robe = |number| {
        format!("\"robe {number}, with a name that is as long as a name of a robe can reasonably be\"")
    };
    let robes: Vec<String> = (1..=40).map(robe).collect();
    let text = CHOIR
        .replace("LONG_HINT", &"a long hint ".repeat(80))
        .replace("LONG", &robes.join(", "));
    Schema::parse("schema.toml", &text, &Answers::new()).unwrap()
}

fn organization() -> Organization {
    let role = |id: &str, name: &str, provider| Role {
        id: id.to_owned(),
        name: name.to_owned(),
        provider,
    };
    let location = |id: &str, name: &str| Location {
        id: id.to_owned(),
        name: name.to_owned(),
    };
    Organization {
        roles: vec![
            role("dentist", "Provider", true),
            role("desk", "Receptionist", false),
        ],
        locations: vec![location("lehi", "Lehi"), location("orem", "Orem & Vineyard")],
    }
}

fn batch(assignments: &[(&str, &str)], provider: Option<bool>) -> Batch {
    let assignments = assignments
        .iter()
        .map(|(location, role)| ((*location).to_owned(), (*role).to_owned()));
    Batch {
        assignments: assignments.collect(),
        provider,
        ..Batch::default()
    }
}

fn row(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The bytes of a workbook for such a batch.
fn bytes(schema: &Schema, batch: &Batch, rows: &[Vec<String>]) -> Vec<u8> {
    workbook(
        &Form {
            schema,
            organization: &organization(),
            batch,
        },
        rows,
    )
    .unwrap()
}

/// The cells of a sheet from its first row and column on, as text; a cell that is no text fails the test.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let text = |data: &Data| match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        // What is computed may be a number.
        Data::Float(number) if sheet == "Hints" => number.to_string(),
        other => panic!("not a text: {other:?}"),
    };
    workbook
        .worksheet_range(sheet)
        .unwrap()
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

/// A part of the package as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The workbook with no value beside any formula of this part.
fn without_values(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let part_name = part.name().unwrap().into_owned();
        let mut contents = Vec::new();
        part.read_to_end(&mut contents).unwrap();
        if part_name == name {
            let text = String::from_utf8(contents).unwrap();
            let (head, cells) = text.split_once("</f>").unwrap();
            let bare = cells.split("</f>").map(|rest| match rest.split_once("</v>") {
                Some((value, rest)) if value.starts_with("<v>") => rest,
                _ => rest,
            });
            contents = [head]
                .into_iter()
                .chain(bare)
                .collect::<Vec<_>>()
                .join("</f>")
                .into_bytes();
        }
        writer
            .start_file(part_name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&contents).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What stands between every `start` and the next `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.split_once(end))
        .map(|(inside, _)| inside)
        .collect()
}

#[test]
fn a_file_is_named_after_its_roles_and_locations() {
    let (schema, organization) = (ascend(), organization());
    let stem = |assignments: &[(&str, &str)]| {
        let batch = batch(assignments, None);
        Form {
            schema: &schema,
            organization: &organization,
            batch: &batch,
        }
        .file_stem()
    };
    assert_eq!(stem(&[]), "dentrix-ascend");
    assert_eq!(stem(&[("lehi", "dentist")]), "dentist--lehi");
    assert_eq!(
        stem(&[("orem", "dentist"), ("lehi", "dentist")]),
        "dentist--lehi+orem"
    );
    assert_eq!(
        stem(&[("lehi", "dentist"), ("orem", "desk"), ("provo", "dentist")]),
        "dentist--lehi+provo+desk--orem"
    );
}
