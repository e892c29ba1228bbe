//! Rosters with quotation marks that are out of place: which one is named, and what of the rest is kept.

use super::{read, roster, texts};
use crate::{ByteSpan, CellRef, Document, Fault, RowIndex};

/// The faults as `B2 unclosed`, `B2 stray`, and the cells.
fn faults(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let document = read(text);
    let name = |fault: &Fault| match fault {
        Fault::UnclosedQuote { cell, .. } => format!("{cell} unclosed"),
        Fault::StrayQuote { cell, .. } => format!("{cell} stray"),
        other => format!("{other:?}"),
    };
    (
        document.sheet().faults().iter().map(name).collect(),
        texts(&document),
    )
}

#[test]
fn a_quotation_mark_that_nothing_closes_ends_with_its_line() {
    let (noted, rows) = faults("A,B,C\n1,\"2,3\n4,5,6\n7,8,9\n");
    assert_eq!(noted, ["B2 unclosed"]);
    assert_eq!(rows[1..], [["1", "\"2", "3"], ["4", "5", "6"], ["7", "8", "9"]]);
}

#[test]
fn a_quotation_mark_that_pairs_up_with_another_rows_is_found_out() {
    let (noted, rows) = faults("A,B,C\n1,\"2,3\n4,\", Jr\",6\n7,8,9\n");
    assert_eq!(noted, ["B2 unclosed"]);
    assert_eq!(
        rows[1..],
        [["1", "\"2", "3"], ["4", ", Jr", "6"], ["7", "8", "9"]]
    );
}

#[test]
fn digits_in_a_formula_for_excel_have_no_stray_mark() {
    let (noted, rows) = faults("A,B\n=\"00123\",x\n=\"1\"\"2\",y\n=\"1,2\"\n");
    assert_eq!(noted, ["A3 stray", "A4 stray", "B4 stray"]);
    assert_eq!(rows[1], ["=\"00123\"", "x"]);
}

#[test]
fn text_after_a_closing_quotation_mark_is_kept() {
    let (noted, rows) = faults("A,B\n\"Ana\"x,1\n\"Chen, \"Bo\" B\",2\nCy \"C\",3\n");
    assert_eq!(noted, ["A2 stray", "A3 stray", "A4 stray"]);
    assert_eq!(
        rows[1..],
        [["\"Ana\"x", "1"], ["\"Chen, \"Bo\" B\"", "2"], ["Cy \"C\"", "3"]]
    );
}

#[test]
fn a_broken_cell_of_several_lines_does_not_become_rows() {
    let (noted, rows) = faults("A,B,C\n1,\"12 Elm St\nLehi\"\",3\n4,5,6\n");
    assert_eq!(noted, ["B2 unclosed"]);
    assert_eq!(rows[2], ["4", "5", "6"]);
    assert_eq!(rows.len(), 3);
}

#[test]
fn a_short_row_with_a_line_break_in_a_cell_is_only_short() {
    let (noted, rows) = faults("A,B,C\n1,\"12 Elm St\nLehi\"\n4,5,6\n");
    assert_eq!(noted, Vec::<String>::new());
    assert_eq!(rows[1..], [vec!["1", "12 Elm St\nLehi"], vec!["4", "5", "6"]]);
}

#[test]
fn a_faulty_header_does_not_hide_the_rows() {
    for header in ["\"A,B,C", "A,\"B,C", "A,B,\"C", "A,\"B\"x,C"] {
        let (noted, rows) = faults(&format!("{header}\n1,\"2\",3\n4,5,6\n"));
        assert_eq!(noted.len(), 1, "{header}");
        assert_eq!(rows[1..], [["1", "2", "3"], ["4", "5", "6"]], "{header}");
    }
    let (noted, rows) = faults("A,\"B\nb\",C\n1,2,3\n");
    assert_eq!((noted.len(), rows[0][1].as_str()), (0, "B\nb"));
}

/// A provider's row. Nearly all of them end in a quoted cell, so that a mark before it always finds another to pair up with.
const PROVIDER: [&str; 15] = [
    "Ana",
    "Chen",
    "achen",
    "ana@example.com",
    "8015550123",
    "YES",
    "ACHEN",
    "100 Example Street",
    "Lehi",
    "UT",
    "840430000",
    "1234567893",
    "AB1234563",
    "12-3456789",
    "\"1234567\"",
];
const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,\
                      ZIP Code,NPI,DEA,TIN,State ID\n";

