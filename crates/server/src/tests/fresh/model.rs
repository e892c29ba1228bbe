//! What an editor knows of its files, and what somebody who knows nothing of the server says is wrong with them.

use std::path::Path;

use rosterkit_lint::{Diagnostic, Level, Place, Report, Suppression, Terms, Values, check as judge};
use rosterkit_project::{FileSystem, Given, MemoryFiles, Project, is_roster, read_as};
use serde_json::{Value, json};

use crate::tests::editor::{Editor, PACKS, TODAY, edited, pulling, pushed};
use crate::text::Units;

/// The files: the rosters in the order of their names, and last the settings.
pub(super) const FILES: [&str; 4] = [
    "dentist--lehi.csv",
    "front-desk--lehi.csv",
    "front-desk--provo.csv",
    "roster.toml",
];
pub(super) const SETTINGS: usize = 3;

/// A folder with these files, some of them open in an editor.
pub(super) struct Model {
    editor: Editor,
    units: Units,
    pulls: bool,
    disk: [Option<String>; 4],
    open: [Option<String>; 4],
    /// The last settings without a fault that the server has seen.
    in_force: String,
}

impl Model {
    pub(super) fn new(pulls: bool, rosters: [String; 3], settings: &str) -> Self {
        let (capabilities, units) = if pulls {
            (pulling(), Units::Utf8)
        } else {
            (pushed(), Units::Utf16)
        };
        let [one, two, three] = rosters;
        let files: Vec<(&str, &[u8])> = FILES
            .into_iter()
            .zip([one.as_bytes(), two.as_bytes(), three.as_bytes()])
            .collect();
        let mut model = Self {
            editor: Editor::start(&capabilities, &files),
            units,
            pulls,
            open: [const { None }; 4],
            in_force: settings.to_owned(),
            disk: [Some(one), Some(two), Some(three), Some(settings.to_owned())],
        };
        model.open(1);
        model.open(2);
        // The settings are in force once the server has seen them: it may be slower than who spoils them next.
        model.settle();
        model
    }

    /// What the file says, to whoever looks through the editor.
    pub(super) fn text(&self, file: usize) -> &str {
        let text = self.open[file].as_ref().or(self.disk[file].as_ref());
        text.map_or("", String::as_str)
    }

    /// Other text in the place of these bytes: typed where the file is open, else written by another program.
    pub(super) fn edit(&mut self, file: usize, mut start: usize, mut end: usize, new: &str) {
        let mut text = self.text(file).to_owned();
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        // An editor cannot name the place between CR and LF: it selects both or neither.
        let splits = |at: usize| text.as_bytes().get(at) == Some(&b'\n') && text[..at].ends_with('\r');
        let start = start - usize::from(splits(start));
        let end = end + usize::from(splits(end));
        let place = |at| self.units.position(text.as_bytes(), at);
        let range = json!({ "start": place(start), "end": place(end) });
        text.replace_range(start..end, new);
        if self.open[file].is_some() {
            self.changed(file, &json!([{ "range": range, "text": new }]), text);
        } else {
            self.write(file, text);
        }
    }

    /// The whole text anew.
    pub(super) fn replace(&mut self, file: usize, text: &str) {
        if self.open[file].is_some() {
            self.changed(file, &json!([{ "text": text }]), text.to_owned());
        } else {
            self.write(file, text.to_owned());
        }
    }

    pub(super) fn open(&mut self, file: usize) {
        if self.open[file].is_none() {
            let text = self.disk[file].clone().unwrap_or_default();
            self.editor.open(FILES[file], &text);
            self.open[file] = Some(text);
        }
    }

    pub(super) fn close(&mut self, file: usize) {
        if self.open[file].take().is_some() {
            self.editor.close(FILES[file]);
        }
    }

    pub(super) fn save(&mut self, file: usize) {
        if let Some(text) = self.open[file].clone() {
            self.write(file, text);
        }
    }

    /// Takes a roster from the disk. One that is open is there all the same.
    pub(super) fn remove(&mut self, file: usize) {
        self.disk[file] = None;
        let path = Path::new("/group").join(FILES[file]);
        self.editor.disk.files().remove(&path);
        self.editor.look();
    }

