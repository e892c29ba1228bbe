//! Taking a CSV file apart that is in memory already.

use std::num::NonZeroUsize;

use csv_core::ReadFieldResult;
use rosterkit_sheet::{Document, Sheet};

use crate::task_error::TaskError;

use super::contest::{Contest, Contestant, Outcome, Run};
use super::inputs;

/// The people of the roster.
const PEOPLE: u32 = 1_000_000;

pub(super) const CONTEST: Contest = Contest {
    name: "lex",
    about: "taking a CSV file apart that is in memory already",
    input: || {
        let file = inputs::everybody(PEOPLE)?;
        std::fs::read(&file).map_err(TaskError::file(&file))
    },
    amount: (PEOPLE as usize + 1, "rows with the header"),
    rounds: 9,
    contestants: &[
        Contestant {
            name: "csv, `read_byte_record`",
            needs: None,
            prepare: |text| Ok(csv_records(text)),
        },
        Contestant {
            name: "rosterkit, 1 thread",
            needs: None,
            prepare: |text| Ok(sheet(text, NonZeroUsize::MIN)),
        },
        Contestant {
            name: "rosterkit, a thread for each core",
            needs: None,
            prepare: |text| {
                let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
                Ok(sheet(text, threads))
            },
        },
        Contestant {
            name: "rosterkit, `Document::read`",
            needs: None,
            prepare: |text| Ok(document(text)),
        },
        Contestant {
            name: "csv-core, `read_field`",
            needs: None,
            prepare: |text| Ok(csv_core_fields(text)),
        },
        Contestant {
            name: "memchr, counting `,` `\"` LF",
            needs: None,
            prepare: |text| Ok(memchr_marks(text)),
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
        Ok(Outcome {
            amount: Some(rows),
            made: Box::new(record),
        })
    })
}

fn sheet(text: Vec<u8>, threads: NonZeroUsize) -> Run {
    Box::new(move || {
        let sheet = Sheet::of_text(text, threads);
        Ok(Outcome {
            amount: sheet.as_ref().ok().map(Sheet::rows_len),
            made: Box::new(sheet),
        })
    })
}

fn document(text: Vec<u8>) -> Run {
    Box::new(move || {
        let document = Document::read("roster.csv", text);
        Ok(Outcome {
            amount: document.as_ref().ok().map(|document| document.sheet().rows_len()),
            made: Box::new(document),
        })
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
        Ok(Outcome {
            amount: Some(rows),
            made: Box::new(()),
        })
    })
}

fn memchr_marks(text: Vec<u8>) -> Run {
    Box::new(move || {
        Ok(Outcome {
            amount: None,
            made: Box::new(memchr::memchr3_iter(b',', b'"', b'\n', &text).count()),
        })
    })
}
