//! The language server: what is wrong with a roster, while it is typed.
//!
//! The key decision is that there is no second way to lint. What governs a file, what it is read as and what it is judged
//! as are functions of the rooms below, the same that the command line calls; the files that are open in the editor stand
//! in the way of those on the disk. So what is told of a file is what `roster lint FILE` would tell, were it saved, and a
//! test holds the two to each other after any sequence of edits.
//!
//! Everything happens in one thread, one message after the other, and the news is told whenever no message is waiting:
//! while somebody types faster than a long file is judged, the states between are never judged. What has not changed is
//! not read again.
//!
//! ```no_run
//! use rosterkit_lint::Day;
//! use rosterkit_project::MemoryFiles;
//! use rosterkit_server::{Surroundings, serve};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (connection, threads) = lsp_server::Connection::stdio();
//! let today = || Day { year: 2027, month: 6, day: 30 };
//! serve(&connection, Surroundings { disk: Box::new(MemoryFiles::default()), packs: &[], today, pages: None })?;
//! drop(connection);
//! threads.join()?;
//! # Ok(())
//! # }
//! ```

mod serve;
mod server;
mod capabilities;
mod context;
mod documents;
mod uri;
mod text;
mod workspace;
mod organization;
mod law;
mod bench;
mod to_proto;
mod requests;

#[cfg(test)]
mod tests;

pub use context::Surroundings;
pub use serve::{Ended, serve};
