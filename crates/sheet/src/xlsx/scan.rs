//! The claims that calamine takes on trust, read in every part with the same reader and settings that calamine uses.

use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::ReadError;

use super::mask::Mask;
use super::{AREA, COLUMNS, ROWS};

/// Excel holds formulas of 8,192 characters; this is for those who write more.
const FORMULA_BYTES: usize = 64 << 10;

/// Excel holds 65,490 cell formats, each in two lists. calamine copies the texts of a format for each cell format.
const CELL_FORMATS: usize = 1 << 17;
const FORMAT_TEXT_BYTES: usize = 1 << 10;

/// Each merged area is kept. Nobody merges so many cells of a roster by hand.
const MERGED_AREAS: usize = 1 << 16;

/// Each name of an area is kept.
const NAMES: usize = 1 << 16;

/// A shared string costs 24 bytes before it is read, so a claim may exceed what is there by a little only.
const STRINGS_TOO_MANY: u64 = 1 << 16;

/// An XML reader holds a text, tag or comment in memory whole. Excel's longest text has 32,767 characters.
const LONGEST_EVENT: usize = 4 << 20;

/// What is in the parts of a workbook: what is nowhere need not be looked for a second time.
#[derive(Default)]
pub(super) struct Contents {
    /// Whether any sheet has a formula.
    pub(super) has_formulas: bool,
    /// Whether any sheet has a hidden row or column or a merged cell.
    pub(super) has_shape: bool,
    /// Whether any number format pads numbers with zeros.
    pub(super) has_masks: bool,
    /// Whether somebody gave the workbook a property of its own.
    pub(super) has_properties: bool,
}

/// What has been counted in one part.
#[derive(Default)]
struct Counts {
    declared_strings: u64,
    strings: u64,
    cell_formats: usize,
    merged_areas: usize,
    columns: u32,
    names: usize,
    formula_bytes: Option<usize>,
    is_in_row: bool,
    /// The last row, and the last cell of it, or nothing. One-based.
    row: u32,
    column: u32,
    /// The last cell that holds something, and how many cells there are up to it, gaps counted.
    filled: (u32, u32),
    area: u64,
}

impl Counts {
    /// Goes on to a row, or stays in it.
    fn begin_row(&mut self, row: u32) -> Result<(), ReadError> {
        if row < self.row {
            return Err(refused("its rows are not in order"));
        }
        if row > self.row {
            (self.row, self.column) = (row, 0);
        }
        Ok(())
    }

    /// The cell holds something.
    fn fill(&mut self) -> Result<(), ReadError> {
        let cell = (self.row, self.column);
        if cell != self.filled {
            let before = if self.filled.0 == self.row {
                self.filled.1
            } else {
                0
            };
            self.area += u64::from(self.column - before);
            self.filled = cell;
        }
        if self.area > AREA {
            return Err(ReadError::TooLarge {
                reason: "its rows are too wide".to_owned(),
            });
        }
        Ok(())
    }
}

