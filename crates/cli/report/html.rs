//! One self-contained page, for people without a terminal: it is read in any browser, mailed and printed.

mod alike;

use std::io::{self, Write};

use rosterkit_lint::{Level, Place, Values};
use rosterkit_sheet::visible;

use self::alike::{Alike, Kind, Remark, in_words};
use super::Outcome;
use super::markup::escaped;
use super::place::ranges;
use super::sentence::sentence;
use super::summary::summary;
use super::told::told;
use crate::failure::Failure;
use crate::table::count;

const STYLE: &str = include_str!("html.css");

/// Writes the page: what was found in each file, at which cell, and what to do about it.
pub(crate) fn html(out: &mut impl Write, outcome: Outcome<'_>) -> io::Result<()> {
    let found = escaped(&summary(outcome.summary)).into_owned();
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{found}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<h1>What is wrong in the rosters</h1>\n<p class=\"summary\">{found}</p>"
    )?;
    for failure in outcome.failures {
        not_done(out, failure)?;
    }
    let mut file: Option<(String, Alike)> = None;
    for told in told(outcome.judged, Values::Masked) {
        if let Some((path, alike)) = file.take_if(|(path, _)| *path != told.at.path) {
            section(out, &path, alike)?;
        }
        let (_, alike) = file.get_or_insert_with(|| (told.at.path.clone(), Alike::default()));
        alike.add(told);
    }
    if let Some((path, alike)) = file {
        section(out, &path, alike)?;
    }
    writeln!(
        out,
        "<footer>A cell is named as a spreadsheet names it: <b>C4</b> is in column C of row 4. Errors keep a row from being \
         imported; warnings and notes do not. What can be repaired automatically, <code>roster lint --fix</code> repairs in files of \
         CSV, and <code>roster lint --fix --out-dir</code> in copies. Values of sensitive columns are not shown: look at the \
         cell.</footer>\n</body>\n</html>"
    )
}

fn not_done(out: &mut impl Write, failure: &Failure) -> io::Result<()> {
    writeln!(
        out,
        "<p class=\"failure\"><b>Not judged.</b> {} {}</p>",
        prose(&failure.in_full()),
        prose(failure.act().as_deref().unwrap_or_default())
    )
}

fn section(out: &mut impl Write, path: &str, alike: Alike) -> io::Result<()> {
    let counts = Level::ALL
        .map(|level| (alike.count(level), level.as_str()))
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun));
    writeln!(
        out,
        "<section><h2>{} <small>{}</small></h2>\n<table><thead><tr><th>Where</th><th>What is wrong</th><th>What to do</th></tr>\
         </thead>",
        escaped(&visible(path)),
        counts.collect::<Vec<_>>().join(", ")
    )?;
    for kind in alike.into_kinds() {
        rows(out, &kind)?;
    }
    writeln!(out, "</table></section>")
}

fn rows(out: &mut impl Write, kind: &Kind) -> io::Result<()> {
    let level = kind.level.as_str();
    writeln!(out, "<tbody class=\"{level}\">")?;
    for remark in &kind.remarks {
        row(out, kind, remark)?;
    }
    if !kind.rest.is_empty() {
        let places = places(&kind.rest);
        let column = kind.column.as_deref().unwrap_or_default();
        writeln!(
            out,
            "<tr><td></td><td colspan=\"2\" class=\"others\">Something like it in {places} {} <span class=\"rule\">{}</span></td></tr>",
            escaped(&visible(column)),
            kind.rule
        )?;
    }
    writeln!(out, "</tbody>")
}

fn row(out: &mut impl Write, kind: &Kind, remark: &Remark) -> io::Result<()> {
    let sheet = remark
        .sheet
        .as_deref()
        .map(|sheet| format!("{} ", visible(sheet)));
    let others = match &remark.others[..] {
        [] => String::new(),
        others => format!("<p class=\"others\">The same in {}</p>", places(others)),
    };
    let fixes = remark.fixes.iter().map(|fix| {
        let words = in_words(fix);
        format!("<p class=\"fix\"><b>{words}:</b> {}</p>", prose(&fix.title))
    });
    writeln!(
        out,
        "<tr><td>{}<b>{}</b><small>{}</small></td><td><p><span class=\"level\">{}</span> {} <span class=\"rule\">{}</span></p>\
         {others}</td><td><p>{}</p>{}</td></tr>",
        escaped(&sheet.unwrap_or_default()),
        escaped(&remark.place),
        escaped(&visible(kind.column.as_deref().unwrap_or_default())),
        kind.level.as_str(),
        prose(&remark.message),
        kind.rule,
        prose(remark.help.as_deref().unwrap_or_default()),
        fixes.collect::<String>()
    )
}

/// `7 more: C5 to C9, C12, C14`.
fn places(places: &[Place]) -> String {
    format!("<b>{} more</b>: {}", places.len(), escaped(&ranges(places)))
}

/// A message of ours as a sentence, with data in a type of its own.
fn prose(message: &str) -> String {
    let sentence = sentence(message);
    let pieces: Vec<&str> = sentence.split('`').collect();
    // A back-tick may be a part of the data, and then nobody can say which are which.
    if !are_quotes(&pieces) {
        return escaped(&sentence).into_owned();
    }
    let pieces = pieces.into_iter().map(escaped);
    let marked = pieces.enumerate().map(|(at, piece)| {
        if at.is_multiple_of(2) {
            piece.into_owned()
        } else {
            format!("<code>{piece}</code>")
        }
    });
    marked.collect()
}

/// Whether the back-ticks between these pieces stand before and behind words, as those do that we put round data.
fn are_quotes(pieces: &[&str]) -> bool {
    let is_edge = |character: Option<char>| character.is_none_or(|character| " .,;:()".contains(character));
    let mut words = pieces.iter().enumerate().step_by(2);
    !pieces.len().is_multiple_of(2)
        && words.all(|(at, words)| {
            (at == 0 || is_edge(words.chars().next()))
                && (at + 1 == pieces.len() || is_edge(words.chars().next_back()))
        })
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn no_back_tick_of_the_data_is_lost() {
        assert_eq!(prose("`a` is no `b`"), "<code>a</code> is no <code>b</code>.");
        assert_eq!(prose("write `a`"), "Write <code>a</code>.");
        assert_eq!(prose("`a`b`c` is wrong"), "`a`b`c` is wrong.");
        assert_eq!(prose("`a`b` is wrong"), "`a`b` is wrong.");
        assert_eq!(prose("``a`` is wrong"), "``a`` is wrong.");
        assert_eq!(prose(""), "");
    }
}
