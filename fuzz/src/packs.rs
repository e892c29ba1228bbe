//! The packs, and a roster judged under the one whose columns it has.

use std::sync::LazyLock;

use rosterkit_lint::{Layout, Levels, Report, Roster, Standing, check};
use rosterkit_schema::{Answers, Batch, Schema};
use rosterkit_sheet::{Document, ReadOptions};

/// The schemas of the packs.
static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    let sources = [
        include_str!("../../templates/dentrix-ascend/schema.toml"),
        include_str!("../../templates/google-workspace/schema.toml"),
        include_str!("../../templates/entra-bulk-create/schema.toml"),
    ];
    let parsed = sources.map(|text| Schema::parse("schema.toml", text, &Answers::new()).ok());
    parsed.into_iter().flatten().collect()
});

/// A roster of somebody else, for what is looked for between files.
const OTHER: &[u8] = include_bytes!("../../templates/demo/office-managers.csv");

/// Reads a file as one for this pack; `None` where it is no file for any.
pub(crate) fn read(schema: &Schema, bytes: &[u8]) -> Option<Document> {
    let headers = schema.header_names();
    let preamble: Vec<&str> = schema.file.preamble.iter().map(String::as_str).collect();
    let options = ReadOptions {
        headers: &headers,
        sheet: None,
        preamble: &preamble,
    };
    Document::read_with("roster.csv", bytes.to_vec(), &options).ok()
}

/// The schema whose columns the file has.
pub(crate) fn schema_of(bytes: &[u8]) -> Option<&'static Schema> {
    SCHEMAS.iter().max_by_key(|schema| {
        read(schema, bytes).map(|document| Layout::new(schema, document.sheet()).known())
    })
}

/// Judges the file, which is the last of the report's; `None` where it cannot be read.
pub(crate) fn judged(schema: &Schema, bytes: &[u8]) -> Option<Report> {
    let document = read(schema, bytes)?;
    let known = Layout::new(schema, document.sheet()).known();
    let mut rosters = Vec::new();
    if let Some(other) = read(schema, OTHER).filter(|_| known > 0) {
        let (batch, context) = (batch("provo", "office-manager"), true);
        rosters.push(Roster {
            document: other,
            batch,
            context,
            master: None,
            standing: Standing::default(),
        });
    }
    // A column for providers is right or wrong by the batch, and both must be tried.
    let role = if bytes.len().is_multiple_of(2) {
        "dentist"
    } else {
        "hygienist"
    };
    let (batch, context) = (batch("lehi", role), false);
    rosters.push(Roster {
        document,
        batch,
        context,
        master: None,
        standing: Standing::default(),
    });
    Some(check(schema.clone(), rosters, &Levels::default()))
}

fn batch(location: &str, role: &str) -> Batch {
    Batch {
        assignments: [(location.to_owned(), role.to_owned())].into(),
        provider: Some(role == "dentist"),
        ..Batch::default()
    }
}