/// Reads one part as far as it is XML. What cannot be read here, calamine cannot read either.
pub(super) fn part(xml: &mut impl BufRead, contents: &mut Contents) -> Result<(), ReadError> {
    let mut counts = Counts::default();
    events(xml, |event| {
        match event {
            Event::Start(element) => start(&element, &mut counts, contents)?,
            Event::End(element) => match element.local_name().as_ref() {
                "f" => counts.formula_bytes = None,
                "row" => counts.is_in_row = false,
                _ => {}
            },
            Event::Text(text) => {
                if let Some(bytes) = &mut counts.formula_bytes {
                    *bytes += text.len();
                    if *bytes > FORMULA_BYTES {
                        return Err(refused("one of its formulas is too long"));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    if counts.declared_strings > counts.strings + STRINGS_TOO_MANY {
        return Err(refused("it claims to hold more texts than it does"));
    }
    Ok(())
}

/// Hands out the pieces of a part one after another, as far as it is XML, an empty element as its two tags.
pub(super) fn events(
    xml: &mut impl BufRead,
    mut each: impl FnMut(Event<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(Paced { inner: xml, since: 0 });
    let config = reader.config_mut();
    config.check_end_names = false;
    config.trim_text(false);
    config.check_comments = false;
    config.expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().since = 0;
        match reader.read_event_into(&mut buffer) {
            Err(_) if reader.get_ref().is_too_long() => return Err(refused("one of its texts is too long")),
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(event) => each(event)?,
        }
    }
}

/// The values of every attribute of this name; a sound element has one at most.
pub(super) fn all<'a>(element: &'a BytesStart<'_>, wanted: &'static str) -> impl Iterator<Item = &'a str> {
    let attributes = Attributes {
        raw: element.attributes_raw(),
    };
    attributes
        .filter(move |&(key, _)| key == wanted)
        .map(|(_, value)| value)
}

/// The values of every attribute of this name in whatever namespace: `id` is also `r:id`.
pub(super) fn with_local_name<'a>(
    element: &'a BytesStart<'_>,
    wanted: &'static str,
) -> impl DoubleEndedIterator<Item = &'a str> {
    let attributes = Attributes {
        raw: element.attributes_raw(),
    };
    let values: Vec<&str> = attributes
        .filter(|(key, _)| key.rsplit(':').next() == Some(wanted))
        .map(|(_, value)| value)
        .collect();
    values.into_iter()
}

/// Whether an attribute says yes.
pub(super) fn is_set(element: &BytesStart<'_>, wanted: &'static str) -> bool {
    all(element, wanted).any(|value| matches!(value, "1" | "true"))
}

/// Whether a row or a column is not shown: hidden, or without any height or width.
pub(super) fn is_hidden(element: &BytesStart<'_>) -> bool {
    let size = if element.local_name().as_ref() == "row" {
        "ht"
    } else {
        "width"
    };
    let is_nothing = |value: &str| value.trim_ascii().parse::<f64>().is_ok_and(|size| size == 0.0);
    is_set(element, "hidden") || all(element, size).any(is_nothing)
}

fn start(element: &BytesStart<'_>, counts: &mut Counts, contents: &mut Contents) -> Result<(), ReadError> {
    let attributes = || Attributes {
        raw: element.attributes_raw(),
    };
    let all = |wanted| all(element, wanted);
    match element.local_name().as_ref() {
        // What there is most of comes first.
        "c" => {
            let mut at = (counts.row, counts.column + 1);
            for cell in all("r") {
                at = place(cell).ok_or_else(|| refused("it has a cell outside the sheet"))?;
            }
            // Cells elsewhere, as in the order of calculation, are in no order.
            if counts.is_in_row {
                counts.begin_row(at.0)?;
                if at.1 <= counts.column {
                    return Err(refused("the cells of a row are not in order"));
                }
                counts.column = at.1;
            }
        }
        "v" | "is" if counts.is_in_row => counts.fill()?,
        "sst" => {
            for count in all("uniqueCount") {
                counts.declared_strings = counts.declared_strings.max(claim(count));
            }
        }
        "si" => counts.strings += 1,
        "property" => contents.has_properties = true,
        "row" if all("r").any(|row| !is_row(row)) => return Err(refused("it has a row outside the sheet")),
        "row" => {
            contents.has_shape |= is_hidden(element);
            counts.is_in_row = true;
            let row = all("r").filter_map(|row| row.parse().ok()).last();
            counts.begin_row(row.unwrap_or(counts.row + 1))?;
        }
        "col" => {
            contents.has_shape |= is_hidden(element);
            counts.columns += 1;
            // Each stands for one column or more.
            if counts.columns > COLUMNS {
                return Err(refused("it has more columns than a sheet can have"));
            }
        }
        "definedName" => {
            counts.names += 1;
            if counts.names > NAMES {
                return Err(refused("it has more names than a roster can have"));
            }
        }
        "mergeCell" => {
            contents.has_shape = true;
            counts.merged_areas += 1;
            if counts.merged_areas > MERGED_AREAS {
                return Err(refused("it has more merged cells than a roster can have"));
            }
            if all("ref").any(|area| !is_area(area)) {
                return Err(refused("cells outside the sheet are merged"));
            }
        }
        "dimension" if all("ref").any(|area| !is_area(area)) => {
            return Err(refused("its size is no area of a sheet"));
        }
        "f" => {
            contents.has_formulas = true;
            counts.formula_bytes = Some(0);
            counts.fill()?;
            if all("ref").any(|area| !is_area(area)) || all("si").any(|index| claim(index) > u64::from(ROWS))
            {
                return Err(refused(
                    "one of its formulas is shared with cells outside the sheet",
                ));
            }
        }
        "xf" => {
            counts.cell_formats += 1;
            if counts.cell_formats > CELL_FORMATS {
                return Err(refused("it has more cell formats than Excel can hold"));
            }
        }
        "numFmt" if all("formatCode").any(|code| Mask::of(code).is_some()) => contents.has_masks = true,
        "numFmt" | "name" if attributes().any(|(_, value)| value.len() > FORMAT_TEXT_BYTES) => {
            return Err(refused("one of its cell formats is too long"));
        }
        _ => {}
    }
    Ok(())
}

/// The number that an attribute claims; the largest there is when it does not fit, and 0 when it is none.
fn claim(value: &str) -> u64 {
    let digits = value.trim_ascii().trim_start_matches('+');
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().unwrap_or(u64::MAX)
    } else {
        0
    }
}

/// Row and column (one-based) of a reference like `G3` inside a sheet.
pub(super) fn place(reference: &str) -> Option<(u32, u32)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = reference.split_at(letters);
    if !(1..=3).contains(&letters.len()) || !is_row(digits) {
        return None;
    }
    let digit = |byte: u8| u32::from(byte.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |column, byte| column * 26 + digit(byte));
    (column <= COLUMNS).then_some((digits.parse().ok()?, column))
}

