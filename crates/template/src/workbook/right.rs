//! Worksheet formulas that say whether a cell is right, as far as a worksheet can tell.
//!
//! They hold in Excel and in LibreOffice. A formula never calls a value wrong that its field type takes, for it would keep
//! somebody from typing the truth; the lint finds what it lets pass. They use no array constant, which Excel takes
//! neither in a validation nor in a conditional format, and count with the rows of a sheet that nobody can edit: those of
//! the sheet to fill in go away when somebody deletes a row.

use rosterkit_schema::{Charset, FieldType, TextLaw, ZipDigits, ZipSeparator};

use super::lists;
use super::marks::MAX_LITERAL;
use crate::field::Field;

const DIGITS: &str = "0123456789";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Longer texts are not looked through character by character: a text of more than 32,767 is an error for Excel.
const LOOKED_THROUGH: usize = 1_000;
/// A digit stands where the last digit of its double leads, a carry added: the step of Luhn's algorithm.
const DOUBLED: &str = "0516273849";
/// The letters with which a DEA number can begin.
const DEA_FIRST: &str = "ABCDEFGHJKLMNPRSTUX";

/// What a worksheet can tell of a field's cells.
pub(super) struct Right {
    /// TRUE where the cell is right; FALSE or an error where it is wrong. Without `=`, for a cell that is not blank.
    pub(super) formula: String,
    /// Which [`lists::rows`] it counts with.
    pub(super) rows: Option<usize>,
    /// What is wrong where it is not TRUE, as a sentence without a full stop.
    pub(super) reason: String,
    /// Whether the law has no exception, so that what is wrong need not be taken at all.
    pub(super) is_strict: bool,
}

impl Right {
    /// What can be told of the cell that `cell` names, for example `$L2`; `None` where no formula can tell.
    pub(super) fn of(field: &Field<'_>, cell: &str) -> Option<Self> {
        if field.choices.is_some() {
            let formula = format!("SUMPRODUCT(--EXACT({},{cell}))>0", lists::name(field));
            return Some(Self::strict(formula, None, "It is not in the list"));
        }
        match &field.column.field_type {
            FieldType::Npi => Some(npi(cell)),
            FieldType::Dea => Some(dea(cell)),
            FieldType::Ein => {
                let bare = format!("SUBSTITUTE({cell},\"-\",\"\")");
                let formula = format!("AND(LEN({cell})=10,MID({cell},3,1)=\"-\",{})", digits(&bare, 9));
                Some(Self::strict(
                    formula,
                    Some(9),
                    "It is not two digits, a dash and seven digits",
                ))
            }
            FieldType::Zip(law) => Some(zip(cell, law.digits, law.separator)),
            FieldType::Phone => Some(phone(cell)),
            FieldType::Email => Some(email(cell)),
            FieldType::Username(law) => {
                let fits = |word: &&String| word.encode_utf16().count() <= MAX_LITERAL;
                let reserved = law.reserved.iter().filter(fits).map(|word| {
                    // A quotation mark in a text of a formula is written twice.
                    format!(",UPPER({cell})<>UPPER(\"{}\")", word.replace('"', "\"\""))
                });
                let formula = format!(
                    "AND(LEN({cell})<={},{}{})",
                    law.max_length,
                    alphanumeric(cell, law.max_length),
                    reserved.collect::<String>()
                );
                let reason = format!(
                    "It holds something other than letters and digits, is longer than {}, or nobody may have it",
                    law.max_length
                );
                Some(Self::strict(formula, Some(law.max_length), &reason))
            }
            FieldType::Text(law) => text(cell, law),
            FieldType::IdNumber(law) if !law.letters => {
                let bare = format!("SUBSTITUTE({cell},\"\"\"\",\"\")");
                let formula = format!("AND(LEN({bare})<=20,{})", all_in(&bare, DIGITS, 20));
                Some(Self::strict(
                    formula,
                    Some(20),
                    "It holds something other than digits",
                ))
            }
            _ => None,
        }
    }

    fn strict(formula: String, rows: Option<usize>, reason: &str) -> Self {
        Self {
            formula,
            rows,
            reason: reason.to_owned(),
            is_strict: true,
        }
    }
}

/// The Luhn sum with the 24 of the prefix 80840. `FIND` counts from 1, so that ten digits give 10 too many.
fn npi(cell: &str) -> Right {
    let rows = lists::rows(5);
    let formula = format!(
        "AND(LEN({cell})=10,OR(LEFT({cell})=\"1\",LEFT({cell})=\"2\"),MOD(14+SUMPRODUCT(\
         FIND(MID({cell},2*ROW({rows})-1,1),\"{DOUBLED}\")+FIND(MID({cell},2*ROW({rows}),1),\"{DIGITS}\")),10)=0)"
    );
    Right::strict(
        formula,
        Some(5),
        "An NPI has ten digits, of which the last checks the others: at least one is mistyped",
    )
}