    /// Lets the server make all safe fixes.
    pub(super) fn format(&mut self, file: usize) {
        let Some(text) = self.open[file].clone() else {
            return;
        };
        let mut edits = self.editor.ask(
            "textDocument/formatting",
            FILES[file],
            &json!({ "options": { "tabSize": 4, "insertSpaces": true } }),
        );
        let Some(list) = edits.as_array_mut() else { return };
        let after = edited(&text, self.units, &json!(list));
        // From the last to the first, so that each is stated in the text as it was.
        list.reverse();
        let changes = list
            .iter()
            .map(|edit| json!({ "range": edit["range"], "text": edit["newText"] }));
        let changes: Value = changes.collect();
        self.changed(file, &changes, after);
    }

    fn changed(&mut self, file: usize, changes: &Value, text: String) {
        self.editor.changes(FILES[file], changes);
        self.open[file] = Some(text);
    }

    fn write(&mut self, file: usize, text: String) {
        let path = Path::new("/group").join(FILES[file]);
        self.editor.disk.files().write(path, text.as_bytes());
        self.disk[file] = Some(text);
        self.editor.look();
    }

    /// Waits until all is told.
    pub(super) fn settle(&mut self) {
        self.editor.settle();
        let settings = self.text(SETTINGS);
        if settings != self.in_force && project(settings).is_some() {
            self.in_force = settings.to_owned();
        }
    }

    /// Holds what is told of each file to a fresh judgement.
    pub(super) fn check(&mut self) {
        self.settle();
        let files = self.files();
        let project = project(&self.in_force).expect("settings in force have no fault");
        let together = fresh(&project, &files, None);
        for (file, name) in FILES.into_iter().take(SETTINGS).enumerate() {
            let alone = self.open[file]
                .is_some()
                .then(|| fresh(&project, &files, Some(name)));
            let report = alone.as_ref().unwrap_or(&together);
            let told = self.told(file);
            let is_there = files.stamp(&Path::new("/group").join(name)).is_ok();
            let is_roster = report
                .rosters()
                .iter()
                .any(|roster| roster.document.name() == name);
            if is_there && !is_roster {
                // It cannot be read, or has no header: one word about that, where its name says that it should.
                let is_refused = |line: &String| line.starts_with("0:0-0:0 error - this file");
                assert!(told.len() <= 1 && told.iter().all(is_refused), "{told:?}");
            } else {
                let wanted = self.lines(report, name, &files);
                assert_eq!(told, wanted, "{name}: {:?} {:?}", self.open, self.disk);
            }
        }
        let told = self.told(SETTINGS);
        let entries = together.diagnostics().iter();
        let entries = entries.filter(|found| matches!(found.at.place, Place::Suppression(_)));
        let entries: Vec<&str> = entries.map(|found| found.rule.name).collect();
        if self.in_force == self.text(SETTINGS) {
            let named: Vec<&str> = told.iter().filter_map(|line| line.split(' ').nth(2)).collect();
            assert_eq!(named, entries);
        } else {
            // What is wrong with the settings in force is nowhere in the text that stands there now.
            assert!(
                !told.is_empty() && told.iter().all(|line| line.contains(" error - ")),
                "{told:?}"
            );
        }
    }

    /// What the editor shows of a file.
    fn told(&mut self, file: usize) -> Vec<String> {
        let pushed = self.editor.told.get(FILES[file]).cloned().unwrap_or_default();
        let told = if self.pulls && self.open[file].is_some() {
            assert_eq!(pushed, Vec::<Value>::new(), "told twice");
            self.editor
                .ask("textDocument/diagnostic", FILES[file], &json!({}))["items"]
                .take()
        } else {
            json!(pushed)
        };
        told.as_array().into_iter().flatten().map(told_line).collect()
    }

    /// The files as they are, seen through the editor.
    fn files(&self) -> MemoryFiles {
        let mut files = MemoryFiles::default();
        for (file, name) in FILES.iter().enumerate() {
            if self.open[file].is_some() || self.disk[file].is_some() {
                files.write(format!("/group/{name}"), self.text(file));
            }
        }
        files
    }

