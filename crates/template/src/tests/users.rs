//! The sheet to fill in and the lists behind it.

use super::{ascend, batch, between, bytes, cells, choir, organization, part, row};
use crate::{Form, TemplateError, workbook};

const USERS: &str = "xl/worksheets/sheet1.xml";
const LISTS: &str = "xl/worksheets/sheet3.xml";

const EVERYONE: [&str; 6] = [
    "First Name",
    "Last Name",
    "Username",
    "Email",
    "Phone Number",
    "Provider (YES/NO)",
];

#[test]
fn the_header_is_the_target_s_and_nothing_stands_below_it() {
    let schema = ascend();
    let headers: Vec<&str> = schema
        .columns
        .iter()
        .map(|column| column.header.as_str())
        .collect();
    for provider in [None, Some(true)] {
        assert_eq!(
            cells(&bytes(&schema, &batch(&[], provider), &[]), "Users"),
            [headers.as_slice()]
        );
    }
}

#[test]
fn what_all_people_of_the_batch_must_leave_blank_is_not_asked() {
    let schema = ascend();
    assert_eq!(
        cells(&bytes(&schema, &batch(&[], Some(false)), &[]), "Users"),
        [EVERYONE]
    );
    let header = |provider| cells(&bytes(&choir(), &batch(&[], provider), &[]), "Users").remove(0);
    assert_eq!(
        header(Some(true)),
        [
            "Full Family Name, as on the [Legal] Document",
            "Stimme 🎶",
            "Stück"
        ]
    );
    assert_eq!(header(Some(false)).len(), 4);
}

#[test]
fn a_column_that_a_row_fills_is_never_left_out() {
    let filled = row(&[
        "Luis",
        "Reyes",
        "lreyes",
        "",
        "8015550188",
        "NO",
        "",
        "",
        "",
        "",
        "",
        "1245319599",
    ]);
    let sheet = cells(&bytes(&ascend(), &batch(&[], Some(false)), &[filled]), "Users");
    assert_eq!(sheet[0][6..], ["NPI"]);
    assert_eq!(
        sheet[1],
        ["Luis", "Reyes", "lreyes", "", "8015550188", "NO", "1245319599"]
    );
}

#[test]
fn rows_are_texts_whatever_they_look_like() {
    let texts = [
        "=1+1",
        "00123",
        "1E5",
        "3-4",
        "0015550123",
        "TRUE",
        "http://example.com",
        " ",
        "é\u{1F600}",
    ];
    let sheet = cells(
        &bytes(&ascend(), &batch(&[], None), &[row(&texts), row(&["Ana"])]),
        "Users",
    );
    assert_eq!(sheet[1][..texts.len()], texts);
    assert_eq!(sheet[2][..2], ["Ana", ""]);
}

#[test]
fn every_list_is_a_defined_name_on_a_sheet_that_nobody_sees() {
    for (schema, lists) in [(ascend(), 2), (choir(), 2)] {
        let bytes = bytes(&schema, &batch(&[], None), &[]);
        let users = part(&bytes, USERS);
        let sources = between(&users, "<formula1>", "</formula1>");
        let sources: Vec<_> = sources
            .iter()
            .filter(|source| source.starts_with("List_"))
            .collect();
        assert_eq!(sources.len(), lists);
        let package = part(&bytes, "xl/workbook.xml");
        for source in sources {
            assert!(
                package.contains(&format!("<definedName name=\"{source}\">Lists!$")),
                "{source}"
            );
        }
        assert!(
            package.contains("name=\"Lists\" sheetId=\"3\" state=\"veryHidden\""),
            "{package}"
        );
        assert_eq!(
            between(&users, "<dataValidation ", ">").len(),
            schema.columns.len()
        );
    }
}

#[test]
fn lists_hold_every_choice_whole() {
    let sheet = cells(&bytes(&choir(), &batch(&[], None), &[]), "Lists");
    assert_eq!(sheet[1][0], "solo, \"con fuoco\"");
    assert_eq!(
        sheet[40][1],
        "robe 40, with a name that is as long as a name of a robe can reasonably be"
    );
    assert_eq!(sheet.len(), 41);
    let states = cells(&bytes(&ascend(), &batch(&[], Some(true)), &[]), "Lists");
    assert_eq!(states[0], ["List_provider", "List_state"]);
    assert_eq!(
        states[1],
        ["YES", "AA"],
        "in a batch of providers everyone is one"
    );
    assert!(states.iter().any(|row| row[1] == "UT"));
    assert_eq!(states.len(), 63);
}