/// Fails unless the provider's row with these columns rewritten reads as written, and names the byte at each `^` alone.
///
/// A rewritten cell is given with `^` before the quotation mark that is out of place.
fn assert_marks_are_named(rewritten: &[(usize, String)], unclosed: bool) {
    let mut row = PROVIDER.map(str::to_owned);
    for (column, cell) in rewritten {
        row[*column].clone_from(cell);
    }
    let mut marked = format!("{HEADER}{}\n{}\n", row.join(","), PROVIDER.join(","));
    let mut expected = Vec::new();
    for (column, _) in rewritten {
        let at = marked.find('^').unwrap();
        marked.remove(at);
        let start = u32::try_from(at).unwrap();
        let (cell, at) = (
            CellRef::new(1, u32::try_from(*column).unwrap()),
            ByteSpan {
                start,
                end: start + 1,
            },
        );
        expected.push(if unclosed {
            Fault::UnclosedQuote { cell, at }
        } else {
            Fault::StrayQuote { cell, at }
        });
    }
    let document = read(marked.clone());
    assert_eq!(document.sheet().faults(), expected, "{marked}");
    let cells = texts(&document);
    assert_eq!(
        cells[1],
        row.map(|cell| plain(&cell.replace('^', ""))),
        "{marked}"
    );
    assert_eq!(cells[2..], [PROVIDER.map(plain)], "{marked}");
}

/// The text of a cell of which only the quotation marks of the State ID are in order.
fn plain(cell: &str) -> String {
    if cell == PROVIDER[14] { "1234567" } else { cell }.to_owned()
}

#[test]
fn a_mark_that_opens_a_cell_is_unclosed_though_another_cell_is_quoted() {
    for (column, cell) in PROVIDER.iter().enumerate().take(14) {
        assert_marks_are_named(&[(column, format!("^\"{cell}"))], true);
    }
    assert_marks_are_named(&[(14, "^\"1234567".to_owned())], true);
}

#[test]
fn two_unclosed_marks_in_a_row_are_both_named() {
    let open = |column: usize| (column, format!("^\"{}", PROVIDER[column].trim_matches('"')));
    for first in 0..14 {
        for second in first + 1..15 {
            assert_marks_are_named(&[open(first), open(second)], true);
        }
    }
}

#[test]
fn a_mark_that_opens_nothing_is_stray_though_another_cell_is_quoted() {
    for (column, cell) in PROVIDER.iter().enumerate().take(14) {
        assert_marks_are_named(&[(column, format!("{cell}^\""))], false);
        assert_marks_are_named(&[(column, format!("\"{cell}^\" Maria"))], false);
    }
    assert_marks_are_named(&[(14, "1234567^\"".to_owned())], false);
    assert_marks_are_named(&[(14, "\"^\"1234567\"".to_owned())], false);
}

#[test]
fn a_stray_mark_before_an_unclosed_one_is_named_too() {
    let (noted, rows) = faults("A,B,C\nAna \"x,\"2,3\n4,\", Jr\",6\n7,8,9\n");
    assert_eq!(noted, ["A2 stray", "B2 unclosed"]);
    assert_eq!(
        rows[1..],
        [["Ana \"x", "\"2", "3"], ["4", ", Jr", "6"], ["7", "8", "9"]]
    );
}

/// A roster of providers: State IDs quoted in both ways that the target is given them, some addresses with a comma.
fn providers(rows: usize) -> String {
    let line = |row: usize| {
        let (first, address, dea, id) = match row % 4 {
            0 => ("Ana", "100 Example Street", "AB1234563", "\"1234567\""),
            1 => (
                "Zoë",
                "\"1250 Example Avenue, Suite 200\"",
                "FO1272234",
                "\"\"\"5550101\"\"\"",
            ),
            2 => ("Bo", "12 Elm St", "", "\"\"\"5550138\"\"\""),
            _ => ("\"Cy\"", "\"7 Oak Rd\"", "", "\"7654321\""),
        };
        format!(
            "{first},Chen,user{row},user{row}@example.com,801-555-0100,YES,U{row:05},{address},Lehi,UT,840430000,\
             1234567893,{dea},12-3456789,{id}\n"
        )
    };
    std::iter::once(HEADER.to_owned())
        .chain((0..rows).map(line))
        .collect()
}

