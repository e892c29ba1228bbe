//! Files for the target's upload: as many as its size limit asks for, each of about as many rows.

use crate::csv_file::csv;
use crate::form::Form;

/// One file of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many rows are in it.
    pub rows: usize,
}

/// A row that no file can hold: with the header it is as large as the target's limit. Counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a row is too long for the size limit of the target")]
pub struct TooLong(pub usize);

/// The rows as the fewest files of which each is smaller than the limit of the target and none has two rows more than another.
/// No file where there is no row.
pub fn uploads(form: &Form<'_>, rows: &[Vec<String>]) -> Result<Vec<Upload>, TooLong> {
    let limit = form
        .schema
        .file
        .max_bytes
        .map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let blank = csv(form, &[]).len();
    // How large the rows before each are.
    let mut before = vec![0_usize];
    for (at, row) in rows.iter().enumerate() {
        let own = csv(form, std::slice::from_ref(row)).len() - blank;
        if blank + own >= limit {
            return Err(TooLong(at));
        }
        before.push(before[at] + own);
    }
    let (Some(all), false) = (before.last(), rows.is_empty()) else {
        return Ok(Vec::new());
    };
    let fits = |files: usize| {
        shares(rows.len(), files).all(|(start, end)| blank + (before[end] - before[start]) < limit)
    };
    let mut files = (all / limit.saturating_sub(blank).max(1)).max(1);
    while !fits(files) {
        // By one as long as that is exact at all; rows of very different sizes would else be tried for long.
        files = (files + 1 + files / 64).min(rows.len());
    }
    let upload = |(start, end): (usize, usize)| Upload {
        bytes: csv(form, &rows[start..end]),
        rows: end - start,
    };
    Ok(shares(rows.len(), files).map(upload).collect())
}

/// So many rows for so many files: where the share of each begins and ends.
fn shares(rows: usize, files: usize) -> impl Iterator<Item = (usize, usize)> {
    let (each, longer) = (rows / files, rows % files);
    let start = move |file: usize| file * each + file.min(longer);
    (0..files).map(move |file| (start(file), start(file + 1)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rosterkit_schema::{Answers, Batch, Organization, Schema};

    use super::*;

    fn schema(max_bytes: usize) -> Schema {
        let text = include_str!("../../../templates/dentrix-ascend/schema.toml");
        let text = text.replace("max-bytes = 15360", &format!("max-bytes = {max_bytes}"));
        Schema::parse("schema.toml", &text, &Answers::new()).unwrap()
    }

    proptest! {
        #[test]
        fn every_row_is_in_one_file_in_order_under_the_limit_and_no_file_has_two_more(
            lengths in proptest::collection::vec(0_usize..60, 0..200),
            limit in 260_usize..2000,
        ) {
            let schema = schema(limit);
            let form = Form { schema: &schema, organization: &Organization::default(), batch: &Batch::default() };
            let rows: Vec<Vec<String>> = lengths.iter().map(|length| vec!["é,".repeat(length / 3), "b".repeat(*length)]).collect();
            match uploads(&form, &rows) {
                Err(TooLong(at)) => prop_assert!(csv(&form, &rows[at..=at]).len() >= limit),
                Ok(files) => {
                    let blank = csv(&form, &[]);
                    let mut together = blank.clone();
                    for file in &files {
                        prop_assert!(file.bytes.len() < limit && file.rows > 0);
                        together.extend(&file.bytes[blank.len()..]);
                    }
                    prop_assert_eq!(together, csv(&form, &rows));
                    let counts: Vec<usize> = files.iter().map(|file| file.rows).collect();
                    if let (Some(most), Some(least)) = (counts.iter().max(), counts.iter().min()) {
                        prop_assert!(most - least <= 1);
                    }
                }
            }
        }
    }
}
