//! The questions of a plan, in SQL: a few for hundreds of people.

use std::collections::{BTreeMap, HashMap};

use postgres::Row;

use super::session::Session;
use crate::account::{Account, Assignment};
use crate::digest::Digest;
use crate::record::Record;
use crate::store::{AppliedAt, Asked, BatchId, Known};
use crate::store_error::StoreError;
use crate::stores::text;
use crate::timestamp::Timestamp;

pub(super) fn known(session: &Session, asked: &[Asked<'_>]) -> Result<Vec<Known>, StoreError> {
    let keys: Vec<&str> = asked.iter().map(|asked| asked.key.as_str()).collect();
    let rows = session.rows(
        "SELECT id, version, username, record, key FROM accounts WHERE key = ANY($1)",
        &[&keys],
    )?;
    let mut accounts = HashMap::new();
    let ids: Vec<i64> = rows
        .iter()
        .map(|row| session.get(row, 0))
        .collect::<Result<_, _>>()?;
    let mut assignments = assignments(session, Some(&ids))?;
    for (row, id) in rows.iter().zip(ids) {
        let key: String = session.get(row, 4)?;
        accounts.insert(
            key,
            account(session, row, assignments.remove(&id).unwrap_or_default())?,
        );
    }
    let holders = holders(session, asked)?;
    let alike = alike(session, asked)?;
    let one = |asked: &Asked<'_>| {
        let own = asked.key.as_str();
        let holder = |(place, identifier): (usize, &crate::record::Identifier)| {
            let held = (identifier.attribute.as_str(), identifier.value.as_str());
            let (key, username) = holders.get(&(held.0.to_owned(), held.1.to_owned()))?;
            (key != own).then(|| (place, username.clone()))
        };
        let others = asked.likeness.and_then(|likeness| alike.get(likeness));
        Known {
            account: accounts.remove(own),
            holders: asked.identifiers.iter().enumerate().filter_map(holder).collect(),
            alike: others.and_then(|others| {
                let mut others = others.iter().filter(|(key, _)| *key != own);
                others.next().map(|(_, username)| username.clone())
            }),
        }
    };
    Ok(asked.iter().map(one).collect())
}

/// By attribute and value: key and username of the account that has it.
type Holders = HashMap<(String, String), (String, String)>;

fn holders(session: &Session, asked: &[Asked<'_>]) -> Result<Holders, StoreError> {
    let identifiers = asked.iter().flat_map(|asked| asked.identifiers);
    let pairs = identifiers.map(|identifier| (identifier.attribute.as_str(), identifier.value.as_str()));
    let (attributes, values): (Vec<&str>, Vec<&str>) = pairs.unzip();
    if values.is_empty() {
        return Ok(HashMap::new());
    }
    // Asked by the whole key, of which the database knows that one row at most has it. By the value alone it takes
    // hundreds of them for most of a table that it has no figures of yet, and reads the table through each time.
    let rows = session.rows(
        "SELECT i.attribute, i.value, a.key, a.username
         FROM unnest($1::TEXT[], $2::TEXT[]) AS asked (attribute, value)
         JOIN identifiers i ON i.attribute = asked.attribute AND i.value = asked.value
         JOIN accounts a ON a.id = i.account",
        &[&attributes, &values],
    )?;
    let pair = |row: &Row| {
        let held = (session.get(row, 0)?, session.get(row, 1)?);
        Ok((held, (session.get(row, 2)?, session.get(row, 3)?)))
    };
    rows.iter().map(pair).collect()
}

/// By likeness: key and username of those who have it, sorted by key.
fn alike(
    session: &Session,
    asked: &[Asked<'_>],
) -> Result<HashMap<String, BTreeMap<String, String>>, StoreError> {
    let likenesses: Vec<&str> = asked.iter().filter_map(|asked| asked.likeness).collect();
    let mut alike = HashMap::<String, BTreeMap<String, String>>::new();
    if likenesses.is_empty() {
        return Ok(alike);
    }
    let rows = session.rows(
        "SELECT likeness, key, username FROM accounts WHERE likeness = ANY($1)",
        &[&likenesses],
    )?;
    for row in &rows {
        let others = alike.entry(session.get(row, 0)?).or_default();
        others.insert(session.get(row, 1)?, session.get(row, 2)?);
    }
    Ok(alike)
}

/// An account from `id, version, username, record`.
pub(super) fn account(
    session: &Session,
    row: &Row,
    assignments: BTreeMap<String, Assignment>,
) -> Result<Account, StoreError> {
    let record: String = session.get(row, 3)?;
    let values = text::to_values(&record).ok_or_else(|| session.at().damaged("a record cannot be read"))?;
    Ok(Account {
        version: session.number(row, 1)?,
        record: Record {
            username: session.get(row, 2)?,
            values,
        },
        assignments,
    })
}

/// What these accounts have, or all of them, by account and location.
pub(super) fn assignments(
    session: &Session,
    ids: Option<&[i64]>,
) -> Result<HashMap<i64, BTreeMap<String, Assignment>>, StoreError> {
    let sql = "SELECT a.account, a.location, a.role, t.hours, t.inactivity_timeout
               FROM assignments a JOIN terms t ON t.id = a.terms";
    let rows = match ids {
        Some([]) => Vec::new(),
        Some(ids) => session.rows(&format!("{sql} WHERE a.account = ANY($1)"), &[&ids])?,
        None => session.rows(sql, &[])?,
    };
    let mut assignments = HashMap::<i64, BTreeMap<String, Assignment>>::new();
    for row in &rows {
        let hours: String = session.get(row, 3)?;
        let timeout = match session.number(row, 4)? {
            0 => Some(None),
            minutes => text::to_timeout(minutes).map(Some),
        };
        let (Some(hours), Some(inactivity_timeout)) = (text::to_week(&hours), timeout) else {
            return Err(session.at().damaged("working hours or a timeout cannot be read"));
        };
        let assignment = Assignment {
            role: session.get(row, 2)?,
            hours,
            inactivity_timeout,
        };
        assignments
            .entry(session.get(row, 0)?)
            .or_default()
            .insert(session.get(row, 1)?, assignment);
    }
    Ok(assignments)
}

pub(super) fn applied(session: &Session, digest: &Digest) -> Result<Option<AppliedAt>, StoreError> {
    let sql = "SELECT id, applied FROM batches WHERE digest = $1 AND undone IS NULL";
    let row = session.row(sql, &[&digest.bytes().as_slice()])?;
    let at = |row: Row| {
        Ok(AppliedAt {
            id: BatchId(session.get(&row, 0)?),
            when: Timestamp::from_seconds(session.get(&row, 1)?),
        })
    };
    row.map(at).transpose()
}
