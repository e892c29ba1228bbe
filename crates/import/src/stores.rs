//! The stores that there are.

mod memory;
mod postgres;
mod sqlite;
mod text;

pub use self::postgres::{Passwords, PostgresStore};
pub use memory::MemoryStore;
pub use sqlite::SqliteStore;
