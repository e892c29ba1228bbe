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
                message: error.message().trim().to_owned(),
                span,
            }],
        )
    }

    /// The faults in the order in which they were found.
    pub fn faults(&self) -> &[SourceFault] {
        &self.faults
    }
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