fn is_row(digits: &str) -> bool {
    let plain = (1..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain && digits.parse().is_ok_and(|row: u32| (1..=ROWS).contains(&row))
}

/// First and last row and column (one-based) of a cell, or of two of which the second is not above or left of the first.
pub(super) fn area(area: &str) -> Option<((u32, u32), (u32, u32))> {
    let (first, last) = area.split_once(':').unwrap_or((area, area));
    let (first, last) = (place(first)?, place(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first, last))
}

fn is_area(text: &str) -> bool {
    area(text).is_some()
}

fn refused(reason: &str) -> ReadError {
    ReadError::Workbook {
        reason: reason.to_owned(),
    }
}

/// A reader that fails when a single piece of XML becomes too long to be held.
struct Paced<R> {
    inner: R,
    /// How many bytes have been read since this was last set to 0.
    since: usize,
}

impl<R> Paced<R> {
    fn is_too_long(&self) -> bool {
        self.since > LONGEST_EVENT
    }
}

impl<R: BufRead> Read for Paced<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.read(buffer)?;
        self.consume(len);
        Ok(len)
    }
}

impl<R: BufRead> BufRead for Paced<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_too_long() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, len: usize) {
        self.since += len;
        self.inner.consume(len);
    }
}

/// The attributes of an element in the way calamine takes them apart: a key is all before `=`, a value is in quotation
/// marks and not unescaped. What is malformed ends them, here as there.
struct Attributes<'a> {
    raw: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        let (key, rest) = split_at_byte(self.raw, b'=')?;
        let rest = rest.trim_ascii_start();
        let quote = *rest
            .as_bytes()
            .first()
            .filter(|quote| matches!(quote, b'"' | b'\''))?;
        let (value, rest) = split_at_byte(&rest[1..], quote).unwrap_or((&rest[1..], ""));
        self.raw = rest;
        Some((key.trim_ascii(), value))
    }
}

/// What stands before and after the first of a byte of ASCII. Texts are short, which a search made for long ones is slow at.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|found| found == byte)?;
    Some((&text[..at], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_inside_a_sheet() {
        assert_eq!(place("A1"), Some((1, 1)));
        assert_eq!(place("xfd1048576"), Some((1_048_576, 16_384)));
        for outside in [
            "XFE1",
            "A1048577",
            "A0",
            "ZZZZZZZZZZ1",
            "A4294967296",
            "A",
            "1",
            "",
            "A-1",
            "A1B",
            "$A$1",
        ] {
            assert_eq!(place(outside), None, "{outside}");
        }
        assert!(is_area("A1") && is_area("A1:C9"));
        assert!(!is_area("C9:A1") && !is_area("A1:B2:C3") && !is_area(""));
    }

    #[test]
    fn attributes_are_told_apart() {
        let raw = " r=\"A1\" s = '2' t=\"s\"";
        assert_eq!(
            Attributes { raw }.collect::<Vec<_>>(),
            [("r", "A1"), ("s", "2"), ("t", "s")]
        );
        assert_eq!(Attributes { raw: " r=A1 s=\"1\"" }.count(), 0);
    }
}
