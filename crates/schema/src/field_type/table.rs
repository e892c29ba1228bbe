//! Reads the tables embedded from `data/` while the program is compiled: a line that begins with `#` is a comment wherever it
//! stands, the first other line names the columns, nothing is quoted. What is wrong with a table is an error of the compiler.

/// The rows of a table below its header, in file order.
pub(super) struct Rows {
    rest: &'static str,
}

impl Rows {
    pub(super) const fn of(table: &'static str) -> Self {
        let (_, rest) = cut(past_comments(table), b'\n');
        Self {
            rest: past_comments(rest),
        }
    }

    /// The next row, which has exactly `N` fields.
    pub(super) const fn next<const N: usize>(&mut self) -> Option<[&'static str; N]> {
        if self.rest.is_empty() {
            return None;
        }
        let (mut line, rest) = cut(self.rest, b'\n');
        self.rest = past_comments(rest);
        let mut row = [""; N];
        let mut at = 0;
        while at < N {
            assert!(at + 1 == N || has(line, b','), "a field is missing");
            (row[at], line) = cut(line, b',');
            at += 1;
        }
        assert!(line.is_empty(), "a field too many");
        Some(row)
    }

    /// How many rows a table has.
    pub(super) const fn count(table: &'static str) -> usize {
        let mut rest = Self::of(table).rest;
        let mut count = 0;
        while !rest.is_empty() {
            (_, rest) = cut(rest, b'\n');
            rest = past_comments(rest);
            count += 1;
        }
        count
    }
}

/// What stands behind the comments at the beginning of a text.
const fn past_comments(text: &'static str) -> &'static str {
    let mut rest = text;
    while matches!(rest.as_bytes(), [b'#', ..]) {
        (_, rest) = cut(rest, b'\n');
    }
    rest
}

/// A number in a table.
pub(super) const fn decimal(text: &str) -> u32 {
    digits(text, 10)
}

/// A number in a table, written in hexadecimal with capitals.
pub(super) const fn hexadecimal(text: &str) -> u32 {
    digits(text, 16)
}

const fn digits(text: &str, base: u32) -> u32 {
    assert!(!text.is_empty(), "a number is missing");
    let mut number = 0;
    let mut at = 0;
    while at < text.len() {
        let digit = match text.as_bytes()[at] {
            digit @ b'0'..=b'9' => digit - b'0',
            digit @ b'A'..=b'F' => digit - b'A' + 10,
            _ => u8::MAX,
        } as u32;
        assert!(digit < base, "a number holds something else");
        number = number * base + digit;
        at += 1;
    }
    number
}

/// Whether two words of a table are the same.
pub(super) const fn same(one: &str, other: &str) -> bool {
    let mut is_same = one.len() == other.len();
    let mut at = 0;
    while is_same && at < one.len() {
        is_same = one.as_bytes()[at] == other.as_bytes()[at];
        at += 1;
    }
    is_same
}

const fn has(text: &'static str, byte: u8) -> bool {
    cut(text, byte).0.len() < text.len()
}

/// What stands before the first such byte, and what behind it.
const fn cut(text: &'static str, byte: u8) -> (&'static str, &'static str) {
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == byte {
            return (text.split_at(at).0, text.split_at(at + 1).1);
        }
        at += 1;
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::{Rows, decimal, hexadecimal, same};

    const TABLE: &str = "# a, comment\nabbr,name\nUT,Utah\nNM,\nVT,Vermont\n";

    #[test]
    fn comments_and_header_are_left_out() {
        const READ: [Option<[&str; 2]>; 4] = {
            let mut rows = Rows::of(TABLE);
            [rows.next(), rows.next(), rows.next(), rows.next()]
        };
        assert_eq!(Rows::count(TABLE), 3);
        let wanted = [["UT", "Utah"], ["NM", ""], ["VT", "Vermont"]].map(Some);
        assert_eq!(READ[..3], wanted);
        assert_eq!(READ[3], None);
    }

    #[test]
    fn a_comment_is_none_of_the_rows_wherever_it_stands() {
        const COMMENTED: &str = "# a\nabbr\n# b\nUT\n# c\n# d\nVT\n# e";
        let mut rows = Rows::of(COMMENTED);
        let read: [Option<[&str; 1]>; 3] = [rows.next(), rows.next(), rows.next()];
        assert_eq!(read, [Some(["UT"]), Some(["VT"]), None]);
        assert_eq!(Rows::count(COMMENTED), 2);
    }

    #[test]
    #[should_panic(expected = "a field is missing")]
    fn a_row_with_too_few_fields_is_an_error() {
        Rows::of("a,b\nUT\n").next::<2>();
    }

    #[test]
    #[should_panic(expected = "a field too many")]
    fn a_row_with_too_many_fields_is_an_error() {
        Rows::of("a,b\nUT,Utah,1\n").next::<2>();
    }

    #[test]
    fn numbers_and_words() {
        assert_eq!((decimal("06390"), hexadecimal("1F600")), (6390, 0x1F600));
        assert!(same("newer", "newer") && !same("newer", "news") && !same("ne", "newer"));
    }
}
