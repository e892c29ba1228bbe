//! A master for the Dentrix Ascend wizard, as large as is wanted, in which nothing is wrong: the same whenever it is written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::bench::roster::{CITIES, FIRST_NAMES, LAST_NAMES, dea, npi};
use crate::task_error::TaskError;

/// The organization of the master. Its people are invented, and so are their telephone numbers.
const ROSTER_TOML: &str = r#"schema = "dentrix-ascend"
store = "sqlite:roster.db"
role = [
  { id = "front-desk", name = "Receptionist" },
  { id = "dentist", name = "Provider", provider = true },
]
location = [
  { id = "lehi", name = "Lehi" },
  { id = "orem", name = "Orem" },
  { id = "provo", name = "Provo" },
  { id = "boise", name = "Boise" },
  { id = "austin", name = "Austin" },
]
[rules]
phone-fictional = { level = "off", reason = "invented numbers" }
missing-hours = { level = "off", reason = "invented offices" }
"#;

const HEADER: &str = "First Name,Last Name,Username,Email,Phone Number,Provider (YES/NO),Shortname,Address,City,State,\
                      ZIP Code,NPI,DEA,TIN,State ID,Role,Location";

const LOCATIONS: [&str; 5] = ["Lehi", "Orem", "Provo", "Boise", "Austin"];

const AREA_CODES: [u32; 40] = [
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229,
    231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302,
];

/// Writes an organization with such a master into a folder, anew.
pub(super) fn write(folder: &Path, rows: u32) -> Result<(), TaskError> {
    let write = || {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("roster.toml"), ROSTER_TOML)?;
        write_rows(&folder.join("master.csv"), rows)
    };
    write().map_err(TaskError::file(folder))
}

fn write_rows(path: &Path, rows: u32) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "{HEADER}")?;
    (0..rows).try_for_each(|person| writeln!(file, "{}", row(person)))?;
    file.flush()
}

/// Two of five are providers; of the others some work at two locations. No two people share name and telephone number, as
/// long as they are fewer than 1,024,000.
fn row(person: u32) -> String {
    let at = |number: u32, len: usize| number as usize % len;
    let (first, last) = (FIRST_NAMES[at(person, 16)], LAST_NAMES[at(person / 16, 16)]);
    let username = format!("{}{}{person}", &first[..1], last.replace('\'', "")).to_lowercase();
    let (area, line) = (AREA_CODES[at(person / 25_600, 40)], person / 256 % 100);
    let location = LOCATIONS[at(person / 7, 5)];
    let start = format!("{first},{last},{username},{username}@dental.example.com,({area}) 555-01{line:02}");
    if person % 5 < 2 {
        let (city, state, zip) = CITIES[at(person / 3, 4)];
        let (house, plus_four) = (100 + person % 9_900, 1 + person % 9_998);
        let (shortname, npi, dea) = (
            shortname(person),
            npi(person),
            dea(char::from(last.as_bytes()[0]), person + 1),
        );
        format!(
            "{start},YES,{shortname},{house} Example Street,{city},{state},{zip}{plus_four:04},{npi},{dea},12-3456789,\
             \"{person:07}\",Provider,{location}"
        )
    } else {
        let other = if person.is_multiple_of(11) {
            format!("; {}", LOCATIONS[at(person / 7 + 1, 5)])
        } else {
            String::new()
        };
        format!("{start},NO,,,,,,,,,,Receptionist,{location}{other}")
    }
}

/// Six letters and digits that nobody else has.
fn shortname(mut person: u32) -> String {
    const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut digits = [b'0'; 5];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[person as usize % 36];
        person /= 36;
    }
    format!("S{}", digits.map(char::from).iter().collect::<String>())
}
