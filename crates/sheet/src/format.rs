//! What kind of file the bytes are, told by the bytes and never by the name.

use memchr::memmem;

use crate::ReadError;
use crate::encoding::{BYTE_ORDER_MARK, Survey};

/// How much of a file is looked at to tell what it is.
const SAMPLE: usize = 8 * 1024;

/// What may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text, or something else that only its decoded text tells: see [`check_text`].
    Text,
    /// A ZIP archive, which a workbook is.
    Zip,
}

/// Tells a workbook from text, and both from workbooks that may not be read.
pub(crate) fn detect(bytes: &[u8]) -> Result<Format, ReadError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Ok(Format::Zip),
        // The compound file of Excel 97-2003, in which an encrypted .xlsx is wrapped too.
        [0xD0, 0xCF, 0x11, 0xE0, ..] => {
            let encrypted = memmem::find(bytes, &utf16("EncryptedPackage")).is_some();
            Err(if encrypted {
                ReadError::EncryptedWorkbook
            } else {
                ReadError::OldExcel
            })
        }
        // Excel 2 to 4, from before compound files.
        [0x09, 0x00 | 0x02 | 0x04, 0x04 | 0x06, 0x00, ..] => Err(ReadError::OldExcel),
        _ => Ok(Format::Text),
    }
}

/// Refuses text that is no table, and bytes that are no text. The text is in UTF-8, as far as it is text.
pub(crate) fn check_text(text: &[u8], survey: Survey) -> Result<(), ReadError> {
    let whole = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let text = &whole[..whole.len().min(SAMPLE)];
    if survey.has_nul {
        return Err(ReadError::Binary);
    }
    if text.starts_with(b"%PDF-") || is_full_of_controls(text) {
        return Err(ReadError::Binary);
    }
    let head = text.trim_ascii_start();
    let begins_with = |tag: &[u8]| {
        head.get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if [&b"<!doctype html"[..], b"<html", b"<table"]
        .into_iter()
        .any(begins_with)
    {
        return Err(ReadError::Html);
    }
    if begins_with(b"<?xml") {
        let html = memmem::find(&head.to_ascii_lowercase(), b"<html").is_some();
        return Err(if html {
            ReadError::Html
        } else {
            ReadError::OldExcel
        });
    }
    if whole.iter().all(|byte| matches!(byte, b'\n' | b'\r')) {
        return Err(ReadError::Empty);
    }
    Ok(())
}

/// Refuses text that is named as a workbook: Excel does not open it, or only with a warning.
pub(crate) fn check_name(name: &str) -> Result<(), ReadError> {
    let name = name.to_ascii_lowercase();
    let is_workbook = [".xlsx", ".xlsm", ".xls", ".ods"]
        .iter()
        .any(|ending| name.ends_with(ending));
    if is_workbook {
        Err(ReadError::TextNamedWorkbook)
    } else {
        Ok(())
    }
}

/// Refuses text in which an offset would not fit 32 bits.
pub(crate) fn check_len(text: &[u8]) -> Result<(), ReadError> {
    match u32::try_from(text.len()) {
        Ok(_) => Ok(()),
        Err(_) => Err(ReadError::TooLarge {
            reason: "its text is larger than 4 GiB".to_owned(),
        }),
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Whether there are more control characters that no spreadsheet writes than a few slips: over one byte in 32.
fn is_full_of_controls(text: &[u8]) -> bool {
    let is_strange = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    // In small parts a byte holds the count, so that many bytes are counted at a time.
    let parts = text
        .chunks(128)
        .map(|part| part.iter().map(|byte| u8::from(is_strange(byte))).sum::<u8>());
    let controls: usize = parts.map(usize::from).sum();
    controls > 3 + text.len() / 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_kinds_of_files_are_named() {
        let refused = |bytes: &[u8]| {
            detect(bytes)
                .and_then(|_| check_text(bytes, Survey::of(bytes, 1)))
                .unwrap_err()
        };
        assert_eq!(refused(b""), ReadError::Empty);
        assert_eq!(refused(b"\xEF\xBB\xBF\r\n\r\n"), ReadError::Empty);
        assert_eq!(
            refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook"),
            ReadError::OldExcel
        );
        let wrapped = [b"\xD0\xCF\x11\xE0".as_slice(), &utf16("EncryptedPackage")].concat();
        assert_eq!(refused(&wrapped), ReadError::EncryptedWorkbook);
        assert_eq!(refused(b"\x09\x02\x06\x00\x00\x00"), ReadError::OldExcel);
        assert_eq!(
            refused(b"\r\n<!DOCTYPE HTML><title>Log in</title>"),
            ReadError::Html
        );
        assert_eq!(
            refused(b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"),
            ReadError::OldExcel
        );
        assert_eq!(refused(b"%PDF-1.7\n"), ReadError::Binary);
        assert_eq!(refused(b"Name\nAna\0\n"), ReadError::Binary);
        assert_eq!(refused(b"\x1F\x8B\x08\x01\x02\x03\x04\x05"), ReadError::Binary);
    }

    #[test]
    fn text_is_not_named_as_a_workbook() {
        for name in ["staff.XLSX", "a/staff.xls", "staff.csv.ods"] {
            assert_eq!(check_name(name), Err(ReadError::TextNamedWorkbook));
        }
        for name in ["staff.csv", "staff.txt", "/dev/stdin", "xlsx"] {
            assert_eq!(check_name(name), Ok(()));
        }
    }

    #[test]
    fn a_lone_control_character_is_no_reason_to_refuse() {
        let text = b"Name\nAna\x1B\n";
        let survey = Survey::of(text, 1);
        assert_eq!(
            (detect(text), check_text(text, survey)),
            (Ok(Format::Text), Ok(()))
        );
        assert_eq!(detect(b"PK\x03\x04"), Ok(Format::Zip));
    }
}
