//! People for the Dentrix Ascend wizard, as many as are wanted and the same whenever they are written.

use std::io::{self, Write};
use std::ops::Range;

const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,\
                      ZIP Code,NPI,DEA,TIN,State ID";

const FIRST_NAMES: [&str; 16] = [
    "Ana", "Benjamin", "Carmen", "Dinh", "Elena", "Farid", "Gabriela", "Hiroshi", "Ingrid", "Jamal",
    "Katarina", "Liam", "Mei", "Nikolai", "Olivia", "Zoë",
];

const LAST_NAMES: [&str; 16] = [
    "Alvarez",
    "Brown",
    "Chen",
    "Davies",
    "Eriksson",
    "Fernandez",
    "Goldberg",
    "Hernandez",
    "Iqbal",
    "Jones",
    "Kowalski",
    "Lopez",
    "Martinez",
    "Nguyen",
    "O'Hara",
    "Peters",
];

/// How many columns the header has, and where the one stands that tells providers from others.
const COLUMNS: usize = 15;
const PROVIDER: usize = 5;

/// The locations of a master.
pub(super) const LOCATIONS: [&str; 4] = ["Lehi", "Provo", "Orem", "Worcester"];

/// City, state, ZIP code.
const CITIES: [(&str, &str, &str); 4] = [
    ("Lehi", "UT", "84043"),
    ("Salt Lake City", "UT", "84101"),
    ("Boise", "ID", "83702"),
    ("Austin", "TX", "78701"),
];

/// How many telephone numbers there are: those of one exchange in each area.
const PHONES: u32 = 16 * LINES;

/// The lines of an exchange that are neither invented by custom nor the directory's.
const LINES: u32 = 8_000;

const AREAS: [u32; 16] = [
    201, 206, 208, 212, 303, 312, 385, 404, 415, 435, 503, 512, 602, 702, 801, 907,
];

/// What is wrong with the rows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Faults {
    /// Nothing.
    None,
    /// One cell of each hundredth row.
    Some,
    /// One cell of every row.
    All,
}

/// Whom a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A batch of people who treat patients.
    Providers,
    /// Everybody, two of five of them providers.
    Everybody,
    /// Everybody, and what each person gets.
    Master,
}

/// Writes these people, header first. No two people are alike, in whatever files they stand.
pub(super) fn write(to: &mut impl Write, people: Range<u32>, kind: Kind, faults: Faults) -> io::Result<()> {
    let more = if kind == Kind::Master {
        ",Role,Location"
    } else {
        ""
    };
    writeln!(to, "{HEADER}{more}")?;
    let mut dice = Dice(u64::from(people.start) + 1);
    for person in people {
        let fault = match faults {
            Faults::None => None,
            Faults::Some => person.is_multiple_of(100).then_some(person / 100),
            Faults::All => Some(person),
        };
        let mut row = row(person, kind, &mut dice);
        if let Some(fault) = fault {
            spoil(&mut row, fault);
        }
        write!(to, "{}", row.join(","))?;
        if kind == Kind::Master {
            let role = if row[PROVIDER] == "YES" {
                "Provider"
            } else {
                "Receptionist"
            };
            write!(to, ",{role},{}", dice.pick(&LOCATIONS))?;
        }
        writeln!(to)?;
    }
    Ok(())
}

