//! Files that cannot be read are refused on standard error, with what to do; a header alone is a roster.

use std::fs;

use insta::assert_snapshot;
use rust_xlsxwriter::Workbook;

use crate::fixture::workbook::{archive, fill, workbook};
use crate::fixture::{ANA, PEOPLE, STAFF, Sandbox, ZOE};

/// Asserts that a file is refused by `lint` and `import` alike, that nothing is written, and gives what `lint` said.
#[track_caller]
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let sandbox = Sandbox::organization().file(name, bytes);
    let before = sandbox.files();
    for args in ["lint --json", "import --yes", "import --yes --json"] {
        let said = sandbox.run(&format!("{args} {name}"));
        assert_eq!(said.code, Some(2), "{said}");
        assert!(said.stderr.contains(name), "{said}");
        if args.ends_with("--json") {
            assert_eq!(said.json()["summary"]["files"], 0);
        }
    }
    assert_eq!(sandbox.files(), before);
    let said = sandbox.run(&format!("lint {name}"));
    assert_eq!((said.code, said.stdout.as_str()), (Some(2), ""));
    said.stderr
}

#[test]
fn an_empty_file() {
    assert_snapshot!(refused("front-desk--lehi.csv", ""), @"
    × `front-desk--lehi.csv`: the file is empty
    help: fill in the header and at least one row, save the file, and check that you picked the right one
    ");
    assert_eq!(refused("staff.csv", "\u{feff}\r\n").lines().count(), 2);
}

#[test]
fn a_picture() {
    assert_snapshot!(refused("staff.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0"), @"
    × `staff.csv`: the file is not text and not an Excel workbook
    help: open it in the program that made it and save it as an Excel Workbook (.xlsx) or as CSV UTF-8
    ");
}

#[test]
fn a_workbook_of_an_old_excel() {
    assert_snapshot!(refused("staff.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0"), @"
    × `staff.xls`: the file is a workbook in an old Excel format
    help: open it in Excel and choose File > Save As > Excel Workbook (.xlsx)
    ");
    assert_snapshot!(refused("staff.csv", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0"), @"
    × `staff.csv`: the file is a workbook in an old Excel format
    help: open it in Excel and choose File > Save As > Excel Workbook (.xlsx)
    ");
}

#[test]
fn a_workbook_with_a_password() {
    let stream: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bytes = [
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(),
        &[0; 64],
        &stream,
        &[0; 64],
    ]
    .concat();
    assert_snapshot!(refused("staff.xlsx", bytes), @"
    × `staff.xlsx`: the workbook is protected with a password
    help: open it in Excel, choose File > Info > Protect Workbook > Encrypt with Password, clear the password,
          and save
    ");
}

#[test]
fn an_open_document() {
    let bytes = archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<x/>"),
    ]);
    assert_snapshot!(refused("staff.ods", bytes), @"
    × `staff.ods`: the file is an OpenDocument file (.ods)
    help: open it in LibreOffice or Excel and save it as an Excel Workbook (.xlsx) or as CSV UTF-8
    ");
}

#[test]
fn another_archive() {
    assert_snapshot!(refused("staff.xlsx", archive(&[("letter.txt", "Dear Ana")])), @"
    × `staff.xlsx`: the file is a ZIP archive without an Excel workbook in it
    help: if the roster is inside the archive, extract it first; if it is a document, save it as a workbook in
          Excel
    ");
}

#[test]
fn a_damaged_workbook() {
    let whole = workbook(&[STAFF, ANA]);
    assert_snapshot!(refused("staff.xlsx", &whole[..whole.len() / 2]), @"
    × `staff.xlsx`: the workbook cannot be read: part of it is damaged or cut off
    help: open it in Excel, let Excel repair it if it offers to, and choose File > Save As > Excel Workbook
          (.xlsx); if Excel cannot open it either, ask for the file again
    ");
}

#[test]
fn a_web_page() {
    assert_snapshot!(refused("staff.csv", "<!DOCTYPE html><html><body>Log in</body></html>"), @"
    × `staff.csv`: the file is a web page (HTML), whatever its name says
    help: open it in Excel and choose File > Save As > Excel Workbook (.xlsx); if it shows a log-in page,
          download the roster again
    ");
}

#[test]
fn a_web_page_that_is_called_a_workbook() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>First Name</td></tr></table></html>";
    for name in ["staff.xls", "staff.xlsx", "staff.csv"] {
        assert!(refused(name, page).contains("the file is a web page (HTML), whatever its name says"));
    }
}

#[test]
fn text_that_is_called_a_workbook() {
    assert_snapshot!(refused("staff.xlsx", format!("{STAFF}\n{ANA}\n")), @"
    × `staff.xlsx`: the file is text, although its name is that of a workbook
    help: give it a name that ends in .csv; or open it in Excel and choose File > Save As > Excel Workbook
          (.xlsx)
    ");
}

#[test]
fn a_title_above_the_headers_stops_the_upload_and_not_the_import() {
    let csv = format!("New staff\n\n{STAFF}\n{ANA}\n");
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", csv);
    let said = sandbox.run("lint --format concise");
    assert_eq!(said.code, Some(1), "{said}");
    assert!(said.stdout.contains("lines-above-header"), "{said}");
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    assert!(sandbox.run("accounts list").stdout.contains("achen"));
}

#[test]
fn blank_lines_above_the_headers_safely_go() {
    for above in ["\n", "\r\n\r\n", ",,,,,\n \n"] {
        let csv = format!("{above}{STAFF}\n{ANA}\n");
        let sandbox = Sandbox::organization().file("front-desk--lehi.csv", csv);
        let said = sandbox.run("lint --format concise");
        assert!(said.stdout.contains("lines-above-header"), "{said}");
        assert_eq!(sandbox.run("lint --fix").code, Some(0), "{above:?}");
        let fixed = sandbox.read("front-desk--lehi.csv");
        assert_eq!(String::from_utf8(fixed).unwrap(), format!("{STAFF}\n{ANA}\n"));
    }
    let csv = format!("New staff\n\n{STAFF}\n{ANA}\n");
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", &csv);
    assert_eq!(sandbox.run("lint --fix --unsafe-fixes").code, Some(1));
    assert_eq!(sandbox.read("front-desk--lehi.csv"), csv.as_bytes());
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_where_it_is_named_and_waited_for_nowhere_else() {
    use std::process::Command;
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    let made = Command::new("mkfifo")
        .arg(sandbox.path("front-desk--provo.csv"))
        .status();
    assert!(made.expect("mkfifo").success());
    assert_eq!(sandbox.run("lint --json").json()["summary"]["files"], 1);
    assert_eq!(
        sandbox.run("lint --json front-desk--lehi.csv").json()["summary"]["files"],
        1
    );
    let piped = format!("printf '%s\\n' '{STAFF}' '{ANA}' | \"$0\" lint --json /dev/stdin");
    let said = Command::new("sh")
        .args(["-c", &piped, env!("CARGO_BIN_EXE_roster")])
        .current_dir(sandbox.path(""))
        .output()
        .expect("a shell");
    assert_eq!(
        said.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&said.stderr)
    );
    let said = sandbox.run("lint /dev/zero");
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("it is a device and no file"), "{said}");
}

#[test]
fn a_table_of_something_else() {
    assert_snapshot!(refused("songs.csv", "Title,Year\nExample,1999\n"), @"
    × `songs.csv` is not a roster: none of its first rows has the headers of `dentrix-ascend`
    help: the first row must hold the headers: First Name, Last Name, Username, and so on; delete any line
          that stands above them
    ");
}

#[test]
fn a_workbook_whose_roster_is_hidden() {
    use rust_xlsxwriter::Workbook;

    let workbook = |notes: &[&str]| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Notes").expect("a name");
        sheet.write_row(0, 0, notes.iter().copied()).expect("texts");
        let sheet = workbook.add_worksheet().set_name("Users").expect("a name");
        sheet.set_hidden(true);
        sheet.write_row(0, 0, STAFF.split(',')).expect("texts");
        workbook.save_to_buffer().expect("a workbook")
    };
    assert_snapshot!(refused("staff.xlsx", workbook(&["Call Ana first"])), @"
    × `staff.xlsx` is not a roster: none of the first rows of its sheet `Notes` has the headers of `dentrix-
    │ ascend`
    help: its hidden sheet `Users` has them: right-click a tab, choose Unhide, and save; or read it with
          `--sheet \"Users\"`
    ");
    assert_snapshot!(refused("staff.xlsx", workbook(&[])), @"
    × `staff.xlsx`: every sheet of the workbook that holds anything is hidden: `Users`
    help: in Excel, right-click a tab, choose Unhide, and save; or name the sheet to read with `--sheet NAME`
    ");
}

#[test]
fn a_file_that_is_not_there() {
    let sandbox = Sandbox::organization();
    assert_snapshot!(sandbox.run("lint staff.csv"), @"
    exit code 2
    --- stderr
      × `staff.csv` cannot be read: there is no such file
      help: check the spelling, and that the file has not been moved
    ");
    assert_eq!(sandbox.run("import --yes staff.csv").code, Some(2));
    assert_eq!(sandbox.files(), ["roster.toml"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    let path = sandbox.path("front-desk--lehi.csv");
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // Whoever may read everything sees what others see of a file that is none.
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("front-desk--lehi.csv", &path).unwrap();
        let said = sandbox.run("lint front-desk--lehi.csv");
        assert_eq!(said.code, Some(2), "{said}");
        assert!(
            said.stderr.contains("`front-desk--lehi.csv` cannot be read"),
            "{said}"
        );
        return;
    }
    assert_snapshot!(sandbox.run("lint"), @r"
    exit code 2
    --- stderr
      × `front-desk--lehi.csv` cannot be read: permission denied
      help: ask its owner for permission to read it, or close it in Excel
    ");
}

#[test]
fn a_header_alone_is_clean() {
    for header in [STAFF, PEOPLE] {
        for end in ["", "\n", "\r\n\r\n"] {
            let sandbox = Sandbox::organization().file("front-desk--lehi.csv", format!("{header}{end}"));
            let json = sandbox.run("lint --json");
            assert_eq!(json.json()["summary"]["rows"], 0);
            assert_eq!(json.code, Some(0));
        }
    }
    let sandbox = Sandbox::organization().file("front-desk--lehi.csv", STAFF);
    assert_snapshot!(sandbox.run("lint"), @"
    exit code 0
    --- stdout
    nothing wrong in 0 rows of 1 file
    ");
    assert_snapshot!(sandbox.run("import --yes"), @"
    exit code 0
    --- stdout
    nothing wrong in 0 rows of 1 file

    FILE                  ROLE AT LOCATION      CREATE  ADD ROLE  UPDATE  UNCHANGED  CONFLICT
    front-desk--lehi.csv  Receptionist at Lehi  -       -         -       -          -
    --- stderr
    nothing to do: there is no row with anybody in it
    ");
    assert!(!sandbox.has_store());
}

#[test]
fn a_sheet_of_a_workbook_is_named() {
    let mut book = Workbook::new();
    for (name, rows) in [
        ("Read me", ["How to fill in this form", "Ask Ana"]),
        ("Lehi", [STAFF, ANA]),
        ("Old", [STAFF, ""]),
    ] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.set_hidden(name == "Old");
        fill(sheet, &rows);
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let sandbox = Sandbox::organization()
        .file("front-desk--lehi.xlsx", bytes)
        .staff("front-desk--provo.csv", &[ZOE]);
    let rows = |arguments: &str| sandbox.run(arguments).json()["summary"]["rows"].clone();
    assert_eq!(rows("lint --json"), 2);
    assert_eq!(rows("lint --json --sheet old"), 1);
    assert_eq!(rows("lint --json front-desk--provo.csv --sheet Lehi"), 1);
    let said = sandbox.run("import --yes --sheet Provo");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(
        said.stderr.contains("the workbook has no sheet `Provo`"),
        "{said}"
    );
    assert!(
        said.stderr.contains("its sheets are `Read me`, `Lehi`, `Old`"),
        "{said}"
    );
    assert_eq!(sandbox.run("import --yes --sheet Lehi").code, Some(0));
}
