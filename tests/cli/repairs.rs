//! `roster lint --fix`: files are repaired in place or as copies, and a file is old or new at every moment.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::fixture::workbook::workbook;
use crate::fixture::{ANA, DENTIST, PEOPLE, ROSTER_TOML, STAFF, Sandbox, ZOE, table};

/// Rows with one safe fix each, and one with an unsafe one.
fn damaged() -> Sandbox {
    Sandbox::organization()
        .staff(
            "front-desk--lehi.csv",
            &[" Ana,Chen,achen,ana.chen@example.com,(801) 555-0123,no"],
        )
        .people("dentist--lehi.csv", &[&DENTIST.replace("840430000", "84043")])
}

#[test]
fn safe_fixes_are_applied_told_and_nothing_else_changes() {
    let sandbox = damaged();
    let said = sandbox.run("lint --fix --format concise");
    assert_snapshot!(said, @"
    exit code 1
    --- stdout
    dentist--lehi.csv:2:89: error[invalid-zip] `84043` is not a ZIP Code: it has 5 digits, the 4 digits of the ZIP+4 are missing (K2 ZIP Code)
    fixed front-desk--lehi.csv
      A2 blank-edges: delete the blanks at the edges
      F2 invalid-choice: write `NO`
    2 fixes in 1 file; left: 1 error in 2 rows of 2 files
    ");
    assert_eq!(
        sandbox.read("front-desk--lehi.csv"),
        table(STAFF, &[ANA]).into_bytes()
    );
    let untouched = table(PEOPLE, &[&DENTIST.replace("840430000", "84043")]);
    assert_eq!(sandbox.read("dentist--lehi.csv"), untouched.into_bytes());
    assert!(sandbox.files().iter().all(|name| !name.starts_with(".roster-")));
}

#[test]
fn unsafe_fixes_wait_to_be_asked_for() {
    let sandbox = damaged();
    let said = sandbox.run("lint --fix --unsafe-fixes");
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(
        sandbox.read("dentist--lehi.csv"),
        table(PEOPLE, &[DENTIST]).into_bytes()
    );
    assert_eq!(sandbox.run("lint --unsafe-fixes --diff").stdout, "");
}

#[test]
fn a_slip_in_the_cell_that_decides_clears_no_provider() {
    for slip in ["N", "FALSE"] {
        let row = DENTIST.replace("YES", slip);
        let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[&row]);
        let said = sandbox.run("lint --fix --unsafe-fixes --format concise");
        assert_eq!(said.code, Some(1), "{said}");
        assert!(said.stdout.contains("invalid-choice"), "{said}");
        assert_eq!(
            sandbox.read("dentist--lehi.csv"),
            table(PEOPLE, &[&row]).into_bytes()
        );
    }
}

#[test]
fn a_column_of_other_values_is_neither_renamed_nor_cleared() {
    for (header, value) in [("Status", "Active"), ("Site", "Lehi"), ("Address 2", "Suite 4")] {
        let text = format!("{STAFF},{header}\n{ANA},{value}\n");
        let sandbox = Sandbox::organization().file("front-desk--lehi.csv", text.as_str());
        let said = sandbox.run("lint --fix --unsafe-fixes");
        assert_eq!(said.code, Some(1), "{said}");
        assert!(said.stdout.contains("help: delete the column"), "{said}");
        assert_eq!(sandbox.read("front-desk--lehi.csv"), text.into_bytes());
    }
}

#[test]
fn names_from_a_word_processor_are_repaired_and_numbers_in_odd_groups_when_asked() {
    let wrong = [
        "Ana,Chen–Lee,achen,ana@example.com,80 15550123,NO",
        "Bo,O´Neil,boneil,bo@example.com,1245-319-599,NO",
    ];
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &wrong);
    sandbox.run("lint --fix");
    let names = [wrong[0].replace('–', "-"), wrong[1].replace('´', "'")];
    let names = names.each_ref().map(String::as_str);
    assert_eq!(
        sandbox.read("front-desk--lehi.csv"),
        table(STAFF, &names).into_bytes()
    );
    sandbox.run("lint --fix --unsafe-fixes");
    // No area code begins with a 1: the other number is from elsewhere, or wrong.
    let number = names[0].replace("80 15550123", "8015550123");
    assert_eq!(
        sandbox.read("front-desk--lehi.csv"),
        table(STAFF, &[&number, names[1]]).into_bytes()
    );
}

