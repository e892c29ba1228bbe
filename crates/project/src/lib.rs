//! The organization: `roster.toml`, and which file is which batch.
//!
//! The key decision is that one function, [`Project::batch_of`], and one value, [`Project`], answer "which schema, batch
//! and settings govern this file?", for the command line and for editors alike, so that the two cannot disagree. The
//! nearest `roster.toml` up the tree governs a file; there are no layers and no merging.
//!
//! `roster.toml` as written is `Options`, in which everything may be left out; it resolves to [`Settings`], in which
//! nothing may. A name that resolves to nothing is a fault at its place, with what could be meant.
//!
//! This room reads through [`FileSystem`] only, so that an editor can put its unsaved files in the way.
//!
//! ```
//! use std::path::Path;
//! use rosterkit_project::{MemoryFiles, Pack, Project};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let pack = Pack { name: "dentrix-ascend", schema: include_bytes!("../../../templates/dentrix-ascend/schema.compiled") };
//! let files = MemoryFiles::from([("group/roster.toml", r#"
//! schema = "dentrix-ascend"
//! role = [{ id = "front-desk", name = "Receptionist" }]
//! location = [{ id = "lehi", name = "Lehi" }]
//! "#)]);
//! let project = Project::load(&files, &[pack], Path::new("group/roster.toml"))?;
//! let batch = project.batch_of(Path::new("group/front-desk--lehi.csv"), &[]);
//! assert_eq!(batch.assignments["lehi"], "front-desk");
//! # Ok(())
//! # }
//! ```

mod given;
mod project;
mod fingerprint;
mod options;
mod settings;
mod resolve;
mod listed_batch;
mod discovery;
mod roster;
mod stray;
mod files;

pub use discovery::{
    Below, Found, REJECTED_ENDING, TABLE_ENDINGS, UPLOAD_MANIFEST, Unseen, discover, is_passed_over,
    nearest_roster_toml, roster_tomls_below, rosters_below,
};
pub use files::{Entry, EntryKind, FileSystem, MemoryFiles, Stamp, reason};
pub use given::{Given, parse_week, week_in_words};
pub use listed_batch::{ListedBatch, parse_assignment};
pub use options::{Options, json_schema};
pub use project::{Pack, Project, ProjectError, schema_named_in, without_rejected};
pub use roster::{LEAST_COLUMNS, SAYS_WHO_GETS_WHAT, is_roster, read_as};
pub use settings::{Override, Settings, StoreUrl, StoreUrlError};
pub use stray::{Fit, fits, master_of_nobody, schemas, stray};
