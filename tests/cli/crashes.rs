//! Imports that are cut short: stopped, killed, four at once, without space. What is there afterwards is whole, and running
//! it again brings about what an undisturbed run does.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::fixture::{ROSTER_TOML, STAFF, Sandbox};
use kept::Kept;

mod kept;

/// How many files an import has here, and how many people each.
const FILES: usize = 6;
const PEOPLE: usize = 40;

/// How many imports are killed: a few in every test run, hundreds where `ROSTER_KILLS` says so, as `cargo xtask soak` does.
fn kills() -> usize {
    let asked = std::env::var("ROSTER_KILLS")
        .ok()
        .and_then(|text| text.parse().ok());
    asked.unwrap_or(8)
}

/// An organization of many files. A person of each file stands in the next one too, at another location.
fn organization(people: usize) -> Sandbox {
    organization_in(&Kept::InFile, people)
}

/// The same with its accounts somewhere else, where nothing is yet.
fn organization_in(kept: &Kept, people: usize) -> Sandbox {
    kept.empty();
    let mut toml = ROSTER_TOML.replace("sqlite:roster.db", kept.url());
    for file in 0..FILES {
        let _ = write!(toml, "\n[[location]]\nid = \"at-{file}\"\nname = \"At {file}\"\n");
    }
    let sandbox = Sandbox::empty().file("roster.toml", toml);
    for file in 0..FILES {
        let mut rows = format!("{STAFF}\n");
        for person in 0..=people {
            let number = file * people + person;
            let _ = writeln!(
                rows,
                "Ana,Chen,user{number},user{number}@example.com,(801) 555-0123,NO"
            );
        }
        sandbox.write(&format!("front-desk--at-{file}.csv"), rows);
    }
    sandbox
}

/// All that the store holds, without times.
fn dump(sandbox: &Sandbox) -> String {
    let mut dump = sandbox.run("accounts list --csv").stdout + &sandbox.run("tasks --all --csv").stdout;
    for batch in 1..=FILES {
        dump += &sandbox.run(&format!("batches show {batch} --csv")).stdout;
    }
    dump + &sandbox.run("batches list --csv").stdout
}

/// Every batch in the journal is whole: its rows, and a person for each.
#[track_caller]
fn assert_whole(sandbox: &Sandbox, people: usize) -> usize {
    let said = sandbox.run("batches list --json");
    if said.code == Some(2) {
        // Nothing was ever committed.
        return 0;
    }
    let batches = said.json()["batches"].as_array().expect("batches").clone();
    for batch in &batches {
        let changes =
            batch["created"].as_u64().expect("a number") + batch["extended"].as_u64().expect("a number");
        assert_eq!(usize::try_from(changes).expect("a number"), people + 1, "{batch}");
    }
    let accounts = sandbox.run("accounts list --json").json();
    let accounts = accounts["accounts"].as_array().expect("accounts").len();
    assert_eq!(
        accounts,
        batches.len() * people + usize::from(!batches.is_empty())
    );
    batches.len()
}

fn start(sandbox: &Sandbox) -> Child {
    let mut command = sandbox.command(&["import", "--yes"]);
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().expect("a program that starts")
}

/// Waits until the store is written to; `false` when the program ended before that was seen.
fn first_write(kept: &Kept, sandbox: &Sandbox, child: &mut Child) -> bool {
    loop {
        if kept.is_written(sandbox) {
            return true;
        }
        if child.try_wait().expect("a program").is_some() {
            return false;
        }
        thread::yield_now();
    }
}

#[test]
fn an_import_that_is_killed_is_whole_and_resumed() {
    kill_and_resume(&Kept::InFile);
}

#[test]
fn an_import_into_postgres_that_is_killed_is_whole_and_resumed() {
    if let Some(kept) = Kept::in_database() {
        kill_and_resume(&kept);
    }
}

fn kill_and_resume(kept: &Kept) {
    let undisturbed = organization_in(kept, PEOPLE);
    let began = Instant::now();
    let mut child = start(&undisturbed);
    assert!(first_write(kept, &undisturbed, &mut child));
    let wrote = began.elapsed();
    assert!(child.wait().expect("an end").success());
    // From the first write to the end, as the machine is now; kills are spread over it.
    let mut lasts = began.elapsed().saturating_sub(wrote);
    let expected = dump(&undisturbed);

    let wanted = kills();
    let mut histogram = BTreeMap::<usize, usize>::new();
    let (mut killed, mut tries) = (0, 0_u32);
    while killed < wanted {
        tries += 1;
        assert!(
            tries < 40 * u32::try_from(wanted).expect("a number") + 100,
            "{killed} of {tries} were killed"
        );
        let sandbox = organization_in(kept, PEOPLE);
        let mut child = start(&sandbox);
        // Golden-ratio steps are spread evenly, whatever their number.
        let part = f64::from(tries) * 0.618_034 % 1.0;
        if first_write(kept, &sandbox, &mut child) {
            let wrote = Instant::now();
            while wrote.elapsed() < lasts.mul_f64(part) {
                if child.try_wait().expect("a program").is_some() {
                    // It ended before its time, so the machine has become faster.
                    lasts = wrote.elapsed();
                    break;
                }
                thread::sleep(Duration::from_micros(200));
            }
        }
        child.kill().expect("a program to kill");
        if child.wait().expect("an end").code().is_some() {
            continue;
        }
        killed += 1;
        *histogram.entry(assert_whole(&sandbox, PEOPLE)).or_default() += 1;
        let resumed = sandbox.run("import --yes");
        assert_eq!(resumed.code, Some(0), "{resumed}");
        assert_eq!(dump(&sandbox), expected);
    }
    let lines = histogram.iter().map(|(batches, kills)| {
        format!(
            "{batches} of {FILES} files were in: {kills:4} {}\n",
            "#".repeat(60 * kills / wanted)
        )
    });
    tell(&format!(
        "{}: {killed} kills between first write and end ({tries} runs); each resumed to the same as undisturbed\n{}",
        if matches!(kept, Kept::InFile) {
            "SQLite"
        } else {
            "PostgreSQL"
        },
        lines.collect::<String>()
    ));
}

