//! The stores that there are.

mod memory;
mod sqlite;
mod text;

pub use memory::MemoryStore;
pub use sqlite::SqliteStore;