#[test]
fn the_difference_is_shown_and_nothing_is_written() {
    let sandbox = damaged();
    let before = sandbox.read("front-desk--lehi.csv");
    let said = sandbox.run("lint --diff");
    assert_snapshot!(said, @"
    exit code 1
    --- stdout
    --- front-desk--lehi.csv
    +++ front-desk--lehi.csv
    @@ -1,2 +1,2 @@
     First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)
    - Ana,Chen,achen,********************,**************,no
    +Ana,Chen,achen,********************,**************,NO
    --- stderr
    would make 2 fixes in 1 file; would leave: 1 error in 2 rows of 2 files
    ");
    assert_eq!(sandbox.read("front-desk--lehi.csv"), before);
    let said = sandbox.run("lint --diff dentist--lehi.csv");
    assert_eq!(
        (said.stdout.as_str(), said.code),
        ("", Some(1)),
        "an error is left: {said}"
    );
}

#[test]
fn json_tells_every_fix_and_masks_what_is_sensitive() {
    let sandbox = Sandbox::organization().people(
        "dentist--lehi.csv",
        &[&DENTIST.replace("12-3456789", " 12-3456789")],
    );
    let json = sandbox.run("lint --fix --json").json();
    assert_eq!(json["fixed"][0]["rule"], "blank-edges");
    assert_eq!(json["fixed"][0]["cell"], "N2");
    assert!(!json.to_string().contains("3456789"), "{json:#}");
    assert_eq!(sandbox.run("lint --json").json().get("fixed"), None);
}

#[test]
fn no_copy_hides_what_only_a_workbook_can_say() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (header, text)) in (0..).zip(PEOPLE.split(',').zip(DENTIST.split(','))) {
        sheet.write(0, column, header).expect("a text");
        sheet.write(1, column, text).expect("a text");
        if header == "State ID" {
            // Typed as 00123, and a spreadsheet took it for a number.
            sheet.write(1, column, 123).expect("a number");
        }
    }
    let sandbox =
        Sandbox::organization().file("dentist--lehi.xlsx", book.save_to_buffer().expect("a workbook"));
    assert!(
        sandbox
            .run("lint --format concise")
            .stdout
            .contains("error[number-cell]")
    );
    let elsewhere = Sandbox::empty();
    let folder = elsewhere.path("repaired").display().to_string();
    let said = sandbox.roster(&["lint", "--fix", "--out-dir", &folder]);
    assert_snapshot!(said, @"
    exit code 2
    --- stderr
      × no copy of `dentist--lehi.xlsx` was written: as a CSV it would hide what `number-cell` found
      help: `roster lint dentist--lehi.xlsx` says where: mend it in Excel first
    ");
    assert!(elsewhere.files().is_empty());
}

