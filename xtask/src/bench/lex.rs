//! Taking a CSV file apart that is in memory already.

use std::num::NonZeroUsize;

use csv_core::ReadFieldResult;
use rosterkit_sheet::{Document, Sheet};

use super::contest::{Contest, Contestant, Outcome, Run};

pub(super) const CONTEST: Contest = Contest {
    name: "lex",
    about: "taking a CSV file apart that is in memory already",
    contestants: &[
        Contestant {
            name: "csv, `read_byte_record`",
            prepare: csv_records,
        },
        Contestant {
            name: "rosterkit, 1 thread",
            prepare: |text| sheet(text, NonZeroUsize::MIN),
        },
        Contestant {
            name: "rosterkit, a thread for each core",
            prepare: |text| {
                sheet(
                    text,
                    std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
                )
            },
        },
        Contestant {
            name: "rosterkit, `Document::read`",
            prepare: document,
        },
        Contestant {
            name: "csv-core, `read_field`",
            prepare: csv_core_fields,
        },
        Contestant {
            name: "memchr, counting `,` `\"` LF",
            prepare: memchr_marks,
        },
    ],
};

fn csv_records(text: Vec<u8>) -> Run {
    Box::new(move || {
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let mut record = csv::ByteRecord::new();
        let mut rows = 1;
        while reader.read_byte_record(&mut record).is_ok_and(|more| more) {
            rows += 1;
        }
        Outcome {
            rows: Some(rows),
            made: Box::new(record),
        }
    })
}

fn sheet(text: Vec<u8>, threads: NonZeroUsize) -> Run {
    Box::new(move || {
        let sheet = Sheet::of_text(text, threads);
        Outcome {
            rows: sheet.as_ref().ok().map(Sheet::rows_len),
            made: Box::new(sheet),
        }
    })
}

fn document(text: Vec<u8>) -> Run {
    Box::new(move || {
        let document = Document::read("roster.csv", text);
        Outcome {
            rows: document.as_ref().ok().map(|document| document.sheet().rows_len()),
            made: Box::new(document),
        }
    })
}

fn csv_core_fields(text: Vec<u8>) -> Run {
    Box::new(move || {
        let mut reader = csv_core::Reader::new();
        let (mut rest, mut rows, mut cell) = (text.as_slice(), 0, [0; 4096]);
        loop {
            let (result, read, _) = reader.read_field(rest, &mut cell);
            rest = &rest[read..];
            match result {
                ReadFieldResult::Field { record_end } => rows += usize::from(record_end),
                ReadFieldResult::End => break,
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            }
        }
        Outcome {
            rows: Some(rows),
            made: Box::new(()),
        }
    })
}

fn memchr_marks(text: Vec<u8>) -> Run {
    Box::new(move || Outcome {
        rows: None,
        made: Box::new(memchr::memchr3_iter(b',', b'"', b'\n', &text).count()),
    })
}
