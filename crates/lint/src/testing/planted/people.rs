//! Invented people without a fault, whose identifiers are computed here a second time, in another way than the field types
//! check them.

/// A source of numbers that gives the same ones for the same seed.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound` (xorshift64*, Vigna 2016).
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % bound
    }

    pub(super) fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// So many digits.
    pub(super) fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap()))
            .collect()
    }
}

/// What twice a digit is, its own digits added: the table that Luhn's rule comes to.
const DOUBLED: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

fn digit(byte: u8) -> u32 {
    u32::from(byte - b'0')
}

/// The digit that makes these nine an NPI: Luhn over `80840` and the nine (69 FR 3434), by trying all ten.
pub(super) fn npi_check_digit(nine: &str) -> char {
    let sum = |digits: &str| -> u32 {
        let places = digits.bytes().rev().enumerate();
        places
            .map(|(place, byte)| {
                if place % 2 == 1 {
                    DOUBLED[digit(byte) as usize]
                } else {
                    digit(byte)
                }
            })
            .sum()
    };
    ('0'..='9')
        .find(|check| sum(&format!("80840{nine}{check}")).is_multiple_of(10))
        .unwrap()
}

/// The digit behind these six of a DEA number, as the forms explain it: the digits at odd places, and twice those at even
/// places; the last digit of the sum.
pub(super) fn dea_check_digit(six: &str) -> char {
    let odd: u32 = six.bytes().step_by(2).map(digit).sum();
    let even: u32 = six.bytes().skip(1).step_by(2).map(digit).sum();
    format!("{}", odd + even + even).pop().unwrap()
}

/// The columns of the wizard.
pub(super) const HEADER: [&str; 15] = [
    "First Name",
    "Last Name",
    "Username",
    "Email",
    "Phone Number",
    "Provider (YES/NO)",
    "Shortname",
    "Address",
    "City",
    "State",
    "ZIP Code",
    "NPI",
    "DEA",
    "TIN",
    "State ID",
];

/// How many columns those have who treat nobody.
pub(super) const STAFF_COLUMNS: usize = 6;

const FIRST: [&str; 12] = [
    "Ana", "Benoît", "Chloe", "Dmitri", "Elif", "Femi", "Greta", "Hana", "Ivo", "Jun", "Zoë", "Mary Jo",
];
const LAST: [&str; 12] = [
    "Adeyemi", "Berg", "Chen", "Delgado", "Ekström", "Fox", "Garcia", "Haddad", "Ito", "Jensen", "O'Neil",
    "Quist",
];
const PLACES: [(&str, &str, &str); 4] = [
    ("Lehi", "UT", "84043"),
    ("Worcester", "MA", "01608"),
    ("Boise", "ID", "83702"),
    ("Reno", "NV", "89501"),
];

/// Somebody who treats nobody; `number` tells everybody apart.
pub(super) fn staff(chance: &mut Chance, number: usize) -> Vec<String> {
    let username = format!("user{number}{}", chance.digits(2));
    vec![
        chance.of(&FIRST).to_owned(),
        chance.of(&LAST).to_owned(),
        username.clone(),
        format!("{username}@example.com"),
        format!("(801) 555-01{:02}", number % 100),
        "NO".to_owned(),
    ]
}

/// A provider.
pub(super) fn provider(chance: &mut Chance, number: usize) -> Vec<String> {
    let mut cells = staff(chance, number);
    cells[5] = "YES".to_owned();
    let (city, state, zip) = PLACES[chance.below(PLACES.len())];
    let nine = format!("1{:03}{}", number, chance.digits(5));
    let six = format!("{:03}{}", number, chance.digits(3));
    let initial = cells[1].chars().next().unwrap();
    cells.extend([
        format!("P{number:04}"),
        format!("{} Example Street", 100 + number),
        city.to_owned(),
        state.to_owned(),
        format!("{zip}{}", 1000 + chance.below(8000)),
        format!("{nine}{}", npi_check_digit(&nine)),
        format!("B{initial}{six}{}", dea_check_digit(&six)),
        format!("12-{}", chance.digits(7)),
        format!("7{:03}{}", number, chance.digits(4)),
    ]);
    cells
}
