//! The gate: what a workbook must be like before calamine sees a byte of it.
//!
//! calamine reserves whatever memory a file claims to need, does not compare checksums, and counts on references
//! to be small numbers. Here every part is read to its end, so that its checksum is compared, and on the way its
//! claims are held against what is there.

use std::collections::HashSet;
use std::io::{self, BufReader, Cursor, Read};

use memchr::memmem;
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::ReadError;

use super::parts;
use super::scan::{self, Contents};

const FILE_BYTES: usize = 64 << 20;
const PART_BYTES: u64 = 256 << 20;
const ALL_PARTS_BYTES: u64 = 512 << 20;
const PARTS: usize = 1_000;

/// Lets a workbook through, or says why not.
pub(super) fn pass(bytes: &[u8]) -> Result<Contents, ReadError> {
    if bytes.len() > FILE_BYTES {
        return Err(ReadError::TooLarge {
            reason: "a workbook may have 64 MiB".to_owned(),
        });
    }
    // Asked before the list of parts is read into memory: each entry of it begins so.
    if memmem::find_iter(bytes, b"PK\x01\x02").nth(PARTS).is_some() {
        return Err(too_many_parts());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    if archive.len() > PARTS {
        return Err(too_many_parts());
    }
    check_names(&archive)?;
    check_parts(&mut archive)?;
    archive
        .validate_header_consistency()
        .map_err(|error| refusal(&error))?;
    let mut contents = Contents::default();
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| refusal(&error))?;
        let declared = part.size();
        let is_xml = part.name().is_ok_and(|name| has_xml(&name));
        let mut part = BufReader::new(part.take(declared + 1));
        if is_xml {
            scan::part(&mut part, &mut contents)?;
        }
        io::copy(&mut part, &mut io::sink()).map_err(|_| damaged())?;
        if part.get_ref().limit() != 1 {
            return Err(damaged());
        }
    }
    // calamine reads whatever the workbook calls a sheet.
    if parts::of_workbook(&mut archive).iter().any(|name| !has_xml(name)) {
        return Err(refused("one of its sheets is no XML"));
    }
    Ok(contents)
}

/// Whether a part of this name holds XML, and no picture or other file.
fn has_xml(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ending.eq_ignore_ascii_case("xml") || ending.eq_ignore_ascii_case("rels")
}

/// Names are unique, stay inside the archive, and are those of a workbook.
fn check_names(archive: &ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadError> {
    let mut names = HashSet::new();
    for name in archive.file_names() {
        let name = name
            .map_err(|error| refusal(&error))?
            .replace('\\', "/")
            .to_ascii_lowercase();
        if name.starts_with('/') || name.contains(':') || name.split('/').any(|step| step == "..") {
            return Err(refused("the name of one of its parts points outside the file"));
        }
        if !names.insert(name) {
            return Err(refused("two of its parts have the same name"));
        }
    }
    let has = |name: &str| names.contains(name);
    if has("xl/workbook.bin") {
        return Err(refused("it is a binary workbook (.xlsb)"));
    }
    if has("[content_types].xml") {
        return Ok(());
    }
    Err(if has("mimetype") && has("content.xml") {
        ReadError::OpenDocument
    } else {
        ReadError::NotAWorkbook
    })
}

/// No part is encrypted, packed in an unusual way, or larger than a workbook's can be.
fn check_parts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), ReadError> {
    let mut all = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|error| refusal(&error))?;
        if part.encrypted() {
            return Err(ReadError::EncryptedWorkbook);
        }
        if !matches!(
            part.compression(),
            CompressionMethod::Stored | CompressionMethod::Deflated
        ) {
            return Err(refused("it is packed in a way that Excel does not use"));
        }
        all = all.saturating_add(part.size());
        if part.size() > PART_BYTES || all > ALL_PARTS_BYTES {
            return Err(ReadError::TooLarge {
                reason: "unpacked, a workbook may have 512 MiB".to_owned(),
            });
        }
    }
    Ok(())
}

fn too_many_parts() -> ReadError {
    ReadError::TooLarge {
        reason: "a workbook may have 1,000 parts".to_owned(),
    }
}

fn refused(reason: &str) -> ReadError {
    ReadError::Workbook {
        reason: reason.to_owned(),
    }
}

fn damaged() -> ReadError {
    refused("part of it is damaged or cut off")
}

fn refusal(error: &ZipError) -> ReadError {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            ReadError::EncryptedWorkbook
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            refused("it is packed in a way that Excel does not use")
        }
        _ => damaged(),
    }
}
