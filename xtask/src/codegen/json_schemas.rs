//! The JSON Schemas by which editors complete and check `schema.toml` and `roster.toml`.

use super::Generated;
use crate::task_error::TaskError;

const ENDING: &str = ".schema.json";

/// One JSON Schema for each kind of file. A file names its own by a relative path, so none has an `$id`.
pub(super) fn generated() -> Result<Vec<Generated>, TaskError> {
    let schemas = [
        ("roster", rosterkit_project::json_schema()),
        ("schema", rosterkit_schema::json_schema()),
    ];
    schemas
        .into_iter()
        .map(|(name, schema)| one(name, &schema))
        .collect()
}

fn one(name: &str, schema: &schemars::Schema) -> Result<Generated, TaskError> {
    let path = format!("templates/{name}{ENDING}");
    let mut text = serde_json::to_string_pretty(schema)
        .map_err(|error| TaskError::Failed(format!("`{path}` cannot be written as JSON: {error}")))?;
    text.push('\n');
    Ok(Generated {
        path,
        bytes: text.into_bytes(),
    })
}

/// Whether the file is of the kind that is generated here.
pub(super) fn is_ours(path: &str) -> bool {
    path.strip_prefix("templates/")
        .is_some_and(|name| !name.contains('/') && name.ends_with(ENDING))
}
