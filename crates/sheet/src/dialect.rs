//! How a text file puts its cells apart, decided by what the caller knows of its header.
//!
//! Counting characters is no way to tell a delimiter: an address has more commas than a short row has semicolons.
//! The header is known text, and under any delimiter but the right one it falls into pieces that nobody knows.

use crate::ReadOptions;
use crate::csv::{after_line_end, header_cells, line_end};
use crate::encoding::BYTE_ORDER_MARK;
use crate::options::{KnownHeaders, MOST_ABOVE};

/// What stands between the cells of a text file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`, which Excel writes where the comma is the decimal sign.
    Semicolon,
    /// TAB, which Excel writes in "Text" and "Unicode Text".
    Tab,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// Every delimiter, the likeliest first.
    pub const ALL: [Delimiter; 4] = [
        Delimiter::Comma,
        Delimiter::Semicolon,
        Delimiter::Tab,
        Delimiter::Pipe,
    ];

    /// The character itself.
    pub fn as_char(self) -> char {
        char::from(self.byte())
    }

    pub(crate) fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Semicolon => b';',
            Delimiter::Tab => b'\t',
            Delimiter::Pipe => b'|',
        }
    }
}

/// What ends a line of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// LF, as Linux and macOS write.
    Lf,
    /// CR LF, as Excel writes.
    CrLf,
    /// A lone CR, as the old Mac OS wrote and Excel still does in "CSV (Macintosh)".
    Cr,
}

impl LineEnd {
    /// The characters themselves.
    pub fn as_str(self) -> &'static str {
        match self {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
            LineEnd::Cr => "\r",
        }
    }
}

/// How a text file is written, as far as it does not show in its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// What stands between its cells.
    pub delimiter: Delimiter,
    /// Whether its first line is `sep=` and a delimiter, an instruction to Excel that is no row and that Excel does
    /// not show.
    pub has_sep_line: bool,
    /// What stands above the header, where the reader was told of lines that must.
    pub preamble: Preamble,
}

/// What stands above the header, compared with [`ReadOptions::preamble`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Preamble {
    /// Nothing.
    #[default]
    Absent,
    /// As many lines as must stand there, and not the same.
    Other,
    /// What must stand there, or what a spreadsheet made of it.
    Wanted,
}

/// What stands at the top of a text file, before its table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opening {
    pub(crate) dialect: Dialect,
    /// Where the first row begins: after a byte order mark and a `sep=` line.
    pub(crate) start: usize,
    /// The line of the first row. One-based.
    pub(crate) line: u32,
    /// Where the lines above the header end.
    pub(crate) header: usize,
    /// Whether lines that nobody declared stand above the header.
    pub(crate) is_below_title: bool,
}

impl Opening {
    /// Reads what stands at the top of the text.
    pub(crate) fn of(text: &[u8], options: &ReadOptions<'_>) -> Opening {
        let mut start = 0;
        if text.starts_with(BYTE_ORDER_MARK) {
            start = BYTE_ORDER_MARK.len();
        }
        let named = sep_line(&text[start..line_end(text, start)]);
        let mut line = 1;
        if named.is_some() {
            start = after_line_end(text, line_end(text, start));
            line += 1;
        }
        let known = KnownHeaders::new(options.headers);
        let (header, preamble) = match after_preamble(text, start, options.preamble) {
            Some(header) => (header, Preamble::Wanted),
            None => after_other_lines(text, start, options.preamble.len(), &known),
        };
        let below = below_title(text, header, &known);
        let is_below_title = below.is_some();
        let header = below.unwrap_or(header);
        let dialect = Dialect {
            delimiter: delimiter_of(text, header, &known, named.unwrap_or_default()),
            has_sep_line: named.is_some(),
            preamble,
        };
        Opening {
            dialect,
            start,
            line,
            header,
            is_below_title,
        }
    }
}

/// The delimiter that a first line like `sep=;` names.
fn sep_line(line: &[u8]) -> Option<Delimiter> {
    let (&named, rest) = line.split_last()?;
    if !rest.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    Delimiter::ALL
        .into_iter()
        .find(|delimiter| delimiter.byte() == named)
}

