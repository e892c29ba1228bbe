//! The check digits once more, by tables and strings instead of arithmetic, and the crate `luhn` on top.

use proptest::prelude::{prop_assert_eq, proptest};
use rosterkit_schema::FieldType;

/// What a digit counts when it is doubled and the digits of the double are added.
const DOUBLED: &str = "0246813579";

fn value(digit: char) -> usize {
    "0123456789".find(digit).unwrap()
}

/// Whether the text is an NPI: the whole of `80840` and the number, read from the right, adds up to a multiple of ten.
pub(crate) fn is_npi(text: &str) -> bool {
    let shape = text.len() == 10 && text.chars().all(|c| c.is_ascii_digit()) && text.starts_with(['1', '2']);
    let whole: Vec<char> = format!("80840{text}").chars().rev().collect();
    shape
        && whole
            .iter()
            .enumerate()
            .map(|(place, digit)| match place % 2 {
                0 => value(*digit),
                _ => value(DOUBLED.chars().nth(value(*digit)).unwrap()),
            })
            .sum::<usize>()
            .to_string()
            .ends_with('0')
}

/// Whether the text is a DEA number: each of the first six digits is written once or twice, by its place, and the last digit of
/// the sum of all that is written is the seventh.
pub(crate) fn is_dea(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let [first, second, digits @ ..] = &characters[..] else {
        return false;
    };
    let written: String = digits
        .iter()
        .take(6)
        .zip(["1", "2", "1", "2", "1", "2"])
        .map(|(digit, times)| digit.to_string().repeat(times.parse().unwrap()))
        .collect();
    "ABCDEFGHJKLMNPRSTUX".contains(*first)
        && "9ABCDEFGHIJKLMNOPQRSTUVWXYZ".contains(*second)
        && digits.len() == 7
        && digits.iter().all(char::is_ascii_digit)
        && written
            .chars()
            .map(value)
            .sum::<usize>()
            .to_string()
            .ends_with(digits[6])
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(20_000))]

    #[test]
    fn npis_are_judged_alike(text in "[0-3][0-9]{9}|[0-9]{9,11}|[12][0-9]{8}[0-9 a]") {
        let ours = FieldType::Npi.parse(&text).is_ok();
        prop_assert_eq!(ours, is_npi(&text), "{}", text);
        if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) && text.starts_with(['1', '2']) {
            prop_assert_eq!(ours, luhn::valid(&format!("80840{text}")), "{}", text);
        }
    }

    #[test]
    fn dea_numbers_are_judged_alike(text in "[A-Z][A-Z9][0-9]{7}|[A-Z0-9]{9}|[A-Z]{2}[0-9]{6,8}") {
        prop_assert_eq!(FieldType::Dea.parse(&text).is_ok(), is_dea(&text), "{}", text);
    }
}

/// Random numbers alone would seldom be right: here every check digit of each number is tried.
#[test]
fn one_check_digit_in_ten_is_right_and_both_say_which() {
    let mut right = 0;
    for step in 0..20_000_u32 {
        let nine = 100_000_000 + step * 9_973 % 200_000_000;
        let six = step * 7_919 % 1_000_000;
        for check in 0..10 {
            let (npi, dea) = (format!("{nine}{check}"), format!("AB{six:06}{check}"));
            assert_eq!(FieldType::Npi.parse(&npi).is_ok(), is_npi(&npi), "{npi}");
            assert_eq!(FieldType::Dea.parse(&dea).is_ok(), is_dea(&dea), "{dea}");
            right += u32::from(is_npi(&npi)) + u32::from(is_dea(&dea));
        }
    }
    assert_eq!(right, 40_000);
}