/// The first, third and fifth digit and twice the second, fourth and sixth end in the seventh. A few numbers that were given
/// out break the formula.
fn dea(cell: &str) -> Right {
    let rows = lists::rows(6);
    let formula = format!(
        "AND(LEN({cell})=9,FIND(LEFT({cell}),\"{DEA_FIRST}\"),FIND(MID({cell},2,1),\"{LETTERS}9\"),MOD(2+SUMPRODUCT(\
         FIND(MID({cell},2+ROW({rows}),1),\"{DIGITS}\")*(2-MOD(ROW({rows}),2)))-FIND(RIGHT({cell}),\"{DIGITS}\"),10)=0)"
    );
    Right {
        is_strict: false,
        ..Right::strict(
            formula,
            Some(6),
            "A DEA number has two capital letters and seven digits, of which the last checks the others",
        )
    }
}

fn zip(cell: &str, wanted: ZipDigits, separator: ZipSeparator) -> Right {
    let count = match wanted {
        ZipDigits::Five => 5,
        ZipDigits::Nine => 9,
    };
    if wanted == ZipDigits::Nine && separator == ZipSeparator::Hyphen {
        let bare = format!("SUBSTITUTE({cell},\"-\",\"\")");
        let formula = format!("AND(LEN({cell})=10,MID({cell},6,1)=\"-\",{})", digits(&bare, 9));
        return Right::strict(formula, Some(9), "It is not five digits, a dash and four digits");
    }
    let reason = format!("It does not have {count} digits and nothing else");
    Right::strict(digits(cell, count), Some(count), &reason)
}

/// Ten digits in whatever style, or eleven with the country's 1: as a number between 2,000,000,000 and 20,000,000,000. A
/// formula that took more care would be too long for a validation.
fn phone(cell: &str) -> Right {
    let bare = ["(", ")", "-", ".", " ", "/"]
        .iter()
        .fold(cell.to_owned(), |text, mark| {
            format!("SUBSTITUTE({text},\"{mark}\",\"\")")
        });
    Right {
        is_strict: false,
        ..Right::strict(
            format!("ABS({bare}-11E9)<9E9"),
            None,
            "A telephone number has ten digits",
        )
    }
}

fn email(cell: &str) -> Right {
    let formula = format!(
        "AND(LEN({cell})-LEN(SUBSTITUTE({cell},\"@\",\"\"))=1,FIND(\"@\",{cell})>1,ISERROR(FIND(\" \",{cell})),\
         FIND(\".\",{cell},FIND(\"@\",{cell})+2)<LEN({cell}))"
    );
    Right {
        is_strict: false,
        ..Right::strict(
            formula,
            None,
            "An address is a name, one @ and a domain such as example.com",
        )
    }
}

fn text(cell: &str, law: &TextLaw) -> Option<Right> {
    let least = law.min_length.map(|length| format!("LEN({cell})>={length}"));
    let most = law.max_length.map(|length| format!("LEN({cell})<={length}"));
    let letters = match (law.charset, law.max_length) {
        (Charset::Alphanumeric, Some(length)) if length <= LOOKED_THROUGH => Some(alphanumeric(cell, length)),
        _ => None,
    };
    let rows = law.max_length.filter(|_| letters.is_some());
    let formulas: Vec<String> = [least, most, letters].into_iter().flatten().collect();
    if formulas.is_empty() {
        return None;
    }
    let length = match (law.min_length, law.max_length) {
        (Some(least), Some(most)) => format!("does not have {least} to {most} characters"),
        (Some(least), None) => format!("has fewer than {least} characters"),
        (None, Some(most)) => format!("has more than {most} characters"),
        (None, None) => "is wrong".to_owned(),
    };
    let other = if rows.is_some() {
        ", or holds something other than letters and digits"
    } else {
        ""
    };
    Some(Right {
        // Excel counts a character outside the basic plane as two, and the law as one.
        is_strict: rows.is_some() || law.max_length.is_none(),
        ..Right::strict(
            format!("AND({})", formulas.join(",")),
            rows,
            &format!("It {length}{other}"),
        )
    })
}

/// Whether the text is so many digits.
fn digits(text: &str, count: usize) -> String {
    format!("AND(LEN({text})={count},{})", all_in(text, DIGITS, count))
}

fn alphanumeric(text: &str, most: usize) -> String {
    all_in(&format!("UPPER({text})"), &format!("{LETTERS}{DIGITS}"), most)
}

/// Whether none of the first characters of the text is another than these, of which `0` is one. LibreOffice finds nothing
/// where Excel finds the empty text, so the text is made long enough with zeros.
fn all_in(text: &str, these: &str, first: usize) -> String {
    format!(
        "SUMPRODUCT(--ISERROR(FIND(MID({text}&REPT(\"0\",{first}),ROW({}),1),\"{these}\")))=0",
        lists::rows(first)
    )
}
