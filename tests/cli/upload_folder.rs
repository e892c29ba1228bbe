//! The upload folder written again: nothing that somebody did in it is lost, wherever the writing is interrupted.

use std::collections::BTreeMap;
use std::fs;

use insta::assert_snapshot;

use crate::fixture::{ROSTER_TOML, Sandbox};
use crate::master::master;
use crate::split::text;

/// Rows of a master: somebody at the front desk in Lehi, and somebody there in Provo.
const BEN: &str = "Ben,Okafor,bokafor,ben.okafor@example.com,801-555-0124,NO,front desk,lehi";
const EVE: &str = "Eve,Ito,eito,eve.ito@example.com,801-555-0177,NO,front desk,provo";

/// An upload folder of these two.
fn of_two() -> Sandbox {
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[BEN, EVE]));
    assert_eq!(sandbox.run("split everybody.csv -o upload").code, Some(0));
    sandbox
}

/// The names in a folder and what is in each file.
fn contents(sandbox: &Sandbox, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(sandbox.path(folder)).expect("a folder");
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        (name, fs::read(entry.path()).expect("a file"))
    };
    entries.map(read).collect()
}

#[test]
fn what_somebody_put_into_the_folder_or_changed_there_is_never_lost() {
    let edited = "Ana,Chen,achen,ana.chen@example.com,8015550129,NO\n";
    for (file, words) in [
        ("mine.csv", "`upload` holds other files: `mine.csv`"),
        ("schema.toml", "`upload` holds other files: `schema.toml`"),
        (
            "front-desk--lehi.csv",
            "somebody changed what was written into `upload`: `front-desk--lehi.csv`",
        ),
        (
            "roster.toml",
            "somebody changed what was written into `upload`: `roster.toml`",
        ),
        (
            "upload.md",
            "somebody changed what was written into `upload`: `upload.md`",
        ),
    ] {
        let sandbox = of_two();
        sandbox.write(&format!("upload/{file}"), edited);
        let before = contents(&sandbox, "upload");
        let said = sandbox.run("split everybody.csv -o upload --force");
        assert_eq!(said.code, Some(2), "{said}");
        assert!(said.stderr.contains(words), "{said}");
        assert_eq!(contents(&sandbox, "upload"), before);
    }
    // A manifest that lists nothing owns nothing.
    let sandbox = Sandbox::organization()
        .file("everybody.csv", master(&[BEN]))
        .file("mine/upload.json", "{}")
        .file("mine/roster.toml", "");
    let said = sandbox.run("split everybody.csv -o mine --force");
    assert!(
        said.code == Some(2) && said.stderr.contains("`mine` holds other files"),
        "{said}"
    );
    // What is gone is nobody's.
    let sandbox = of_two();
    fs::remove_file(sandbox.path("upload/front-desk--lehi.csv")).expect("a removed file");
    assert_eq!(sandbox.run("split everybody.csv -o upload --force").code, Some(0));
}