#[test]
fn messages_keep_to_the_limits_of_excel_and_end_with_a_word() {
    let users = part(&bytes(&choir(), &batch(&[], None), &[]), USERS);
    assert_eq!(
        between(&users, "promptTitle=\"", "\"")[0],
        "Full Family Name, as on the…"
    );
    for message in between(&users, "prompt=\"", "\"") {
        assert!(
            message.replace("&amp;", "&").encode_utf16().count() <= 255,
            "{message}"
        );
    }
    assert!(
        between(&users, "prompt=\"", "\"")[3].ends_with("a long hint a…"),
        "{users}"
    );
}

#[test]
fn a_cell_is_marked_missing_where_its_row_has_begun_and_needs_it() {
    let rules = |provider| {
        let users = part(&bytes(&ascend(), &batch(&[], provider), &[]), USERS);
        between(&users, "<formula>", "</formula>")
            .into_iter()
            .filter(|formula| formula.contains("COUNTA"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mixed = rules(None);
    assert_eq!(mixed[0], "AND(LEN(TRIM($A2))=0,COUNTA($A2:$O2)&gt;0)");
    assert_eq!(mixed[5], "AND(LEN(TRIM($G2))=0,COUNTA($A2:$O2)&gt;0,$F2=\"YES\")");
    assert_eq!(mixed.len(), 5 + 9, "all but Email");
    assert_eq!(
        rules(Some(true))[5],
        "AND(LEN(TRIM($G2))=0,COUNTA($A2:$O2)&gt;0,OR($F2=\"\",$F2=\"YES\"))"
    );
    assert_eq!(rules(Some(false)).len(), 5);
    let choir = part(&bytes(&choir(), &batch(&[], None), &[]), USERS);
    assert!(choir.contains("$B2=\"solo, \"\"con fuoco\"\"\""), "{choir}");
}

#[test]
fn no_cell_below_the_header_counts_as_used() {
    let users = part(&bytes(&ascend(), &batch(&[], None), &[]), USERS);
    assert!(users.contains("<dimension ref=\"A1:O1\"/>"), "{users}");
    assert!(!users.contains("<tablePart"), "{users}");
}

#[test]
fn the_sheet_to_fill_in_is_open_and_the_others_are_protected() {
    let bytes = bytes(&ascend(), &batch(&[], None), &[]);
    for (name, protected) in [(USERS, false), ("xl/worksheets/sheet2.xml", true), (LISTS, true)] {
        assert_eq!(
            part(&bytes, name).contains("<sheetProtection"),
            protected,
            "{name}"
        );
    }
}

#[test]
fn columns_are_text_and_excel_is_silent_about_it() {
    let bytes = bytes(&ascend(), &batch(&[], None), &[]);
    assert!(part(&bytes, USERS).contains("<ignoredError sqref=\"A2:O1001\" numberStoredAsText=\"1\"/>"));
    // 49 is the number of the built-in format `@`.
    let formats = part(&bytes, "xl/styles.xml");
    let formats: Vec<&str> = between(between(&formats, "<cellXfs", "</cellXfs>")[0], "<xf ", ">");
    for column in between(&part(&bytes, USERS), "<col ", "/>") {
        let style: usize = between(column, "style=\"", "\"")[0].parse().unwrap();
        assert!(formats[style].contains("numFmtId=\"49\""), "{column}");
    }
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let rows = [row(&["Ana", "Chen", "achen"])];
    for schema in [ascend(), choir()] {
        let first = bytes(&schema, &batch(&[("lehi", "dentist")], Some(true)), &rows);
        std::thread::sleep(std::time::Duration::from_millis(1_100));
        assert_eq!(
            first,
            bytes(&schema, &batch(&[("lehi", "dentist")], Some(true)), &rows)
        );
    }
}

#[test]
fn what_no_workbook_can_hold_is_an_error() {
    let (mut schema, organization, batch) = (choir(), organization(), batch(&[], None));
    let long = [row(&["short"]), row(&["", "", &"𝄞".repeat(16_384)])];
    let form = Form {
        schema: &schema,
        organization: &organization,
        batch: &batch,
    };
    let error = workbook(&form, &long).unwrap_err();
    assert!(
        matches!(&error, TemplateError::CellLength { header, row: 3 } if header == "Stück"),
        "{error}"
    );
    let error = workbook(&form, &vec![Vec::new(); 1_048_576]).unwrap_err();
    assert!(
        matches!(
            error,
            TemplateError::SheetSize {
                rows: 1_048_576,
                columns: 4
            }
        ),
        "{error}"
    );
    schema.columns[0].hint = "x".repeat(32_768);
    let form = Form {
        schema: &schema,
        organization: &organization,
        batch: &batch,
    };
    assert!(matches!(workbook(&form, &[]), Err(TemplateError::Workbook(_))));
    schema.columns.clear();
    let form = Form {
        schema: &schema,
        organization: &organization,
        batch: &batch,
    };
    assert!(matches!(workbook(&form, &[]), Err(TemplateError::NoColumns)));
}
