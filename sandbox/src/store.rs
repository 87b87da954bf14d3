//! The faxboxes in `SQLite`: in a file, where they survive a restart, or in memory. Every request is one transaction, so that
//! `If-Match` is a true compare-and-swap.

use crate::identity;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const TABLES: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS faxbox (
        account TEXT NOT NULL,
        id TEXT NOT NULL,
        document TEXT NOT NULL,
        custom TEXT,
        smtp TEXT NOT NULL,
        generation INTEGER NOT NULL,
        hash TEXT NOT NULL,
        created INTEGER NOT NULL,
        modified INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX IF NOT EXISTS faxbox_by_id ON faxbox (account, id);
    CREATE INDEX IF NOT EXISTS faxbox_by_custom ON faxbox (custom) WHERE custom IS NOT NULL;
    CREATE INDEX IF NOT EXISTS faxbox_by_smtp ON faxbox (smtp);
    CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
";

/// What can go wrong with the database.
#[derive(Debug)]
pub enum StoreError {
    /// `SQLite` said so.
    Sqlite(rusqlite::Error),
    /// A stored document is no JSON object any more.
    Damaged,
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(error) => write!(formatter, "the database: {error}"),
            Self::Damaged => formatter.write_str("the database: a stored document is damaged"),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// A faxbox as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// 32 hexadecimal digits.
    pub id: String,
    /// The public document without `id` and `smtp_email_address`, as JSON text.
    pub document: String,
    /// The generated `smtp_email_address`.
    pub smtp: String,
    /// Rises by one with each write.
    pub generation: i64,
    /// The second half of the tag.
    pub hash: String,
    /// Gregorian seconds.
    pub created: i64,
    /// Gregorian seconds.
    pub modified: i64,
}

impl Stored {
    /// The tag of this state, without quotes: `generation-hash` (contract, "Writing").
    pub fn tag(&self) -> String {
        format!("{}-{}", self.generation, self.hash)
    }

    /// The `revision` that a write answers with: of another copy, never the tag (contract, "Writing").
    pub fn revision(&self) -> String {
        format!("{}-{}", self.generation, identity::hex32(&format!("copy of {}", self.hash)))
    }

    /// The document with its `id`, and more members where they are given as `"key":value`.
    pub fn shown(&self, more: &[String]) -> String {
        let open = self.document.trim_end().strip_suffix('}').unwrap_or("{");
        let comma = if open.trim_end().ends_with('{') { "" } else { "," };
        let mut shown = format!(r#"{open}{comma}"id":"{}""#, self.id);
        for member in more {
            shown.push(',');
            shown.push_str(member);
        }
        shown.push('}');
        shown
    }

    /// The document with `id` and `smtp_email_address`, as rows and answers of writes have it.
    pub fn row(&self) -> String {
        self.shown(&[format!(r#""smtp_email_address":"{}""#, self.smtp)])
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            document: row.get(1)?,
            smtp: row.get(2)?,
            generation: row.get(3)?,
            hash: row.get(4)?,
            created: row.get(5)?,
            modified: row.get(6)?,
        })
    }
}

/// The database behind a lock.
#[derive(Debug)]
pub struct Store {
    connection: Mutex<Connection>,
}

impl Store {
    /// Opens the file, or a database in memory, and makes the tables where they are missing.
    ///
    /// # Errors
    ///
    /// Where `SQLite` cannot open it.
    pub fn open(file: Option<&Path>) -> Result<Self, StoreError> {
        let connection = match file {
            Some(path) => Connection::open(path)?,
            None => Connection::open_in_memory()?,
        };
        connection.execute_batch(TABLES)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Runs `work` in one transaction; an error of `work` rolls it back.
    ///
    /// # Errors
    ///
    /// Those of `SQLite` and of `work`.
    pub fn transaction<T>(
        &self,
        work: impl FnOnce(&Books<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let books = Books { transaction };
        let outcome = work(&books)?;
        books.transaction.commit()?;
        Ok(outcome)
    }
}

/// The open transaction.
#[derive(Debug)]
pub struct Books<'connection> {
    transaction: Transaction<'connection>,
}

const COLUMNS: &str = "id, document, smtp, generation, hash, created, modified";

impl Books<'_> {
    /// One faxbox.
    ///
    /// # Errors
    ///
    /// Those of `SQLite`, here and below.
    pub fn find(&self, account: &str, id: &str) -> Result<Option<Stored>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached(&format!("SELECT {COLUMNS} FROM faxbox WHERE account = ?1 AND id = ?2"))?;
        Ok(statement.query_row(params![account, id], Stored::read).optional()?)
    }

    /// The faxboxes of an account by id, from `from` on, until `each` breaks.
    pub fn scan(
        &self,
        account: &str,
        from: Option<&str>,
        ascending: bool,
        mut each: impl FnMut(Stored) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let (comparison, order, first) =
            if ascending { (">=", "ASC", "") } else { ("<=", "DESC", "\u{10ffff}") };
        let mut statement = self.transaction.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM faxbox WHERE account = ?1 AND id {comparison} ?2 ORDER BY id {order}"
        ))?;
        let mut rows = statement.query(params![account, from.unwrap_or(first)])?;
        while let Some(row) = rows.next()? {
            if each(Stored::read(row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// How many faxboxes an account has.
    pub fn count(&self, account: &str) -> Result<i64, StoreError> {
        let mut statement =
            self.transaction.prepare_cached("SELECT count(*) FROM faxbox WHERE account = ?1")?;
        Ok(statement.query_row([account], |row| row.get(0))?)
    }

    /// Whether another faxbox, of whatever account, has this text as its custom or its generated address.
    pub fn is_taken(&self, address: &str, except_id: &str) -> Result<bool, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM faxbox WHERE custom = ?1 AND id <> ?2)
                 OR EXISTS (SELECT 1 FROM faxbox WHERE smtp = ?1 AND id <> ?2)",
        )?;
        Ok(statement.query_row(params![address, except_id], |row| row.get(0))?)
    }

    /// A faxbox that was not there before; the id follows from a counter that survives a restart.
    pub fn create(
        &self,
        account: &str,
        document: String,
        custom: Option<&str>,
    ) -> Result<Stored, StoreError> {
        let number = self.count_up("created")?;
        let id = identity::hex32(&format!("faxbox {number}"));
        self.create_as(account, &id, document, custom)
    }

    /// A faxbox under an id that is given.
    pub fn create_as(
        &self,
        account: &str,
        id: &str,
        document: String,
        custom: Option<&str>,
    ) -> Result<Stored, StoreError> {
        let now = identity::gregorian_now();
        let stored = Stored {
            smtp: format!("{}.fax.sandbox.example", identity::hex8(id)),
            generation: 1,
            hash: hash(id, 1, &document),
            id: id.to_owned(),
            document,
            created: now,
            modified: now,
        };
        let mut statement = self
            .transaction
            .prepare_cached("INSERT INTO faxbox VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)")?;
        statement.execute(params![
            account,
            stored.id,
            stored.document,
            custom,
            stored.smtp,
            stored.generation,
            stored.hash,
            now
        ])?;
        Ok(stored)
    }

    /// A new state of a faxbox; its generation rises by one.
    pub fn update(
        &self,
        account: &str,
        before: &Stored,
        document: String,
        custom: Option<&str>,
    ) -> Result<Stored, StoreError> {
        let generation = before.generation + 1;
        let stored = Stored {
            hash: hash(&before.id, generation, &document),
            document,
            generation,
            modified: identity::gregorian_now(),
            ..before.clone()
        };
        let mut statement = self.transaction.prepare_cached(
            "UPDATE faxbox SET document = ?3, custom = ?4, generation = ?5, hash = ?6, modified = ?7
             WHERE account = ?1 AND id = ?2",
        )?;
        statement.execute(params![
            account,
            stored.id,
            stored.document,
            custom,
            stored.generation,
            stored.hash,
            stored.modified
        ])?;
        Ok(stored)
    }

    /// Takes a faxbox away.
    pub fn remove(&self, account: &str, id: &str) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached("DELETE FROM faxbox WHERE account = ?1 AND id = ?2")?
            .execute(params![account, id])?;
        Ok(())
    }

    /// Empties the database.
    pub fn clear(&self) -> Result<(), StoreError> {
        self.transaction.execute_batch("DELETE FROM faxbox; DELETE FROM counter;")?;
        Ok(())
    }

    /// Counts one up and says the new value. Zero before the first.
    pub fn count_up(&self, name: &str) -> Result<i64, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO counter VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
        )?;
        Ok(statement.query_row([name], |row| row.get(0))?)
    }
}

fn hash(id: &str, generation: i64, document: &str) -> String {
    identity::hex32(&format!("{id} {generation} {document}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_and_a_full_document_are_shown_with_their_id() {
        let mut stored = Stored {
            id: "i".into(),
            document: "{}".into(),
            smtp: "s".into(),
            generation: 1,
            hash: "h".into(),
            created: 0,
            modified: 0,
        };
        assert_eq!(stored.shown(&[]), r#"{"id":"i"}"#);
        stored.document = r#"{"a":{}}"#.into();
        assert_eq!(stored.row(), r#"{"a":{},"id":"i","smtp_email_address":"s"}"#);
        assert_ne!(stored.tag(), stored.revision());
    }

    #[test]
    fn an_error_rolls_everything_back() {
        let store = Store::open(None).unwrap();
        let failed = store.transaction(|books| {
            books.create("a", "{}".into(), None)?;
            Err::<(), _>(StoreError::Damaged)
        });
        assert!(failed.is_err());
        assert_eq!(store.transaction(|books| books.count("a")).unwrap(), 0);
    }
}