#[test]
fn a_workbook_is_never_written_to_and_its_copy_is_repaired() {
    let sandbox = Sandbox::organization()
        .staff("front-desk--provo.csv", &[ZOE])
        .file("front-desk--lehi.xlsx", workbook(&[STAFF, &format!(" {ANA}")]));
    let before = sandbox.read("front-desk--lehi.xlsx");
    let said = sandbox.run("lint --fix");
    assert!(said.stderr.contains("1 workbook has fixes too"), "{said}");
    let elsewhere = Sandbox::empty();
    let folder = elsewhere.path("repaired").display().to_string();
    let said = sandbox.roster(&["lint", "--fix", "--out-dir", &folder]);
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(sandbox.read("front-desk--lehi.xlsx"), before);
    let copy = String::from_utf8(elsewhere.read("repaired/front-desk--lehi.csv")).expect("UTF-8");
    assert_eq!(copy, table(STAFF, &[ANA]).replace('\n', "\r\n"));
    assert_eq!(
        elsewhere.read("repaired/front-desk--provo.csv"),
        table(STAFF, &[ZOE]).into_bytes()
    );
    // The same again changes nothing, and what somebody wrote there meanwhile is not lost.
    assert_eq!(
        sandbox.roster(&["lint", "--fix", "--out-dir", &folder]).code,
        Some(0)
    );
    elsewhere.write("repaired/front-desk--provo.csv", "somebody's work");
    let said = sandbox.roster(&["lint", "--fix", "--out-dir", &folder]);
    assert_eq!(said.code, Some(2), "{said}");
    assert_eq!(
        elsewhere.read("repaired/front-desk--provo.csv"),
        b"somebody's work"
    );
}

