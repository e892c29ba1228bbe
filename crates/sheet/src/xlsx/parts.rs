//! Which part of the archive holds a sheet, found in the way in which calamine finds it.

use std::collections::HashMap;
use std::io::{BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::ReadError;

use super::scan;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The parts that are read: the workbook's own, where it has one, and those of its sheets.
pub(super) fn of_workbook(archive: &mut Archive<'_>) -> Vec<String> {
    let own = of_relation(archive, "/relationships/officeDocument");
    let Some(own) = own else {
        return Vec::new();
    };
    // A workbook whose parts are missing is refused when it is read.
    let mut parts = of_sheets(archive).unwrap_or_default();
    parts.push(own);
    parts
}

/// The parts of the sheets, in the order in which the workbook lists them.
pub(super) fn of_sheets(archive: &mut Archive<'_>) -> Result<Vec<String>, ReadError> {
    let workbook = related(archive, "/relationships/officeDocument")?;
    let (folder, name) = workbook
        .rsplit_once('/')
        .map_or(("", &*workbook), |(folder, name)| {
            (&workbook[..=folder.len()], name)
        });
    let folder = folder.strip_prefix('/').unwrap_or(folder);
    let mut targets = HashMap::new();
    start_tags(archive, &format!("{folder}_rels/{name}.rels"), |element| {
        if element.local_name().as_ref() == "Relationship" {
            let id: String = scan::all(element, "Id").collect();
            targets.insert(id, scan::all(element, "Target").collect::<String>());
        }
    })?;
    let mut parts = Vec::new();
    start_tags(archive, &format!("{folder}{name}"), |element| {
        if element.local_name().as_ref() == "sheet" {
            let target = scan::with_local_name(element, "id")
                .filter_map(|id| targets.get(id))
                .next_back();
            let target = target.map_or("", String::as_str);
            parts.push(match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{target}"),
            });
        }
    })?;
    Ok(parts)
}

/// The part to which the package has a relation of this kind.
pub(super) fn of_relation(archive: &mut Archive<'_>, kind: &str) -> Option<String> {
    let part = related(archive, kind).ok().filter(|part| !part.is_empty())?;
    Some(part.strip_prefix('/').unwrap_or(&part).to_owned())
}

/// The target of the last relation of this kind; no text when there is none.
fn related(archive: &mut Archive<'_>, kind: &str) -> Result<String, ReadError> {
    let mut target = String::new();
    start_tags(archive, "_rels/.rels", |element| {
        let is_meant = |value: &str| value.ends_with(kind);
        if element.local_name().as_ref() == "Relationship" && scan::all(element, "Type").any(is_meant) {
            target = scan::all(element, "Target").collect();
        }
    })?;
    Ok(target)
}

/// Hands out what is in a part, whose name may be written in other letters.
pub(super) fn events(
    archive: &mut Archive<'_>,
    name: &str,
    each: impl FnMut(Event<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let key = |name: &str| name.replace('\\', "/").to_ascii_lowercase();
    let wanted = key(name);
    let names = archive.file_names().filter_map(Result::ok);
    let found = names
        .map(std::borrow::Cow::into_owned)
        .find(|name| key(name) == wanted);
    let part = found.and_then(|name| archive.by_name(&name).ok());
    let Some(part) = part else {
        return Err(ReadError::Workbook {
            reason: "one of its sheets is missing".to_owned(),
        });
    };
    scan::events(&mut BufReader::new(part), each)
}

fn start_tags(
    archive: &mut Archive<'_>,
    name: &str,
    mut each: impl FnMut(&BytesStart<'_>),
) -> Result<(), ReadError> {
    events(archive, name, |event| {
        if let Event::Start(element) = event {
            each(&element);
        }
        Ok(())
    })
}
