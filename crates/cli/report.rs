//! Reports: the one plain diagnostic in the words of each format.

mod concise;
mod fixed;
mod full;
mod json;
mod summary;

pub(crate) use concise::concise;
pub(crate) use fixed::fixed;
pub(crate) use full::full;
pub(crate) use json::{JSON_VERSION, JsonDiagnostics, JsonFixed, JsonSummary};
pub(crate) use summary::{Summary, summary};
