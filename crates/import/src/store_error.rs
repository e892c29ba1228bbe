//! Why a store cannot be used, and what to do about it. No message holds a value of a record.

use std::io;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

/// A store that cannot be opened, read or written.
#[derive(Debug, Error, Diagnostic)]
pub enum StoreError {
    /// The file is no SQLite database.
    #[error("`{}` is not a database", path.display())]
    #[diagnostic(
        code(import::not_a_database),
        help(
            "check the store in `roster.toml` or after `--store`: it must be a file that Rosterkit made, or one that does not exist yet"
        )
    )]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },

    /// A database of some other program.
    #[error("`{}` is a database of another program", path.display())]
    #[diagnostic(
        code(import::not_a_store),
        help("nothing was written to it; give the store a name of its own, such as `roster.db`")
    )]
    NotAStore {
        /// The file.
        path: PathBuf,
    },

    /// A store of a later Rosterkit.
    #[error("`{}` is a store of version {found}, this Rosterkit knows versions up to {known}", path.display())]
    #[diagnostic(
        code(import::newer_store),
        help("nothing was written to it; install the Rosterkit that made it, or a newer one")
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that can be read.
        known: u32,
    },

    /// A store from before the first release.
    #[error("`{}` is a store of version {found}, from before the first release", path.display())]
    #[diagnostic(
        code(import::older_store),
        help("nothing was written to it; import its rosters into a new store")
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
    },

    /// A file or folder that cannot be written.
    #[error("`{}` cannot be written", path.display())]
    #[diagnostic(
        code(import::read_only),
        help(
            "nothing of the batch was written; check that you may write the file and its folder, where a journal file stands beside it"
        )
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },

    /// No space is left.
    #[error("there is no space left for `{}`", path.display())]
    #[diagnostic(
        code(import::full),
        help("nothing of the batch was written; make space on the disk and run the import again")
    )]
    Full {
        /// The file.
        path: PathBuf,
    },

    /// Another writer holds the store.
    #[error("`{}` is locked: another import is writing to it", path.display())]
    #[diagnostic(
        code(import::locked),
        help("nothing of the batch was written; wait until the other import is done and run this one again")
    )]
    Locked {
        /// The file.
        path: PathBuf,
    },

    /// What stands in the store is not what Rosterkit writes.
    #[error("`{}` is damaged: {what}", path.display())]
    #[diagnostic(
        code(import::damaged),
        help("keep a copy of the file, and go on with the last good one")
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What cannot be read, without its value.
        what: &'static str,
    },

    /// The file cannot be opened or made.
    #[error("`{}` cannot be opened", path.display())]
    #[diagnostic(
        code(import::open),
        help("check the name of the store, and that its folder exists and is yours to read and write")
    )]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A change that would break what the store guarantees.
    #[error("the store refuses a row: a username, an identifier or a location would be there twice")]
    #[diagnostic(
        code(import::refused),
        help("nothing of the batch was written; run the import again, and report it if that does not help")
    )]
    Refused,

    /// Something that the user of the database has no right to.
    #[error("`{store}` does not permit it to this user")]
    #[diagnostic(
        code(import::permission),
        help(
            "nothing of the batch was written; whoever owns the database grants it to the user in the address: to make the store, GRANT CREATE ON DATABASE; to use one that another user made, GRANT USAGE ON SCHEMA rosterkit and GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA rosterkit; and TEMPORARY ON DATABASE for importing"
        )
    )]
    Permission {
        /// The address of the database.
        store: String,
    },

    /// A database that takes no writes now: a standby, or one that is set so.
    #[error("`{store}` is read-only")]
    #[diagnostic(
        code(import::read_only_database),
        help(
            "nothing of the batch was written; name the primary server in the address and not a standby, or have whoever runs the database allow writing (default_transaction_read_only), and run the import again"
        )
    )]
    ReadOnlyDatabase {
        /// The address of the database.
        store: String,
    },

    /// The server of the database has no space left.
    #[error("the server of `{store}` has no space left")]
    #[diagnostic(
        code(import::full_server),
        help(
            "nothing of the batch was written; have whoever runs the database make space on its disk, and run the import again: it goes on where it stopped"
        )
    )]
    FullServer {
        /// The address of the database.
        store: String,
    },

    /// Two writers came in each other's way, and the database took one of them back, again and again.
    #[error("`{store}` took back what was written: another import came in between")]
    #[diagnostic(
        code(import::again),
        help("nothing of the batch was written; run the import again")
    )]
    Again {
        /// The address of the database.
        store: String,
    },

    /// The database cannot be reached, or the connection broke off.
    #[error("`{store}` cannot be reached: {why}")]
    #[diagnostic(
        code(import::unreachable),
        help(
            "nothing of the batch at work was written; check the address, that the database runs, and its certificate, then run the import again"
        )
    )]
    Unreachable {
        /// The address of the database.
        store: String,
        /// What the system says, in its general words.
        why: String,
    },

    /// The database refuses the user or the password.
    #[error("`{store}` refuses the login")]
    #[diagnostic(
        code(import::login),
        help(
            "check the user in the address, and the password in ~/.pgpass: a line host:port:database:user:password, in a file that only you may read"
        )
    )]
    Login {
        /// The address of the database.
        store: String,
    },

    /// An address that is none, or that holds a password.
    #[error("this is no address of a PostgreSQL store")]
    #[diagnostic(
        code(import::address),
        help("write postgres://user@host:port/database; the password belongs into ~/.pgpass")
    )]
    Address,

    /// Nothing by which the certificate of a server could be checked.
    #[error("this machine has no certificates by which to check that of the database")]
    #[diagnostic(
        code(import::no_certificates),
        help("install them (Debian: ca-certificates), or name a file of them in SSL_CERT_FILE")
    )]
    NoCertificates,

    /// Anything else that PostgreSQL reports.
    #[error("`{store}` cannot be used: PostgreSQL reports {code}{constraint}")]
    #[diagnostic(
        code(import::postgres),
        help(
            "nothing of the batch was written; the code is explained under postgresql.org/docs/current/errcodes-appendix.html"
        )
    )]
    Postgres {
        /// The address of the database.
        store: String,
        /// The SQLSTATE.
        code: String,
        /// ` at ` and the name of the constraint, where one was broken.
        constraint: String,
    },

    /// Anything else that SQLite reports.
    #[error("`{}` cannot be used: SQLite reports code {code}, {meaning}", path.display())]
    #[diagnostic(
        code(import::sqlite),
        help("nothing of the batch was written; run the import again")
    )]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// The extended result code (sqlite.org/rescode.html).
        code: i32,
        /// What SQLite says about the code, which holds no data.
        meaning: &'static str,
    },
}

impl StoreError {
    /// Whether a database took back what was written because of another writer, so that it may be tried again.
    pub(crate) fn is_taken_back(&self) -> bool {
        matches!(self, Self::Again { .. })
    }
}
