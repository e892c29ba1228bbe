//! What it takes to accept the example of each column of Dentrix Ascend, and to parse it: `cargo bench -p rosterkit-schema`.

use std::sync::LazyLock;

use divan::{Bencher, black_box};
use rosterkit_schema::{Answers, Column, Schema};

fn main() {
    divan::main();
}

static SCHEMA: LazyLock<Option<Schema>> = LazyLock::new(|| {
    let text = include_str!("../../../templates/dentrix-ascend/schema.toml");
    Schema::parse("schema.toml", text, &Answers::new()).ok()
});

fn columns() -> impl Iterator<Item = &'static str> {
    let columns = SCHEMA.iter().flat_map(|schema| &schema.columns);
    columns.map(|column| column.id.as_str())
}

fn column(id: &str) -> Option<&'static Column> {
    SCHEMA.as_ref()?.columns.iter().find(|column| column.id == id)
}

#[divan::bench(args = columns())]
fn accepts(bencher: Bencher<'_, '_>, id: &str) {
    let Some(column) = column(id) else { return };
    bencher.bench(|| column.field_type.accepts(black_box(column.example.as_bytes())));
}

#[divan::bench(args = columns())]
fn parse(bencher: Bencher<'_, '_>, id: &str) {
    let Some(column) = column(id) else { return };
    bencher.bench(|| column.field_type.parse(black_box(&column.example)).is_ok());
}
