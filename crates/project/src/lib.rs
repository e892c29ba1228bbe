//! The organization: roster.toml, and which file is which batch.
