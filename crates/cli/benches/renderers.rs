//! Every format for a roster of a thousand people, of whom each has two wrong cells, which is too many for one file: `cargo bench --bench renderers`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use rosterkit::Rendering;

fn main() {
    divan::main();
}

const PEOPLE: usize = 1_000;

/// How many diagnostics there are.
const FOUND: usize = 2 * PEOPLE + 1;

const FORMATS: [&str; 9] = [
    "full", "concise", "grouped", "jsonl", "sarif", "github", "gitlab", "junit", "html",
];

/// What is wrong with them, found out once.
fn rendering() -> &'static Rendering {
    static RENDERING: OnceLock<Rendering> = OnceLock::new();
    RENDERING.get_or_init(|| {
        let folder = match tempfile::tempdir() {
            Ok(folder) => folder,
            Err(error) => panic!("{error}"),
        };
        match written(folder.path()) {
            Ok(rendering) => rendering,
            Err(error) => panic!("{error}"),
        }
    })
}

fn written(folder: &Path) -> std::io::Result<Rendering> {
    let path = folder.join("staff.csv");
    let mut file = fs::File::create(&path)?;
    writeln!(
        file,
        "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO)"
    )?;
    for person in 0..PEOPLE {
        writeln!(
            file,
            "Ana,Chen,achen{person},achen{person}@example.com,(801) 134-{person:04},no"
        )?;
    }
    drop(file);
    let rendering = Rendering::of(&[path]);
    let mut lines = Vec::new();
    rendering.write("concise", &mut lines)?;
    assert_eq!(lines.split(|byte| *byte == b'\n').count(), FOUND + 1);
    Ok(rendering)
}

#[divan::bench(args = FORMATS)]
fn render(bencher: Bencher<'_, '_>, format: &str) {
    let rendering = rendering();
    bencher.counter(ItemsCount::new(FOUND)).bench(|| {
        let mut out = Vec::new();
        let written = rendering.write(format, &mut out);
        assert!(written.is_ok());
        out
    });
}
