//! Marks against a list of the same places.

use std::ops::Range;

use proptest::prelude::*;

use crate::csv::marks::Marks;

const TEXT: usize = 10_000;

/// Places, many or few to a word, and some of the bytes.
fn places_and_bytes() -> impl Strategy<Value = (Vec<usize>, Range<usize>)> {
    let places = prop_oneof![
        prop::collection::btree_set(0..=TEXT, 0..2_000),
        prop::collection::btree_set(0..=300_usize, 0..300),
    ];
    let bytes = (0..=TEXT, 0..=TEXT).prop_map(|(one, other)| one.min(other)..one.max(other) + 1);
    (places.prop_map(|places| places.into_iter().collect()), bytes)
}

fn marks(places: &[usize], longest: usize) -> Marks {
    let mut marks = Marks::over(0..TEXT);
    for &at in places {
        marks.set(at);
    }
    marks.finish(longest);
    marks
}

proptest! {
    #[test]
    fn marks_are_found_in_any_bytes((places, bytes) in places_and_bytes(), n in 0_usize..700, is_long: bool) {
        let marks = marks(&places, if is_long { bytes.len() } else { 0 });
        let expected: Vec<_> = places.iter().copied().filter(|at| bytes.contains(at)).collect();
        prop_assert_eq!(marks.count(bytes.clone()), expected.len());
        prop_assert_eq!(&marks.iter(bytes.clone()).collect::<Vec<_>>(), &expected);
        prop_assert_eq!(marks.last(bytes.clone()), expected.last().copied());
        let rest: Vec<_> = marks.iter_from(bytes, n).collect();
        prop_assert_eq!(rest.as_slice(), expected.get(n..).unwrap_or_default());
    }

    #[test]
    fn marks_of_some_bytes_are_added_and_cleared((places, bytes) in places_and_bytes()) {
        let part: Vec<_> = places.iter().copied().filter(|&at| at >= bytes.start).collect();
        let mut of_part = Marks::over(bytes.start..TEXT);
        for &at in &part {
            of_part.set(at);
        }
        let mut all = Marks::over(0..TEXT);
        all.add(&of_part, bytes.clone());
        let (within, without): (Vec<_>, Vec<_>) = places.iter().copied().partition(|at| bytes.contains(at));
        prop_assert_eq!(all.iter(0..TEXT + 1).collect::<Vec<_>>(), within);
        let mut left = marks(&places, 0);
        left.clear(bytes);
        prop_assert_eq!(left.iter(0..TEXT + 1).collect::<Vec<_>>(), without);
    }
}
