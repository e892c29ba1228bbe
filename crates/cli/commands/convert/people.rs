//! The rows for the other target, one for each person: a person who stands in two files has one account there.

use std::collections::HashMap;

/// The rows for the other target.
#[derive(Debug, Default)]
pub(super) struct People {
    /// In the order of their first rows.
    pub(super) rows: Vec<Vec<String>>,
    /// How many rows said no more than that a person was there before.
    pub(super) merged: usize,
    /// The position of each person's row, by the case-folded username.
    places: HashMap<String, usize>,
}

impl People {
    /// Adds a row. The clean rows of one username are one person; where two of them contradict each other at the target,
    /// both stay, and the lint of the file says so.
    pub(super) fn add(&mut self, username: Option<String>, cells: Vec<String>) {
        let place = username.as_ref().and_then(|username| self.places.get(username));
        if let Some(row) = place.and_then(|place| self.rows.get_mut(*place))
            && row.iter().zip(&cells).all(|(one, other)| agree(one, other))
        {
            for (cell, other) in row.iter_mut().zip(cells) {
                if cell.is_empty() {
                    *cell = other;
                }
            }
            self.merged += 1;
            return;
        }
        if let Some(username) = username {
            self.places.entry(username).or_insert(self.rows.len());
        }
        self.rows.push(cells);
    }
}

/// Whether two cells can be one person's. The letter case of a username is no difference, and so of an address.
fn agree(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::People;

    #[test]
    fn one_person_is_one_row_unless_the_rows_contradict_each_other() {
        let mut people = People::default();
        let cells = |texts: [&str; 3]| texts.map(str::to_owned).to_vec();
        people.add(Some("ana".to_owned()), cells(["Ana", "", "1"]));
        people.add(Some("ana".to_owned()), cells(["ANA", "x", "1"]));
        people.add(Some("ana".to_owned()), cells(["Ana", "y", "1"]));
        people.add(None, cells(["Ana", "x", "1"]));
        assert_eq!(people.merged, 1);
        assert_eq!(
            people.rows,
            [
                cells(["Ana", "x", "1"]),
                cells(["Ana", "y", "1"]),
                cells(["Ana", "x", "1"])
            ]
        );
    }
}