    /// What a judgement says of one file, as the editor should show it.
    fn lines(&self, report: &Report, name: &str, files: &MemoryFiles) -> Vec<String> {
        let scene = report.scene(Values::Shown);
        let file_of = |at: rosterkit_lint::Location| report.rosters()[at.file.0 as usize].document.name();
        let place = |at| {
            let text = files.read(&Path::new("/group").join(file_of(at))).unwrap();
            let span = scene.span(at).map(|span| [span.start, span.end]);
            let places = span.map(|span| span.map(|byte| place(&text, byte as usize, self.units)));
            places.map_or("0:0-0:0".to_owned(), |places| places.join("-"))
        };
        let line = |found: &Diagnostic| {
            let words = scene.words(found);
            let level = match found.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Note => "note",
            };
            let help = words.help.map(|help| format!("\n{help}")).unwrap_or_default();
            let related = found.related.map(|at| {
                format!(
                    " <- {} {} {}",
                    file_of(at),
                    place(at),
                    words.related.unwrap_or_default()
                )
            });
            format!(
                "{} {level} {} {}{help}{}",
                place(found.at),
                found.rule.name,
                words.message,
                related.unwrap_or_default()
            )
        };
        let found = report.diagnostics().iter();
        found
            .filter(|found| !matches!(found.at.place, Place::Suppression(_)) && file_of(found.at) == name)
            .map(line)
            .collect()
    }
}

/// What an editor is told, in a line.
fn told_line(found: &Value) -> String {
    let range = |range: &Value| {
        let place = |at: &Value| format!("{}:{}", at["line"], at["character"]);
        format!("{}-{}", place(&range["start"]), place(&range["end"]))
    };
    let level =
        ["", "error", "warning", "note"][usize::try_from(found["severity"].as_u64().unwrap()).unwrap()];
    let related = found["relatedInformation"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|related| {
            let uri = related["location"]["uri"].as_str().unwrap();
            let name = uri.rsplit('/').next().unwrap();
            format!(
                " <- {name} {} {}",
                range(&related["location"]["range"]),
                related["message"].as_str().unwrap()
            )
        });
    let related: String = related.collect();
    let code = found["code"].as_str().unwrap_or("-");
    format!(
        "{} {level} {code} {}{related}",
        range(&found["range"]),
        found["message"].as_str().unwrap()
    )
}

/// The organization of these settings; `None` where they have a fault.
pub(super) fn project(settings: &str) -> Option<Project> {
    let files = MemoryFiles::from([("/group/roster.toml", settings)]);
    Project::load(&files, PACKS, Path::new("/group/roster.toml")).ok()
}

/// What `roster lint FILE` says of a file among these; without a file what it says of all of them.
fn fresh(project: &Project, files: &MemoryFiles, name: Option<&str>) -> Report {
    let schema = project.settings().schema.clone();
    let mut rosters = Vec::new();
    for other in &FILES[..SETTINGS] {
        let path = Path::new("/group").join(other);
        let Ok(bytes) = files.read(&path) else { continue };
        let Ok(document) = read_as(&schema, other, bytes, None) else {
            continue;
        };
        if is_roster(&schema, &document) {
            let mut roster = project.roster(document, &path, &Given::default());
            roster.context = name.is_some_and(|name| name != *other);
            rosters.push(roster);
        }
    }
    let suppressions: &[Suppression] = &project.settings().suppressions;
    let terms = Terms {
        today: TODAY,
        suppressions,
        written_in: "/group/roster.toml",
        ..Terms::from(&project.settings().levels)
    };
    judge(schema, rosters, terms)
}

/// Where a byte is, by walking through the text character by character.
fn place(text: &[u8], byte: usize, units: Units) -> String {
    let before = std::str::from_utf8(&text[..byte]).expect("no place inside a character");
    let (mut line, mut rest, mut last_was_cr) = (0, "", false);
    for piece in before.split_inclusive(['\n', '\r']) {
        if last_was_cr && piece == "\n" {
            last_was_cr = false;
            continue;
        }
        if piece.ends_with(['\n', '\r']) {
            line += 1;
            rest = "";
        } else {
            rest = piece;
        }
        last_was_cr = piece.ends_with('\r');
    }
    let width: usize = match units {
        Units::Utf8 => rest.len(),
        Units::Utf16 => rest.encode_utf16().count(),
    };
    format!("{line}:{width}")
}
