//! A large roster for the Dentrix Ascend wizard, the same whenever it is written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::files;
use crate::task_error::TaskError;

const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,\
                      ZIP Code,NPI,DEA,TIN,State ID";

pub(super) const FIRST_NAMES: [&str; 16] = [
    "Ana", "Benjamin", "Carmen", "Dinh", "Elena", "Farid", "Gabriela", "Hiroshi", "Ingrid", "Jamal",
    "Katarina", "Liam", "Mei", "Nikolai", "Olivia", "Zoë",
];

pub(super) const LAST_NAMES: [&str; 16] = [
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

/// City, state, the first digits of its ZIP codes.
pub(super) const CITIES: [(&str, &str, &str); 4] = [
    ("Lehi", "UT", "84043"),
    ("Salt Lake City", "UT", "84101"),
    ("Boise", "ID", "83702"),
    ("Austin", "TX", "78701"),
];

/// Writes the roster under `target/bench`, unless it is there, and says where.
pub(super) fn written(rows: u32) -> Result<PathBuf, TaskError> {
    let folder = files::root().join("target/bench");
    let path = folder.join(format!("roster-{rows}.csv"));
    if !path.exists() {
        fs::create_dir_all(&folder).map_err(TaskError::file(&folder))?;
        // Under another name until it is whole: a run may be stopped.
        let half = path.with_extension("half");
        write(&half, rows).map_err(TaskError::file(&half))?;
        fs::rename(&half, &path).map_err(TaskError::file(&path))?;
    }
    Ok(path)
}

fn write(path: &Path, rows: u32) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "{HEADER}")?;
    let mut dice = Dice(1);
    for person in 0..rows {
        writeln!(file, "{}", row(person, &mut dice))?;
    }
    file.flush()
}

/// Two of five are providers. Their State ID is quoted, as a program writes it that fears for its zeros.
fn row(person: u32, dice: &mut Dice) -> String {
    let (first, last) = (dice.pick(&FIRST_NAMES), dice.pick(&LAST_NAMES));
    let initial = char::from(last.as_bytes()[0]);
    let name = format!("{}{}{person}", &first[..1], last.replace('\'', "")).to_lowercase();
    let (city, state, zip) = dice.pick(&CITIES);
    let (phone, house, plus_four) = (dice.roll(100), dice.roll(9_900) + 100, dice.roll(10_000));
    let start = format!("{first},{last},{name},{name}@dental.example.com,(801) 555-01{phone:02}");
    let address = format!("{house} Example Street,{city},{state},{zip}-{plus_four:04}");
    if dice.roll(5) < 2 {
        let shortname = format!("{initial}{person:06}");
        let (npi, dea, tin) = (npi(person), dea(initial, person), dice.roll(10_000_000));
        let id = format!("\"{:07}\"", dice.roll(10_000_000));
        format!("{start},YES,{shortname},{address},{npi},{dea},12-{tin:07},{id}")
    } else {
        format!("{start},NO,,{address},,,,")
    }
}

/// A provider identifier with its check digit: Luhn's over the digits after 80840, which stand for 24.
pub(super) fn npi(person: u32) -> String {
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

/// A DEA number with its check digit: the last of the first, third and fifth digit and twice the others.
pub(super) fn dea(initial: char, person: u32) -> String {
    let digits = format!("{person:06}");
    let sum: u32 = (0..)
        .zip(digits.bytes())
        .map(|(place, digit)| u32::from(digit - b'0') * if place % 2 == 0 { 1 } else { 2 })
        .sum();
    format!("A{initial}{digits}{}", sum % 10)
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
    fn the_roster_is_always_the_same_and_as_wide_as_its_header() {
        let mut dice = Dice(1);
        let rows: Vec<String> = (500_000..500_200).map(|person| row(person, &mut dice)).collect();
        for row in &rows {
            assert_eq!(row.split(',').count(), HEADER.split(',').count(), "{row}");
        }
        let mut again = Dice(1);
        assert_eq!(row(500_000, &mut again), rows[0]);
        let bytes: usize = rows.iter().map(|row| row.len() + 1).sum();
        assert!(
            (140..152).contains(&(bytes / rows.len())),
            "{} bytes a row",
            bytes / rows.len()
        );
    }

    #[test]
    fn identifiers_have_their_check_digits() {
        assert_eq!(npi(23_456_789), "1234567893");
        assert_eq!(dea('B', 123_456), "AB1234563");
    }
}