#[test]
fn four_importers_at_once_do_what_one_does() {
    import_at_once(&Kept::InFile);
}

#[test]
fn four_importers_into_postgres_at_once_do_what_one_does() {
    if let Some(kept) = Kept::in_database() {
        import_at_once(&kept);
    }
}

fn import_at_once(kept: &Kept) {
    let undisturbed = organization_in(kept, PEOPLE);
    assert_eq!(undisturbed.run("import --yes").code, Some(0));
    let expected = dump(&undisturbed);
    let turns = kills().div_ceil(10);
    for _ in 0..turns {
        let sandbox = organization_in(kept, PEOPLE);
        let importers: Vec<Child> = (0..4).map(|_| start(&sandbox)).collect();
        for importer in importers {
            let output = importer.wait_with_output().expect("an end");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(0), "{said}");
        }
        assert_eq!(assert_whole(&sandbox, PEOPLE), FILES);
        assert_eq!(dump(&sandbox), expected);
    }
    tell(&format!(
        "four importers at once, {turns} times: the same as one\n"
    ));
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_done_and_says_what_was_done() {
    stop_and_resume(&Kept::InFile);
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_done_in_postgres_and_says_what_was_done() {
    if let Some(kept) = Kept::in_database() {
        stop_and_resume(&kept);
    }
}

#[cfg(unix)]
fn stop_and_resume(kept: &Kept) {
    let people = 1500;
    let sandbox = organization_in(kept, people);
    let mut child = start(&sandbox);
    assert!(first_write(kept, &sandbox, &mut child));
    thread::sleep(Duration::from_millis(20));
    let pid = child.id().to_string();
    let signal = Command::new("kill").args(["-INT", &pid]).status();
    assert!(signal.expect("kill").success());
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("stopped before `front-desk--at-"), "{said}");
    assert!(assert_whole(&sandbox, people) < FILES);
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    assert_eq!(assert_whole(&sandbox, people), FILES);
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_grow_is_told_and_the_import_goes_on_later() {
    let sandbox = organization(PEOPLE);
    let roster = env!("CARGO_BIN_EXE_roster");
    let script = format!("trap '' XFSZ; ulimit -f 100; exec '{roster}' import --yes");
    let output = sandbox.scrubbed(Command::new("sh"), &["-c", &script]).output();
    let said = sandbox.said(output.expect("a shell"));
    assert_eq!(said.code, Some(2), "{said}");
    assert!(
        said.stderr.contains("was not imported") && said.stderr.contains("`roster.db`"),
        "{said}"
    );
    assert_whole(&sandbox, PEOPLE);
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    assert_eq!(assert_whole(&sandbox, PEOPLE), FILES);
}

#[cfg(unix)]
#[test]
fn a_store_that_may_not_be_written_is_told_and_the_import_goes_on_later() {
    let sandbox = organization(PEOPLE);
    assert_eq!(sandbox.run("import --yes front-desk--at-0.csv").code, Some(0));
    // Whoever runs the tests may write everywhere; a folder in the place of the journal file stops anybody.
    for name in ["roster.db-wal", "roster.db-shm"] {
        let _ = fs::remove_file(sandbox.path(name));
        fs::create_dir(sandbox.path(name)).expect("a folder");
    }
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("`roster.db`"), "{said}");
    for name in ["roster.db-wal", "roster.db-shm"] {
        fs::remove_dir(sandbox.path(name)).expect("an empty folder");
    }
    assert_eq!(assert_whole(&sandbox, PEOPLE), 1);
    assert_eq!(sandbox.run("import --yes").code, Some(0));
    assert_eq!(assert_whole(&sandbox, PEOPLE), FILES);
}

#[expect(
    clippy::print_stdout,
    reason = "the figures of a test, for whoever asks with --nocapture"
)]
fn tell(figures: &str) {
    println!("{figures}");
}
