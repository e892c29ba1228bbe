//! Tests of edits.

use proptest::prelude::*;

use super::*;

fn replace(row: u32, column: u32, text: &str) -> Edit {
    Edit::Replace {
        cell: CellRef::new(row, column),
        text: text.to_owned(),
    }
}

fn edited(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let document = Document::read("staff.csv", text.into()).unwrap();
    document
        .edited(edits)
        .map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn only_the_cell_changes() {
    let text = "\u{FEFF}Name,\"Role\"\r\n Ana ,\"Front \"\"desk\"\"\"\nBo,x\r";
    let edits = [
        replace(1, 1, "Dentist"),
        replace(1, 0, "Ana"),
        replace(1, 0, "Ana"),
        replace(2, 1, "a, b"),
    ];
    let after = edited(text, &edits).unwrap();
    assert_eq!(after, "\u{FEFF}Name,\"Role\"\r\nAna,\"Dentist\"\nBo,\"a, b\"\r");
    assert_eq!(edited(text, &[Edit::RemoveByteOrderMark]).unwrap(), text[3..]);
    assert_eq!(edited(text, &[replace(1, 1, "Front \"desk\"")]).unwrap(), text);
}

#[test]
fn the_line_for_excel_goes_with_its_line_end() {
    let text = "\u{FEFF}sep=;\r\nName;Role\r\nAna;x\r\n";
    let edits = [Edit::RemoveSepLine, replace(1, 1, "a;b")];
    assert_eq!(
        edited(text, &edits).unwrap(),
        "\u{FEFF}Name;Role\r\nAna;\"a;b\"\r\n"
    );
    assert_eq!(
        edited(text, &[Edit::RemoveSepLine, Edit::RemoveByteOrderMark]).unwrap(),
        "Name;Role\r\nAna;x\r\n"
    );
    assert_eq!(
        edited("Name\nAna\n", &[Edit::RemoveSepLine]).unwrap(),
        "Name\nAna\n"
    );
}

#[test]
fn a_file_stays_in_its_encoding() {
    for encoding in [
        Encoding::Utf16Le,
        Encoding::Utf16Be,
        Encoding::Windows1252,
        Encoding::MacRoman,
    ] {
        let before = encoding.encode("Name,Role\nZoë,\"José\"\nBo,\n").unwrap();
        let document = Document::read("staff.csv", before).unwrap();
        let after = document
            .edited(&[replace(1, 1, "Núñez"), replace(2, 1, "a, ü")])
            .unwrap();
        assert_eq!(
            encoding.encode("Name,Role\nZoë,\"Núñez\"\nBo,\"a, ü\"\n"),
            Some(after)
        );
        if let Encoding::Windows1252 | Encoding::MacRoman = encoding {
            let cell = CellRef::new(1, 0);
            let refused = document.edited(&[replace(1, 0, "王")]);
            let encoding = document.encoding().unwrap();
            assert_eq!(refused, Err(EditError::Encoding { cell, encoding }));
        }
    }
    // What is no text is copied as it is.
    let document = Document::read("staff.csv", b"N\xC3\xA9,Role\nZo\xEB,x\n".to_vec()).unwrap();
    let cell = CellRef::new(1, 0);
    assert_eq!(
        document.edited(&[Edit::Quote { cell }]).unwrap(),
        b"N\xC3\xA9,Role\n\"Zo\xEB\",x\n"
    );
}

#[test]
fn a_cell_is_quoted_as_it_stands() {
    let quote = |row, column| Edit::Quote {
        cell: CellRef::new(row, column),
    };
    assert_eq!(
        edited("Name,Id\nAna,12\nBo,\"13\"\n", &[quote(1, 1), quote(2, 1)]).unwrap(),
        "Name,Id\nAna,\"12\"\nBo,\"13\"\n"
    );
}

#[test]
fn a_cell_may_be_quoted_and_replaced_at_once() {
    let quote = Edit::Quote {
        cell: CellRef::new(1, 1),
    };
    assert_eq!(
        edited("Name,Id\nAna,'012\n", &[quote, replace(1, 1, "012")]).unwrap(),
        "Name,Id\nAna,\"012\"\n"
    );
}

#[test]
fn a_row_goes_with_its_line_end_and_with_what_else_is_wanted_in_it() {
    let text = "Name,Role\r\nAna,x\r\n,\r\n\r\n,";
    let remove = |row| Edit::RemoveRow {
        row: CellRef::new(row, 0).row,
    };
    assert_eq!(
        edited(text, &[remove(2), remove(4), replace(2, 0, "Bo"), remove(9)]).unwrap(),
        "Name,Role\r\nAna,x\r\n\r\n"
    );
}

#[test]
fn cells_at_the_end_of_a_row_go_with_their_delimiters() {
    let from = |row, column| Edit::RemoveCells {
        from: CellRef::new(row, column),
    };
    let text = "Name,Role\nAna,x,,\"\"\nBo,y\n";
    assert_eq!(
        edited(text, &[from(1, 2), from(2, 2)]).unwrap(),
        "Name,Role\nAna,x\nBo,y\n"
    );
    assert_eq!(
        edited(text, &[from(1, 0), replace(1, 2, "z")]).unwrap(),
        "Name,Role\nAna\nBo,y\n"
    );
}

#[test]
fn another_delimiter_quotes_the_cells_that_hold_it() {
    let text = "Name;Role\nChen, Ana;\"x;y\"\n\n;\n";
    assert_eq!(
        edited_with_headers(text, &[Edit::SetDelimiter(Delimiter::Comma)]),
        "Name,Role\n\"Chen, Ana\",\"x;y\"\n\n,\n"
    );
    let text = format!("sep=;\n{text}");
    assert_eq!(
        edited_with_headers(&text, &[Edit::SetDelimiter(Delimiter::Comma), replace(1, 1, "x")]),
        "sep=,\nName,Role\n\"Chen, Ana\",\"x\"\n\n,\n"
    );
    assert_eq!(
        edited_with_headers(
            &text,
            &[Edit::SetDelimiter(Delimiter::Comma), Edit::RemoveSepLine]
        ),
        "Name,Role\n\"Chen, Ana\",\"x;y\"\n\n,\n"
    );
}

/// The text after edits, read by somebody who knows its headers.
fn edited_with_headers(text: &str, edits: &[Edit]) -> String {
    let options = crate::ReadOptions {
        headers: &["Name", "Role"],
        ..crate::ReadOptions::default()
    };
    let document = Document::read_with("staff.csv", text.into(), &options).unwrap();
    String::from_utf8(document.edited(edits).unwrap()).unwrap()
}

#[test]
fn line_ends_change_outside_cells_alone() {
    let text = "sep=,\rName,Role\rAna,\"x\ry\"\r\rBo,z";
    let document = Document::read("staff.csv", text.into()).unwrap();
    assert_eq!(document.line_end(), LineEnd::Cr);
    assert_eq!(
        edited(text, &[Edit::SetLineEnds(LineEnd::CrLf)]).unwrap(),
        "sep=,\r\nName,Role\r\nAna,\"x\ry\"\r\n\r\nBo,z"
    );
    assert_eq!(edited(text, &[Edit::SetLineEnds(LineEnd::Cr)]).unwrap(), text);
}

#[test]
fn a_file_can_be_written_in_utf8() {
    let text = "Name;Role\nZoë;x, y\n";
    for encoding in [Encoding::Utf16Le, Encoding::Windows1252, Encoding::MacRoman] {
        let mark = if encoding == Encoding::Utf16Le {
            "\u{FEFF}"
        } else {
            ""
        };
        let bytes = encoding.encode(&format!("{mark}{text}")).unwrap();
        let options = crate::ReadOptions {
            headers: &["Name", "Role"],
            ..crate::ReadOptions::default()
        };
        let document = Document::read_with("staff.csv", bytes, &options).unwrap();
        let edits = [
            Edit::SetDelimiter(Delimiter::Comma),
            replace(1, 0, "王"),
            Edit::RemoveByteOrderMark,
            Edit::WriteUtf8,
        ];
        let after = document.edited(&edits).unwrap();
        assert_eq!(String::from_utf8(after).unwrap(), "Name,Role\n王,\"x, y\"\n");
        let after = document.edited(&[Edit::WriteUtf8]).unwrap();
        assert_eq!(String::from_utf8(after).unwrap(), format!("{mark}{text}"));
    }
    let half = [b"N\0\n\0".as_slice(), b"\x3e\xd8a\0\n\0"].concat();
    let document = Document::read("staff.csv", half).unwrap();
    let cell = CellRef::new(1, 0);
    assert_eq!(
        document.edited(&[Edit::WriteUtf8]),
        Err(EditError::Undecodable { cell })
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let missing = EditError::MissingCell {
        cell: CellRef::new(1, 2),
    };
    assert_eq!(edited("Name,Role\nAna,x\n", &[replace(1, 2, "")]), Err(missing));
    let conflict = EditError::Conflict {
        cell: CellRef::new(1, 1),
    };
    assert_eq!(
        edited("Name,Role\nAna,x\n", &[replace(1, 1, "y"), replace(1, 1, "z")]),
        Err(conflict)
    );
}

#[test]
fn a_row_of_one_emptied_cell_stays_a_row() {
    assert_eq!(
        edited("Name\nAna\nBo\n", &[replace(1, 0, "")]).unwrap(),
        "Name\n\"\"\nBo\n"
    );
}

proptest! {
    #[test]
    fn an_edited_cell_reads_as_what_was_written(text in "[a,\"\r\n é]{0,12}", row in 1_u32..3, column in 0_u32..3) {
        let before = "A,B,C\n1,\"2\",3\n\"4\",5,6\n";
        let document = Document::read("staff.csv", before.into()).unwrap();
        let bytes = document.edited(&[replace(row, column, &text)]).unwrap();
        let after = Document::read("staff.csv", bytes).unwrap();
        for (old, new) in document.sheet().rows().zip(after.sheet().rows()) {
            for (old, new) in old.cells().zip(new.cells()) {
                let edited = new.reference() == CellRef::new(row, column);
                prop_assert_eq!(new.text(), if edited { text.as_str().into() } else { old.text() });
            }
        }
        prop_assert_eq!(after.sheet().faults(), &[]);
    }
}
