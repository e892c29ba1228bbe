//! Reads the tables embedded from `data/`: a `#` begins a comment, the first other line names the columns, nothing is quoted.

/// The rows of `table` below its header, in file order; a row without exactly `N` fields is left out, which the
/// tests of each table would notice by its count.
pub(super) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split(',');
            let mut row = [""; N];
            for field in &mut row {
                *field = fields.next()?;
            }
            fields.next().is_none().then_some(row)
        })
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn comments_header_and_misshapen_rows_are_left_out() {
        let table = "# a, comment\nabbr,name\nUT,Utah\nbroken\nVT,Vermont\nNV,Nevada,extra\n";
        let read: Vec<[&str; 2]> = rows(table).collect();
        assert_eq!(read, [["UT", "Utah"], ["VT", "Vermont"]]);
    }
}