#[test]
fn a_tick_is_kept_as_long_as_its_file_stays_the_same() {
    let sandbox = of_two();
    let page = text(&sandbox, "upload/upload.md");
    let ticked = page
        .replacen(
            "## [ ] `front-desk--provo.csv`",
            "## [x] `front-desk--provo.csv`",
            1,
        )
        .replacen("- [ ]", "- [X]", 1);
    assert_eq!(ticked.matches("[ ]").count() + 2, page.matches("[ ]").count());
    sandbox.write("upload/upload.md", &ticked);
    // It is kept although the file was deleted once it was uploaded.
    fs::remove_file(sandbox.path("upload/front-desk--provo.csv")).expect("a removed file");
    let said = sandbox.run("split everybody.csv -o upload --force");
    assert_eq!(said.code, Some(0), "{said}");
    assert_eq!(text(&sandbox, "upload/upload.md"), ticked.replace("[X]", "[x]"));
    assert_eq!(sandbox.run("split everybody.csv -o upload --force").code, Some(0));

    let before = contents(&sandbox, "upload");
    sandbox.write("everybody.csv", master(&[BEN, &EVE.replace("Eve", "Eva")]));
    let said = sandbox.run("split everybody.csv -o upload --force");
    assert_eq!(said.code, Some(2), "{said}");
    assert_snapshot!(said.stderr, @"
    × `upload/upload.md` has ticks for what is not written again as it was: `front-desk--provo.csv`
    help: nothing was written: a tick says what was uploaded, and an account cannot be created twice; keep
          this folder and name another one, or take the ticks out
    ");
    assert_eq!(contents(&sandbox, "upload"), before);
    // Another file may change.
    sandbox.write("upload/upload.md", ticked.replace("[X]", "[ ]"));
    sandbox.write("everybody.csv", master(&[&BEN.replace("Ben", "Bob"), EVE]));
    let said = sandbox.run("split everybody.csv -o upload --force");
    assert_eq!(said.code, Some(0), "{said}");
    assert!(text(&sandbox, "upload/upload.md").contains("## [x] `front-desk--provo.csv`"));
    assert!(text(&sandbox, "upload/front-desk--lehi.csv").contains("Bob"));
}

#[test]
fn a_folder_that_is_written_anew_is_there_wherever_that_was_interrupted() {
    // Killed before the new folder had its name: the old one is aside.
    let sandbox = of_two();
    let before = contents(&sandbox, "upload");
    fs::rename(sandbox.path("upload"), sandbox.path(".roster-old-upload")).expect("a folder aside");
    let said = sandbox.run("split everybody.csv -o upload");
    assert_eq!(said.code, Some(2), "{said}");
    assert!(
        said.stderr.contains("the files from before it are back"),
        "{said}"
    );
    assert_eq!(contents(&sandbox, "upload"), before);

    // Killed before the old folder was removed, and while it was.
    for gone in [&[][..], &["front-desk--lehi.csv", "roster.toml"][..]] {
        let sandbox = of_two();
        fs::rename(sandbox.path("upload"), sandbox.path(".roster-old-upload")).expect("a folder aside");
        for name in gone {
            fs::remove_file(sandbox.path(&format!(".roster-old-upload/{name}"))).expect("a removed file");
        }
        for (name, bytes) in &before {
            sandbox.write(&format!("upload/{name}"), bytes);
        }
        let said = sandbox.run("split everybody.csv -o upload --force");
        assert_eq!(said.code, Some(0), "{said}");
        assert!(
            said.stderr.contains("the files from before it are removed now"),
            "{said}"
        );
        assert_eq!(contents(&sandbox, "upload"), before);
        assert_eq!(sandbox.files(), ["everybody.csv", "roster.toml", "upload"]);
    }

    // What is not ours under that name is in the way, and stays.
    let sandbox = of_two();
    sandbox.write(".roster-old-upload/mine.txt", "mine");
    let said = sandbox.run("split everybody.csv -o upload --force");
    assert_eq!(said.code, Some(2), "{said}");
    assert_eq!(text(&sandbox, ".roster-old-upload/mine.txt"), "mine");

    // Killed while the new folder was written: it is told, since another run may be at work in it.
    let sandbox = of_two();
    sandbox.write(".roster-new-upload-ab12cd/front-desk--lehi.csv", "half");
    let said = sandbox.run("split everybody.csv -o upload --force");
    assert!(
        said.code == Some(0) && said.stderr.contains("`.roster-new-upload-ab12cd` is left"),
        "{said}"
    );
    assert_eq!(contents(&sandbox, "upload"), before);
}

#[test]
fn an_import_from_the_folder_goes_into_the_store_of_the_organization() {
    let sandbox = of_two();
    sandbox.run("import --yes");
    let said = sandbox.run_in("upload", "import --yes");
    assert_eq!(said.code, Some(0), "{said}");
    assert!(
        said.stderr
            .contains("nothing to do: the store has all of this already"),
        "{said}"
    );
    assert!(!contents(&sandbox, "upload").contains_key("roster.db"));
    assert_eq!(sandbox.run("split everybody.csv -o upload --force").code, Some(0));

    // From a folder somewhere else, under another name of the store.
    let toml = ROSTER_TOML.replace("sqlite:roster.db", "sqlite:data/staff.db");
    fs::create_dir(sandbox.path("data")).expect("a folder");
    sandbox.write("roster.toml", toml);
    let elsewhere = Sandbox::empty();
    let folder = elsewhere.path("to/upload").display().to_string();
    assert_eq!(
        sandbox.roster(&["split", "everybody.csv", "-o", &folder]).code,
        Some(0)
    );
    assert_eq!(elsewhere.run_in("to/upload", "import --yes").code, Some(0));
    assert!(sandbox.path("data/staff.db").is_file());
}

#[cfg(unix)]
#[test]
fn the_store_is_found_from_a_folder_behind_a_link() {
    let sandbox = Sandbox::organization().file("everybody.csv", master(&[BEN]));
    let elsewhere = Sandbox::empty();
    fs::create_dir_all(elsewhere.path("far/away")).expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path("far/away"), sandbox.path("link")).expect("a link");
    assert_eq!(sandbox.run("split everybody.csv -o link/upload").code, Some(0));
    assert_eq!(sandbox.run("import link/upload --yes").code, Some(0));
    assert!(sandbox.path("roster.db").is_file());
    // The link itself is not replaced.
    let said = sandbox.run("split everybody.csv -o link --force");
    assert!(
        said.code == Some(2) && said.stderr.contains("`link` is a link"),
        "{said}"
    );
}