/// Where the text goes on after these lines, if there are any and all of them are there.
fn after_preamble(text: &[u8], start: usize, preamble: &[&str]) -> Option<usize> {
    let mut at = start;
    for wanted in preamble {
        let end = line_end(text, at);
        if plain(&text[at..end]) != plain(wanted.as_bytes()) {
            return None;
        }
        at = after_line_end(text, end);
    }
    (!preamble.is_empty()).then_some(at)
}

/// Where the header begins when other lines than the wanted ones may stand above it: below as many lines, if it is more
/// of a header than the first line.
fn after_other_lines(text: &[u8], start: usize, lines: usize, known: &KnownHeaders) -> (usize, Preamble) {
    let below = after_lines(text, start, lines);
    if lines > 0 && most_known(text, below, known) > most_known(text, start, known) {
        (below, Preamble::Other)
    } else {
        (start, Preamble::Absent)
    }
}

/// Where the header begins when it is not the first line: blank ones stand above it, or one that says nothing that is known.
fn below_title(text: &[u8], start: usize, known: &KnownHeaders) -> Option<usize> {
    let mut at = start;
    let mut is_first = true;
    for _ in 0..=MOST_ABOVE {
        let end = line_end(text, at);
        if end > at {
            if known_under_each(text, at, known).any(|matches| known.is_header(matches, is_first)) {
                return (at > start && !known.is_empty()).then_some(at);
            }
            is_first = false;
        }
        at = after_line_end(text, end);
    }
    None
}

/// How many known names the line that begins here has, under the delimiter under which it has the most.
fn most_known(text: &[u8], at: usize, known: &KnownHeaders) -> usize {
    known_under_each(text, at, known).max().unwrap_or_default()
}

/// How many known names the line that begins here has, under one delimiter after another.
fn known_under_each(text: &[u8], at: usize, known: &KnownHeaders) -> impl Iterator<Item = usize> {
    let line = &text[at..line_end(text, at)];
    // Under each delimiter that is not in it the line is one and the same cell. One with a quotation mark may go on below.
    let mut whole = None;
    Delimiter::ALL.into_iter().map(move |delimiter| {
        let matches = || {
            let cells = header_cells(text, at, delimiter.byte());
            known.matches(cells.iter().map(AsRef::as_ref))
        };
        if line.iter().any(|byte| [delimiter.byte(), b'"'].contains(byte)) {
            matches()
        } else {
            *whole.get_or_insert_with(matches)
        }
    })
}

/// Where the text goes on after this many lines.
pub(crate) fn after_lines(text: &[u8], start: usize, lines: usize) -> usize {
    (0..lines).fold(start, |at, _| after_line_end(text, line_end(text, at)))
}

/// A line as it was before a spreadsheet filled it up to the width of the table and put quotation marks around it.
fn plain(line: &[u8]) -> Vec<u8> {
    let blank = |byte: &u8| matches!(byte, b' ') || Delimiter::ALL.iter().any(|end| end.byte() == *byte);
    let len = line
        .iter()
        .rposition(|byte| !blank(byte))
        .map_or(0, |last| last + 1);
    let line = &line[..len];
    match line {
        [b'"', inner @ .., b'"'] => String::from_utf8_lossy(inner).replace("\"\"", "\"").into_bytes(),
        _ => line.to_vec(),
    }
}

/// The delimiter under which most cells of the header, which begins at `start` or after blank lines, are names that the caller knows.
///
/// A tie, and a header of which the caller knows nothing, mean the one that is `expected`.
pub(crate) fn delimiter_of(
    text: &[u8],
    start: usize,
    known: &KnownHeaders,
    expected: Delimiter,
) -> Delimiter {
    if known.is_empty() {
        return expected;
    }
    let blank = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let blanks = text[start..].iter().take_while(|byte| blank(byte)).count();
    let start = start + blanks;
    let matches: Vec<usize> = known_under_each(text, start, known).collect();
    let most = matches.iter().max();
    let mut best = Delimiter::ALL
        .into_iter()
        .zip(&matches)
        .filter(|(_, matches)| Some(*matches) == most);
    match (best.next(), best.next()) {
        (Some((delimiter, _)), None) => delimiter,
        _ => expected,
    }
}
