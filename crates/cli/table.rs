//! Tables for people: columns as wide as their widest cell.

use rosterkit_sheet::visible;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// How much of a cell that is cut stays at least.
const KEPT: usize = 12;

/// The same, where the cells of one column are cut so that the lines fit this many columns of a terminal, and what stands
/// behind them is seen.
pub(crate) fn draw_within(
    header: &[&str],
    rows: &[Vec<String>],
    (column, width): (usize, Option<usize>),
) -> String {
    let drawn = draw(header, rows);
    let Some(width) = width else { return drawn };
    let longest = drawn.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = rows.iter().filter_map(|row| row.get(column));
    let widest = cells.map(|cell| visible(cell).width()).max().unwrap_or(0);
    let left = widest.saturating_sub(longest.saturating_sub(width)).max(KEPT);
    let shorter = |row: &Vec<String>| {
        let mut row = row.clone();
        if let Some(cell) = row.get_mut(column) {
            *cell = cut(&visible(cell), left);
        }
        row
    };
    let rows: Vec<Vec<String>> = rows.iter().map(shorter).collect();
    fit(&draw(header, &rows), Some(width))
}

/// Cuts each line to this many columns of a terminal, the last of which then is an ellipsis.
pub(crate) fn fit(text: &str, width: Option<usize>) -> String {
    let Some(width) = width else {
        return text.to_owned();
    };
    text.lines()
        .flat_map(|line| [cut(line, width), "\n".to_owned()])
        .collect()
}

fn cut(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for character in line.chars() {
        used += character.width().unwrap_or(0);
        if used >= width {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// A table for spreadsheets: header and rows as CSV. What a spreadsheet would take for a formula gets an apostrophe before
/// it (OWASP ASVS 1.2.10).
pub(crate) fn csv(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = csv_line(header.iter().map(|head| head.to_lowercase().replace(' ', "_")));
    for row in rows {
        text.push_str(&csv_line(row.iter().map(|cell| {
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                format!("'{cell}")
            } else {
                cell.clone()
            }
        })));
    }
    text
}

fn csv_line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        if cell.contains([',', '"', '\r', '\n']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    let mut line = cells.map(quoted).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let text = "short\nrather long\nZoë 漢字 here\n";
        insta::assert_snapshot!(fit(text, Some(8)), @"
        short
        rather…
        Zoë 漢…
        ");
        assert_eq!(fit(text, None), text);
    }

    #[test]
    fn numbers_behind_a_long_text_are_seen_on_a_narrow_terminal() {
        let rows = [vec![
            "a.csv".to_owned(),
            "Provider at Lehi, Provider at Orem".to_owned(),
            "7".to_owned(),
        ]];
        let header = ["FILE", "ROLE AT LOCATION", "CREATE"];
        insta::assert_snapshot!(draw_within(&header, &rows, (1, Some(40))), @"
        FILE   ROLE AT LOCATION           CREATE
        a.csv  Provider at Lehi, Provid…  7
        ");
        assert_eq!(draw_within(&header, &rows, (1, Some(80))), draw(&header, &rows));
        let narrow = draw_within(&header, &rows, (1, Some(10)));
        assert!(narrow.lines().all(|line| line.width() <= 10), "{narrow}");
    }

    #[test]
    fn no_cell_of_a_csv_is_taken_for_a_formula_or_breaks_its_row() {
        let row = ["=1+1", "-", "a,b", "say \"x\"", "two\nlines", "plain"].map(str::to_owned);
        insta::assert_snapshot!(csv(&["ROLE AT LOCATION"], &[row.to_vec()]), @r#"
        role_at_location
        '=1+1,'-,"a,b","say ""x""","two
        lines",plain
        "#);
    }
}
