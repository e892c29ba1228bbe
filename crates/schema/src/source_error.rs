//! What is wrong with a TOML file, all of it, each fault at its place.

use std::fmt;
use std::ops::Range;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// The faults of a `schema.toml` or a `roster.toml`. miette draws each at its line.
#[derive(Debug)]
pub struct SourceError {
    source: NamedSource<String>,
    faults: Vec<SourceFault>,
}

/// One fault: what is wrong, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFault {
    /// What is wrong, as a label under the place.
    pub message: String,
    /// Zero-based bytes of the text, half open.
    pub span: Range<usize>,
}

impl SourceError {
    /// The faults of the file `name`, whose text is `text`. There should be at least one.
    pub fn new(name: &str, text: &str, faults: Vec<SourceFault>) -> Self {
        Self {
            source: NamedSource::new(name, text.to_owned()),
            faults,
        }
    }

    /// What the TOML parser did not like.
    pub fn from_toml(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let span = error.span().unwrap_or(0..0);
        Self::new(
            name,
            text,
            vec![SourceFault {
                message: in_our_words(error.message().trim()),
                span,
            }],
        )
    }

    /// The file that has them.
    pub fn name(&self) -> &str {
        self.source.name()
    }

    /// The faults in the order in which they were found.
    pub fn faults(&self) -> &[SourceFault] {
        &self.faults
    }

    /// The line of a fault. One-based.
    pub fn line(&self, fault: &SourceFault) -> usize {
        let before = self.source.inner().bytes().take(fault.span.start);
        1 + before.filter(|byte| *byte == b'\n').count()
    }
}

/// The words of serde where they are those of a programmer. What the parser of TOML says reads well.
fn in_our_words(message: &str) -> String {
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("the key {key} is missing");
    }
    let unknown = message.strip_prefix("unknown variant ");
    if let Some((word, known)) = unknown.and_then(|rest| rest.split_once(", expected ")) {
        let known = known.strip_prefix("one of ").unwrap_or(known);
        return format!("{word} is not a word that may stand here; there are: {known}");
    }
    if let Some((found, wanted)) = message
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.split_once(", expected "))
    {
        let wanted = if wanted == "a boolean" {
            "`true` or `false`"
        } else {
            wanted
        };
        return format!("here stands {found}, and it should be {wanted}");
    }
    message.to_owned()
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.as_slice() {
            // A fault of no place in particular cannot stand under a line.
            [fault, ..] if fault.span.is_empty() => write!(f, "`{}`: {}", self.source.name(), fault.message),
            [_] => write!(f, "`{}` has a fault", self.source.name()),
            faults => write!(f, "`{}` has {} faults", self.source.name(), faults.len()),
        }
    }
}

impl std::error::Error for SourceError {}

impl Diagnostic for SourceError {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(
            self.faults
                .iter()
                .filter(|fault| !fault.span.is_empty())
                .map(|fault| LabeledSpan::new_with_span(Some(fault.message.clone()), fault.span.clone())),
        ))
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use crate::{Answers, Schema};

    const SOUND: &str = r#"name = "x"
target = "x"
title = "x"
version = "1.0.0"
sources = []

[file]
newline = "lf"
byte-order-mark = false

[batch]

[[column]]
id = "name"
header = "Name"
type = "text"
attribute = "userName"
hint = "A name"
example = "Ana"
"#;

    /// What is said of the sound schema with one thing replaced: the text at the place, and the words.
    fn said(right: &str, wrong: &str) -> String {
        assert!(Schema::parse("x.toml", SOUND, &Answers::new()).is_ok());
        assert!(SOUND.contains(right), "{right}");
        let text = SOUND.replacen(right, wrong, 1);
        let error = Schema::parse("x.toml", &text, &Answers::new()).unwrap_err();
        let faults = error.faults().iter();
        let lines = faults.map(|fault| {
            let place = text[fault.span.clone()].lines().next().unwrap_or_default();
            format!("{place}: {}", fault.message)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_fault_is_told_at_its_place_and_in_plain_words() {
        let cases = [
            ("\"text\"", "\"zip\""),
            ("\"text\"", "\"txt\""),
            ("\"text\"", "{ npi = { digits = 10 } }"),
            ("\"text\"", "{ text = { max = 5 } }"),
            ("\"text\"", "{ text = {}, npi = {} }"),
            ("\"text\"", "{}"),
            ("\"text\"", "5"),
            ("hint = \"A name\"\n", ""),
            (
                "hint = \"A name\"\n",
                "hint = \"A name\"\npresence = \"needed\"\n",
            ),
            ("hint = \"A name\"\n", "hint = \"A name\"\nunique = \"yes\"\n"),
            (
                "hint = \"A name\"\n",
                "hint = \"A name\"\nalso-from = [\"nick\"]\n",
            ),
            ("[batch]\n", "[batch]\nassigned = false\nhours = true\n"),
            (
                "[batch]\n",
                "[batch]\ninactivity-timeout = { default = \"1h\", choices = [\"2h\"] }\n",
            ),
            (
                "newline = \"lf\"\n",
                "newline = \"lf\"\npreamble = [\"v1\", \"\"]\n",
            ),
            ("newline = \"lf\"\n", ""),
            ("[batch]\n", ""),
        ];
        let all: Vec<String> = cases.iter().map(|(right, wrong)| said(right, wrong)).collect();
        assert_snapshot!(all.join("\n"), @r#"
        "zip": `zip` needs parameters: type = { zip = { digits = 5 } }
        "txt": there is no field type `txt`; there are: text, person-name, username, choice, boolean, email, user-principal-name, password, phone, e164, us-state, zip, country, org-unit-path, npi, dea, ein, id-number
        { npi = { digits = 10 } }: `npi` takes no parameters: type = "npi"
        max: unknown field `max`, expected one of `min-length`, `max-length`, `charset`
        { text = {}, npi = {} }: `npi` takes no parameters: type = "npi"
        {}: a field type is missing between the braces
        5: here stands integer `5`, and it should be a field type: a word such as "email", or a table such as { zip = { digits = 5 } }
        [[column]]: the key `hint` is missing
        "needed": `needed` is not a word that may stand here; there are: `required`, `recommended`, `optional`
        "yes": here stands string "yes", and it should be `true` or `false`
        "nick": neither RFC 7643 nor an extension has this attribute; what is the target's own is `urn:rosterkit:params:scim:schemas:extension:<schema>:1.0:User:<name>`
        [batch]: where nobody gets a role at a location there are no several locations, hours or timeouts
        { default = "1h", choices = ["2h"] }: the default inactivity timeout is not among the choices
        ["v1", ""]: a line above the header is one line of text, without spaces at its ends
        [file]: the key `newline` is missing
        : the key `batch` is missing
        "#);
    }
}
