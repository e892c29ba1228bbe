//! Text read many bytes at a time, and by several threads, against the same text read cell by cell.

use proptest::prelude::*;

use crate::csv::record::Lexer;
use crate::csv::rows::Rows;
use crate::csv::{Share, line_end};
use crate::dialect::Opening;
use crate::{Delimiter, Fault, ReadOptions};

use super::dialects::{records, written};
use super::{quote_style, roster, terminator};

const PREAMBLE: &[&str] = &["Import Users, Version 1"];

/// Reads the text cell by cell.
fn carefully(text: &[u8], options: &ReadOptions<'_>) -> (Rows, Vec<Fault>) {
    let opening = Opening::of(text, options);
    let mut lexer = Lexer::new(text, opening.dialect.delimiter.byte());
    let mut at = lexer.open(&opening);
    while at < text.len() {
        at = lexer.read_row(at);
    }
    lexer.rows.finish(text.len());
    (lexer.rows, lexer.faults)
}

fn shared(text: &[u8], options: &ReadOptions<'_>, share: Share) -> (Rows, Vec<Fault>) {
    let opening = Opening::of(text, options);
    let mut lexer = Lexer::new(text, opening.dialect.delimiter.byte());
    let at = lexer.open(&opening);
    lexer.read_shared(at, share);
    lexer.rows.finish(text.len());
    (lexer.rows, lexer.faults)
}

/// Fails unless every way to share the reading out gives what reading cell by cell gives.
fn assert_agreement(text: &[u8]) {
    assert_agreement_of(text, &[(1, 1), (2, 1), (3, 1), (8, 1), (2, 100)]);
}

/// Fails unless these ways (so many threads, at least so many bytes for each) give what reading cell by cell gives.
fn assert_agreement_of(text: &[u8], shares: &[(usize, usize)]) {
    let options = ReadOptions {
        preamble: PREAMBLE,
        ..ReadOptions::default()
    };
    let expected = carefully(text, &options);
    for &(threads, least) in shares {
        let found = shared(text, &options, Share { threads, least });
        assert_eq!(
            found,
            expected,
            "{threads} threads, {:?}",
            String::from_utf8_lossy(text)
        );
    }
}

/// What may stand above the header.
fn top() -> impl Strategy<Value = String> {
    let delimiter = proptest::sample::select(Delimiter::ALL.to_vec());
    (
        any::<bool>(),
        proptest::option::of(delimiter),
        any::<bool>(),
        "[\r\n]{0,3}",
    )
        .prop_map(|(mark, delimiter, preamble, blank)| {
            let mark = if mark { "\u{FEFF}" } else { "" };
            let sep = delimiter.map_or(String::new(), |delimiter| {
                format!("sep={}\r\n", delimiter.as_char())
            });
            let preamble = if preamble {
                format!("{}\n", PREAMBLE[0])
            } else {
                String::new()
            };
            format!("{mark}{sep}{preamble}{blank}")
        })
}

#[test]
fn a_typo_anywhere_changes_nothing_about_the_agreement() {
    let text = roster(4).into_bytes();
    for at in 0..text.len() {
        assert_agreement(&text[..at]);
        for byte in [b'"', b',', b'\n', b'\r'] {
            let mut changed = text.clone();
            changed[at] = byte;
            assert_agreement(&changed);
            changed.insert(at, b'"');
            assert_agreement(&changed);
        }
    }
}

#[test]
fn blocks_may_end_anywhere() {
    for pad in 0..=66 {
        for tail in [
            "\"\"\r\n\"a\"\"\",b\r\r\n",
            "\"\"\"\",\"\n\"\n",
            "x\"\r\n\"y",
            "\r\n\r\n,\"",
            "\"a\"\n\n\"b\"x\n",
        ] {
            let text = format!("a,b\n{}{tail}{tail}", "x".repeat(pad));
            assert_agreement(text.as_bytes());
            assert_agreement(format!("{text}{}\nc,d", tail.repeat(9)).as_bytes());
        }
    }
}

#[test]
fn rows_of_more_than_64_kib_are_read_all_the_same() {
    let assert_agreement = |text: String| assert_agreement_of(text.as_bytes(), &[(1, 1), (3, 1)]);
    for len in [65_460, 65_532, 65_533, 65_534, 65_535] {
        let long = "x".repeat(len);
        assert_agreement(format!("a,b\n{long},\n3,4\n"));
        assert_agreement(format!("a,b\n\"{long}\",\r\n3,4\r\n"));
    }
    let long = "x".repeat(40_000);
    assert_agreement(format!("a,b\n\"{long}\n{long}\",y\r{long}"));
    let commas = ",".repeat(66_000);
    assert_agreement(format!("a,b\n{commas}\n\n1,2\n{commas}"));
}

#[test]
fn parts_are_whole_lines_and_no_byte_is_in_two() {
    let text = roster(40);
    for threads in 1..9 {
        let parts = crate::csv::share::parts(text.as_bytes(), 3, Share { threads, least: 1 });
        assert!(parts.len() <= threads);
        assert_eq!((parts[0].start, parts[parts.len() - 1].end), (3, text.len()));
        for pair in parts.windows(2) {
            assert_eq!(pair[0].end, pair[1].start);
            assert_eq!(line_end(text.as_bytes(), pair[0].end - 1), pair[0].end - 1);
        }
    }
    let parts = crate::csv::share::parts(text.as_bytes(), 0, Share::among(8));
    assert_eq!(parts.len(), 1, "a small file is one thread's work");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_reads_the_same(top in top(), text in "[a,;|\t\"\r\n é]{0,300}") {
        assert_agreement(format!("{top}{text}").as_bytes());
    }

    #[test]
    fn well_formed_text_with_slips_reads_the_same(
        top in top(),
        records in records(),
        delimiter in proptest::sample::select(Delimiter::ALL.to_vec()),
        quotes in quote_style(),
        ends in terminator(),
        slips in prop::collection::vec((any::<prop::sample::Index>(), proptest::sample::select(b"\",\n\r;a".to_vec())), 0..3),
    ) {
        let table = written(&records, delimiter, quotes, ends);
        let mut text = format!("{top}{}", table.repeat(3)).into_bytes();
        for (at, byte) in slips {
            let at = at.index(text.len().max(1));
            if let Some(place) = text.get_mut(at) {
                *place = byte;
            }
        }
        assert_agreement(&text);
    }
}
