//! The tables of a store: whether they are there, and how they are made.

use super::session::Session;
use crate::store_error::StoreError;

/// The version of the tables.
const VERSION: i64 = 1;

/// How often making the tables is tried, where others make them at the same time.
const TRIES: usize = 20;

/// Whether the tables are there.
pub(super) fn are_made(session: &Session) -> Result<bool, StoreError> {
    let there = session.row(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = 'rosterkit' AND table_name = 'store'",
        &[],
    )?;
    if there.is_none() {
        return Ok(false);
    }
    let Some(row) = session.row("SELECT version FROM store", &[])? else {
        return Err(session.at().damaged("it has no version"));
    };
    match session.number(&row, 0)? {
        1 => Ok(true),
        found => Err(StoreError::Newer {
            path: session.at().path(),
            found,
            known: 1,
        }),
    }
}

/// Makes the tables where they are not there. Several importers may do so at once: all but one fail, and find them made.
pub(super) fn make(session: &Session) -> Result<(), StoreError> {
    let sql = format!(
        "BEGIN;
         CREATE SCHEMA IF NOT EXISTS rosterkit;
         {}
         INSERT INTO store VALUES ({VERSION}, 0, 0, 0, 0);
         COMMIT",
        include_str!("tables.sql")
    );
    let mut tries = 0;
    while !are_made(session)? {
        tries += 1;
        let Err(error) = session.run(&sql) else {
            return Ok(());
        };
        session.run("ROLLBACK")?;
        if tries >= TRIES && !are_made(session)? {
            return Err(error);
        }
    }
    Ok(())
}