/// Of so many rosters with one quotation mark too many, in how many the right row was named and the rows after it kept.
#[derive(Debug, Default)]
struct Tally {
    tries: usize,
    named: usize,
    kept: usize,
}

/// Puts one quotation mark at each of these offsets in turn.
fn one_mark_at_each(text: &str, offsets: impl IntoIterator<Item = usize>) -> Tally {
    let whole = read(text);
    let mut tally = Tally::default();
    for at in offsets {
        let row = whole.sheet().row_at(u32::try_from(at).unwrap()).unwrap().index();
        let document = read([&text[..at], "\"", &text[at..]].concat());
        tally.tries += 1;
        let first = document.sheet().faults().first().and_then(Fault::cell);
        tally.named += usize::from(first.is_some_and(|cell| cell.row == row));
        tally.kept += usize::from(same_below(row, &whole, &document));
    }
    tally
}

/// Whether both have the same rows with the same cells below this one.
fn same_below(row: RowIndex, before: &Document, after: &Document) -> bool {
    (row.0 + 1..)
        .map(|index| [before, after].map(|document| document.sheet().row(RowIndex(index))))
        .find_map(|rows| match rows {
            [Some(before), Some(after)] => {
                let [before, after] = [before, after].map(|row| row.cells().map(|cell| cell.bytes()));
                (!before.eq(after)).then_some(false)
            }
            [before, after] => Some(before.is_none() && after.is_none()),
        })
        .unwrap_or_default()
}

/// Fails unless both held in at least 99 of 100 tries.
fn assert_nearly_always(tally: &Tally) {
    let enough = |held: usize| held * 100 >= tally.tries * 99;
    assert!(enough(tally.named) && enough(tally.kept), "{tally:?}");
}

#[test]
fn one_quotation_mark_anywhere_does_not_hide_the_rest() {
    let text = roster(100);
    let offsets = (0..=text.len())
        .filter(|&at| text.is_char_boundary(at))
        .step_by(7);
    assert_nearly_always(&one_mark_at_each(&text, offsets));
}

/// Built for release it tries every place of a roster of 1,000 rows, and tells the figures.
#[test]
#[expect(
    clippy::print_stderr,
    reason = "the figures are what the test is run for with `--nocapture`"
)]
fn one_quotation_mark_in_a_roster_of_providers_does_not_hide_the_rest() {
    let rows = if cfg!(debug_assertions) { 40 } else { 1_000 };
    let text = providers(rows);
    let beside_a_cell = |at: usize| {
        let ends = |byte: Option<&u8>| matches!(byte, None | Some(b',' | b'\n'));
        ends(text.as_bytes().get(at)) || ends(text.as_bytes()[..at].last())
    };
    let is_tried = |at: usize| !cfg!(debug_assertions) || at.is_multiple_of(37) || beside_a_cell(at);
    let offsets = (0..=text.len()).filter(|&at| text.is_char_boundary(at) && is_tried(at));
    let tally = one_mark_at_each(&text, offsets);
    eprintln!("{rows} rows: {tally:?}");
    assert_nearly_always(&tally);
}

#[test]
fn hostile_quotation_marks_cost_linear_time() {
    // Nothing here looks at a clock: time that grows with the square of a line's length shows as a test that does not end
    // when built for release, and as one several times as slow when not.
    let size = if cfg!(debug_assertions) { 1 << 15 } else { 2 << 20 };
    let lines = [
        "\"",
        "\"\n",
        "\"\"\n",
        "\"\"\"\n",
        "a,\"\n",
        "\"\n\",",
        "\"a\n",
        "\"\",\"\n",
        "\"x\"y,\n",
        ",\"\"\"x\n\n",
        "\"a,",
        "\"\"a,\"b,",
    ];
    for line in lines {
        for header in ["A\n", "A,B,C\n", "\"A,B\n"] {
            let text = [header, &line.repeat(size / line.len())].concat();
            let document = read(text);
            assert!(
                document.sheet().row(RowIndex(1)).is_some(),
                "{line:?} after {header:?}"
            );
        }
    }
}
