//! The lexer on a megabyte, as files are and as they should not be: `cargo bench -p rosterkit-sheet`.

use std::num::NonZeroUsize;

use divan::Bencher;
use divan::counter::BytesCount;
use rosterkit_sheet::{Document, Sheet};

fn main() {
    divan::main();
}

const ROWS: [&str; 4] = [
    "Ana,Chen,achen,(801) 555-0123,YES,UT,840431234\n",
    "\"Ana\",\"Chen\",\"achen\",\"(801) 555-0123\",\"YES\",\"UT\",\"840431234\"\n",
    "\"Ana\nMaria\",Chen,achen,(801) 555-0123,YES,UT,840431234\n",
    "Ana,\"Chen,achen,(801) 555-0123,YES,UT,840431234\n",
];

/// What the rows are like.
const KINDS: [&str; 4] = ["bare", "quoted", "over two lines", "with a stray quotation mark"];

fn text(kind: &str) -> Vec<u8> {
    let row = KINDS
        .iter()
        .position(|known| *known == kind)
        .map_or("", |at| ROWS[at]);
    let rows = (1 << 20) / row.len().max(1);
    let header = "First Name,Last Name,Username,Phone Number,Provider,State,ZIP Code\n";
    (header.to_owned() + &row.repeat(rows)).into_bytes()
}

#[divan::bench(args = KINDS)]
fn rows(bencher: Bencher<'_, '_>, kind: &str) {
    let text = text(kind);
    bencher
        .counter(BytesCount::of_slice(&text))
        .with_inputs(|| text.clone())
        .bench_values(|text| Sheet::of_text(text, NonZeroUsize::MIN));
}

#[divan::bench(args = KINDS)]
fn document(bencher: Bencher<'_, '_>, kind: &str) {
    let text = text(kind);
    bencher
        .counter(BytesCount::of_slice(&text))
        .with_inputs(|| text.clone())
        .bench_values(|text| Document::read("staff.csv", text));
}