#[test]
fn copies_do_not_go_where_they_would_be_rosters_too() {
    let sandbox = damaged();
    let said = sandbox.run("lint --fix --out-dir repaired");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(
        said.stderr.contains("lies in the organization's own folder"),
        "{said}"
    );
    assert!(!sandbox.path("repaired").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_rewritten_is_told_as_it_is_and_the_others_are_fixed() {
    let sandbox = damaged().staff("front-desk--provo.csv", &[&format!("{ZOE} ")]);
    fs::hard_link(sandbox.path("front-desk--lehi.csv"), sandbox.path("twin.txt")).expect("a link");
    let said = sandbox.run("lint --fix --format concise");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(
        said.stderr
            .contains("`front-desk--lehi.csv` was not rewritten: it has 1 more name (a hard link)"),
        "{said}"
    );
    assert!(
        said.stdout
            .contains("front-desk--lehi.csv:2:1: error[blank-edges]"),
        "{said}"
    );
    assert_eq!(
        sandbox.read("front-desk--provo.csv"),
        table(STAFF, &[ZOE]).into_bytes()
    );
    let said = sandbox.run("lint --fix --in-place front-desk--lehi.csv");
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(sandbox.read("twin.txt"), table(STAFF, &[ANA]).into_bytes());
}

/// How many runs are killed: a few in every test run, hundreds where `ROSTER_KILLS` says so, as `cargo xtask soak` does.
fn kills() -> u32 {
    let asked = std::env::var("ROSTER_KILLS")
        .ok()
        .and_then(|text| text.parse().ok());
    asked.unwrap_or(12)
}

#[test]
fn a_run_that_is_killed_leaves_each_file_old_or_new() {
    const FILES: usize = 40;
    let folder = || {
        let mut sandbox = Sandbox::organization();
        for file in 0..FILES {
            sandbox = sandbox.staff(
                &format!("{file}.csv"),
                &[&ANA.replace("achen", &format!(" user{file} "))],
            );
        }
        sandbox
    };
    let name = |file: usize| format!("{file}.csv");
    let fixed = |file: usize| table(STAFF, &[&ANA.replace("achen", &format!("user{file}"))]);
    let whole = folder();
    let began = Instant::now();
    assert_eq!(whole.run("lint --fix").code, Some(0));
    let lasts = began.elapsed();
    for file in 0..FILES {
        assert_eq!(whole.read(&name(file)), fixed(file).into_bytes());
    }
    let (mut between, mut killed) = (0, 0);
    for kill in 0..kills() {
        let sandbox = folder();
        let before: Vec<Vec<u8>> = (0..FILES).map(|file| sandbox.read(&name(file))).collect();
        let mut command = sandbox.command(&["lint", "--fix"]);
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program");
        // Golden-ratio steps are spread evenly, whatever their number.
        thread::sleep(
            lasts
                .mul_f64(f64::from(kill) * 0.618_034 % 1.0)
                .max(Duration::from_micros(200)),
        );
        child.kill().expect("a program to kill");
        killed += usize::from(child.wait().expect("an end").code().is_none());
        let mut done = 0;
        for (file, before) in before.iter().enumerate() {
            let now = sandbox.read(&name(file));
            let is_new = now == fixed(file).into_bytes();
            assert!(
                is_new || now == *before,
                "{file}: {:?}",
                String::from_utf8_lossy(&now)
            );
            done += usize::from(is_new);
        }
        between += usize::from(done > 0 && done < FILES);
        assert_eq!(sandbox.run("lint --fix").code, Some(0));
        assert_eq!(sandbox.read(&name(FILES - 1)), fixed(FILES - 1).into_bytes());
    }
    assert!(killed > 0, "no run was killed");
    tell(&format!(
        "{killed} runs killed, {between} of them between the first file and the last"
    ));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_told_twice_to_stop_keeps_all_that_it_was_to_write() {
    let rows: Vec<String> = (0..5_000)
        .map(|row| ANA.replace("achen", &format!(" user{row} ")))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let old = table(STAFF, &rows);
    let new = old.replace(" user", "user").replace(" ,", ",");
    let sandbox = || {
        let sandbox = Sandbox::organization().file("front-desk--lehi.csv", &old);
        fs::hard_link(sandbox.path("front-desk--lehi.csv"), sandbox.path("twin.txt")).expect("a hard link");
        sandbox
    };
    let whole = sandbox();
    let began = Instant::now();
    // It is too large for the target, which is told.
    assert_eq!(whole.run("lint --fix --in-place").code, Some(1));
    let lasts = began.elapsed();
    assert!(whole.read("twin.txt") == new.as_bytes());
    for run in 0..kills() {
        let sandbox = sandbox();
        let mut child = sandbox
            .command(&["lint", "--fix", "--in-place"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program");
        // The writing is in the last part.
        thread::sleep(lasts.mul_f64(0.6 + 0.4 * (f64::from(run) * 0.618_034 % 1.0)));
        for _ in 0..2 {
            // It may have ended by itself.
            let _ = Command::new("kill")
                .args(["-INT", &child.id().to_string()])
                .status();
        }
        child.wait().expect("an end");
        let now = sandbox.read("front-desk--lehi.csv");
        let kept = fs::read_dir(sandbox.path("."))
            .expect("a folder")
            .map(|entry| entry.expect("a file").path())
            .find(|path| path.to_string_lossy().contains(".roster-"));
        let is_kept = kept.is_some_and(|path| fs::read(path).expect("a file") == new.as_bytes());
        assert!(
            now == old.as_bytes() || now == new.as_bytes() || is_kept,
            "{} bytes are neither",
            now.len()
        );
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the figures of a test, for whoever asks with --nocapture"
)]
fn tell(figures: &str) {
    println!("{figures}");
}

#[test]
fn a_hook_is_told_that_something_was_repaired() {
    let wrong = ANA.replace("NO", "no");
    for out_dir in ["", " --out-dir ../repaired"] {
        let sandbox = Sandbox::empty()
            .file("clinic/roster.toml", ROSTER_TOML)
            .staff("clinic/front-desk--lehi.csv", &[&wrong]);
        let line = format!("lint --fix{out_dir}");
        assert_eq!(sandbox.run_in("clinic", &line).code, Some(0));
        sandbox.write("clinic/front-desk--lehi.csv", table(STAFF, &[&wrong]));
        let line = format!("{line} --exit-non-zero-on-fix");
        assert_eq!(sandbox.run_in("clinic", &line).code, Some(1), "{line}");
    }
    let sandbox = Sandbox::organization().staff("front-desk--lehi.csv", &[ANA]);
    assert_eq!(sandbox.run("lint --fix --exit-non-zero-on-fix").code, Some(0));
    assert_eq!(
        sandbox.run("lint --exit-non-zero-on-fix").code,
        Some(2),
        "without --fix"
    );
}
