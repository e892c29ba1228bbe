//! The properties that somebody gave a workbook: named texts, which Excel shows under File, Info, Properties.

use std::io::Cursor;

use quick_xml::escape::unescape;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{parts, scan};

/// Nobody gives a workbook more, and a text is cut by Excel at 255 characters.
const PROPERTIES: usize = 1_024;
const TEXT_BYTES: usize = 1_024;

/// The texts of the custom properties by name, in the order of the file. Those that are no texts, or too long, are left out,
/// and a part that is damaged ends them: a workbook can be read without.
///
/// Form: ECMA-376 part 1, 22.3 (custom properties) and 22.4 (variant types).
pub(super) fn of(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Vec::new();
    };
    let Some(part) = parts::of_relation(&mut archive, "/relationships/custom-properties") else {
        return Vec::new();
    };
    let mut properties = Vec::new();
    let mut name = None;
    let mut text: Option<String> = None;
    let _ = parts::events(&mut archive, &part, |event| {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "property" => name = scan::all(&element, "name").find_map(unescaped),
                "lpwstr" | "lpstr" => text = Some(String::new()),
                _ => {}
            },
            Event::Text(piece) => push(&mut text, &piece),
            Event::GeneralRef(reference) => {
                if let Some(piece) = unescaped(&format!("&{};", &*reference)) {
                    push(&mut text, &piece);
                }
            }
            Event::End(element) if element.local_name().as_ref() == "property" => {
                if let (Some(name), Some(text)) = (name.take(), text.take())
                    && properties.len() < PROPERTIES
                    && text.len() <= TEXT_BYTES
                {
                    properties.push((name, text));
                }
            }
            _ => {}
        }
        Ok(())
    });
    properties
}

/// What is longer than a property can be is not collected: one byte too many is enough to know.
fn push(text: &mut Option<String>, piece: &str) {
    if let Some(text) = text.as_mut().filter(|text| text.len() <= TEXT_BYTES) {
        text.push_str(piece);
    }
}

fn unescaped(text: &str) -> Option<String> {
    if text.len() > TEXT_BYTES {
        return None;
    }
    unescape(text).ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{DocProperties, Workbook};

    use super::{TEXT_BYTES, of};

    fn workbook(properties: &[(&str, &str)]) -> Vec<u8> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        let mut all = DocProperties::new().set_custom_property("A number", 7);
        for (name, text) in properties {
            all = all.set_custom_property(*name, *text);
        }
        workbook.set_properties(&all);
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn texts_come_back_as_they_were_given() {
        let given = [
            ("Reviewed by", "Zo\u{eb} & <Ana>"),
            ("a \"b\" & c", "x > y"),
            ("again", "  "),
        ];
        let read = of(&workbook(&given));
        let read: Vec<(&str, &str)> = read.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(read, given);
    }

    #[test]
    fn a_text_that_no_program_writes_is_left_out() {
        let long = "x".repeat(TEXT_BYTES + 1);
        assert_eq!(
            of(&workbook(&[("long", &long), (&long, "short"), ("short", "x")])).len(),
            1
        );
    }

    #[test]
    fn what_is_no_workbook_has_none() {
        assert_eq!(of(b"PK"), []);
        assert_eq!(of(&Workbook::new().save_to_buffer().unwrap()), []);
    }
}
