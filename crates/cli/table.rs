//! Tables for people: columns as wide as their widest cell.

use rosterkit_sheet::visible;
use unicode_width::UnicodeWidthStr;

/// Draws rows under a header; nothing in a cell can move a cursor.
pub(crate) fn draw(header: &[&str], rows: &[Vec<String>]) -> String {
    let head = header.iter().map(|text| (*text).to_owned()).collect();
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows.iter().cloned()).collect();
    let lines: Vec<Vec<String>> = lines
        .into_iter()
        .map(|line| line.iter().map(|cell| visible(cell).into_owned()).collect())
        .collect();
    let width = |column: usize| {
        lines
            .iter()
            .filter_map(|line| line.get(column))
            .map(|cell| cell.width())
            .max()
    };
    let widths: Vec<usize> = (0..header.len())
        .map(|column| width(column).unwrap_or(0))
        .collect();
    let mut text = String::new();
    for line in &lines {
        let mut drawn = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            drawn.push_str(cell);
            drawn.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(drawn.trim_end());
        text.push('\n');
    }
    text
}

/// `1 row`, `2 rows`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) if !noun.ends_with("ay") => format!("{number} {stem}ies"),
        _ if noun.ends_with("ch") => format!("{number} {noun}es"),
        _ => format!("{number} {noun}s"),
    }
}
