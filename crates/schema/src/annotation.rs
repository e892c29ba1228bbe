//! The mark of a workbook in which a report stands: its rows are those of other files.

/// The name of a property, before the number of the file.
const FILE: &str = "Rosterkit annotates ";

/// The longest text of a property, in characters: Excel cuts what is longer.
const LONGEST: usize = 255;

/// In the place of a path that is too long.
const NO_PATH: &str = "?";

/// Which files' rows stand in a workbook, marked and to be corrected. It travels inside the document as named texts, beside the
/// [`Fingerprint`](crate::Fingerprint), so that nobody takes the rows for other people's.
///
/// It is a claim and not a proof, like the fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotation {
    /// The files, from the folder of `roster.toml`, with slashes.
    pub files: Vec<String>,
}

impl Annotation {
    /// Names and texts of the properties. A path that is too long for one is a question mark.
    pub fn properties(&self) -> Vec<(String, String)> {
        let fits = |path: &String| path.encode_utf16().count() <= LONGEST;
        let files = (1..).zip(&self.files);
        files
            .map(|(number, path)| {
                let path = Some(path).filter(|path| fits(path));
                let path = path.map_or(NO_PATH, String::as_str);
                (format!("{FILE}{number}"), path.to_owned())
            })
            .collect()
    }

    /// Reads the properties of a document; `None` where they name no file.
    pub fn read<'a>(properties: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Self> {
        let files: Vec<String> = properties
            .into_iter()
            .filter(|(name, _)| name.starts_with(FILE))
            .map(|(_, path)| path.to_owned())
            .collect();
        (!files.is_empty()).then_some(Self { files })
    }
}

#[cfg(test)]
mod tests {
    use super::{Annotation, NO_PATH};

    #[test]
    fn what_is_written_is_read_without_a_path_that_does_not_fit() {
        let long = format!("{}.csv", "é".repeat(256));
        let annotation = Annotation {
            files: vec!["north/dentist--lehi.csv".to_owned(), long],
        };
        let written = annotation.properties();
        let pairs = || written.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let files = vec!["north/dentist--lehi.csv".to_owned(), NO_PATH.to_owned()];
        assert_eq!(Annotation::read(pairs()), Some(Annotation { files }));
        assert_eq!(Annotation::read([("Rosterkit schema", "x")]), None);
    }
}