/// The row of a person by its columns. A State ID is quoted, as the target wants it.
fn row(person: u32, kind: Kind, dice: &mut Dice) -> [String; COLUMNS] {
    // Who has the telephone number of somebody before has another first name.
    let (turn, phone) = (person / PHONES, person % PHONES);
    let first = FIRST_NAMES[(phone * 7 + turn) as usize % FIRST_NAMES.len()];
    let last = dice.pick(&LAST_NAMES);
    let initial = char::from(last.as_bytes()[0]);
    let letter = char::from(first.as_bytes()[0]).to_ascii_lowercase();
    let name = format!("{letter}{}{person}", last.replace('\'', "").to_lowercase());
    let (city, state, zip) = dice.pick(&CITIES);
    let (house, plus_four) = (dice.roll(9_900) + 100, dice.roll(9_997) + 1);
    let is_provider = match kind {
        Kind::Providers => true,
        Kind::Everybody | Kind::Master => dice.roll(5) < 2,
    };
    let of_provider = |text: String| if is_provider { text } else { String::new() };
    [
        first.to_owned(),
        last.to_owned(),
        name.clone(),
        format!("{name}@dental.example.com"),
        format!(
            "({}) 555-{:04}",
            AREAS[(phone / LINES) as usize],
            2_000 + phone % LINES
        ),
        if is_provider { "YES" } else { "NO" }.to_owned(),
        of_provider(format!("{initial}{}", base36(person))),
        of_provider(format!("{house} Example Street")),
        of_provider(city.to_owned()),
        of_provider(state.to_owned()),
        of_provider(format!("{zip}{plus_four:04}")),
        of_provider(npi(person + 234_567)),
        of_provider(dea(initial, person)),
        of_provider("87-5550142".to_owned()),
        of_provider(format!("\"{:07}\"", person + 1_000_000)),
    ]
}

/// Makes one cell of the row wrong, another one the next time.
fn spoil(row: &mut [String; COLUMNS], fault: u32) {
    match fault % 8 {
        0 => row[0].push('4'),
        1 => row[1].clear(),
        2 => row[2].insert(1, ' '),
        3 => row[3] = row[3].replace('@', " at "),
        4 => {
            row[4].pop();
        }
        5 => row[PROVIDER].replace_range(.., "MAYBE"),
        6 => row[9].replace_range(.., "Utha"),
        _ => row[10].insert(0, '9'),
    }
}

/// A provider identifier with its check digit: Luhn's over the digits after 80840, which stand for 24.
fn npi(person: u32) -> String {
    let digits = format!("1{person:08}");
    let sum: u32 = (0..)
        .zip(digits.bytes().rev())
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            let doubled = if place % 2 == 0 { digit * 2 } else { digit };
            doubled / 10 + doubled % 10
        })
        .sum();
    format!("{digits}{}", (10 - (sum + 24) % 10) % 10)
}

/// Five digits and capitals that stand for the number.
fn base36(number: u32) -> String {
    let digits = (0..5).rev().map(|place| number / 36_u32.pow(place) % 36);
    digits
        .filter_map(|digit| char::from_digit(digit, 36))
        .map(|digit| digit.to_ascii_uppercase())
        .collect()
}

/// A DEA number with its check digit: the last of the first, third and fifth digit and twice the others. Six zeros would be
/// nobody's.
fn dea(initial: char, person: u32) -> String {
    let letter = ['A', 'B', 'F', 'M'][(person / 999_999) as usize % 4];
    let digits = format!("{:06}", person % 999_999 + 1);
    let sum: u32 = (0..)
        .zip(digits.bytes())
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 2 })
        .sum();
    format!("{letter}{initial}{digits}{}", sum % 10)
}

/// Numbers that look thrown: Lehmer's generator with the constants of MINSTD (Park and Miller, 1988).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0 * 48_271 % 0x7FFF_FFFF;
        self.0 % sides
    }

    fn pick<T: Copy, const N: usize>(&mut self, of: &[T; N]) -> T {
        of[usize::try_from(self.roll(N as u64)).unwrap_or_default()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_people_are_always_the_same_and_as_wide_as_their_header() {
        let text = || {
            let mut text = Vec::new();
            write(&mut text, 500_000..500_200, Kind::Everybody, Faults::None).unwrap();
            String::from_utf8(text).unwrap()
        };
        let (rows, again) = (text(), text());
        assert_eq!(rows, again);
        for row in rows.lines() {
            assert_eq!(row.split(',').count(), COLUMNS, "{row}");
        }
        let width = rows.len() / rows.lines().count();
        assert!((130..152).contains(&width), "{width} bytes a row");
    }

    #[test]
    fn identifiers_have_their_check_digits() {
        assert_eq!(npi(23_456_789), "1234567893");
        assert_eq!(dea('B', 123_455), "AB1234563");
    }
}
