//! The address of a database, the password for it, and the connection.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::fault::At;
use super::session::Session;
use crate::store_error::StoreError;

/// How long a connection may take to come about.
const PATIENCE: Duration = Duration::from_secs(20);

/// The passwords of a password file, as PostgreSQL's own programs read it (postgresql.org/docs/current/libpq-pgpass.html):
/// a line is `host:port:database:user:password`, `*` stands for anything. Its debug form shows nothing.
#[derive(Clone, Default)]
pub struct Passwords(String);

impl Passwords {
    /// The passwords in the text of such a file.
    pub fn new(file: String) -> Self {
        Self(file)
    }

    /// The password for a user at a database: that of the first line that fits.
    fn of(&self, wanted: [&str; 4]) -> Option<String> {
        let mut lines = self.0.lines().filter(|line| !line.starts_with('#'));
        lines.find_map(|line| {
            let fields = fields(line);
            let (password, place) = fields.split_last()?;
            let fits = |(field, wanted): (&String, &str)| field == "*" || field == wanted;
            (place.len() == 4 && place.iter().zip(wanted).all(fits)).then(|| password.clone())
        })
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passwords")
    }
}

/// The five fields of a line. A backslash stands before a colon or a backslash that belongs to a field; whatever follows the
/// fourth colon is the password.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        let taken = match character {
            '\\' => characters.next(),
            ':' if fields.len() < 5 => {
                fields.push(String::new());
                continue;
            }
            other => Some(other),
        };
        if let Some(field) = fields.last_mut() {
            field.extend(taken);
        }
    }
    fields
}

/// Connects to the database.
pub(super) fn connect(url: &str, passwords: &Passwords) -> Result<Session, StoreError> {
    let (name, mut config) = read(url).ok_or(StoreError::Address)?;
    let at = At::new(name);
    let host = host(&config);
    let port = config
        .get_ports()
        .first()
        .map_or_else(|| "5432".to_owned(), ToString::to_string);
    let user = config.get_user().unwrap_or_default().to_owned();
    let database = config.get_dbname().unwrap_or(&user).to_owned();
    if let Some(password) = passwords.of([&host, &port, &database, &user]) {
        config.password(password);
    }
    config.application_name("roster").connect_timeout(PATIENCE);
    let client: Result<Client, postgres::Error> = if config.get_ssl_mode() == SslMode::Disable {
        config.connect(NoTls)
    } else {
        let (tls, _) = MakeRustlsConnect::with_native_certs().map_err(|_| StoreError::NoCertificates)?;
        config.connect(tls)
    };
    let client = client.map_err(|error| at.fault(&error))?;
    let session = Session::new(at, client);
    // Another import may be at it for long; one that hangs is not waited for for ever.
    session.run(
        "SET search_path TO rosterkit; SET lock_timeout TO '120s'; SET client_min_messages TO warning",
    )?;
    Ok(session)
}

/// The name for people and the settings of a URL; `None` where it is none, or holds a password.
fn read(url: &str) -> Option<(String, Config)> {
    let (scheme, rest) = url.split_once("://")?;
    if !["postgres", "postgresql"].contains(&scheme) {
        return None;
    }
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    // The certificate of the server is always checked, and the name in it.
    let mode = |pair: &&str| pair.starts_with("sslmode=");
    let checked = ["sslmode=verify-full", "sslmode=verify-ca"];
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs: Vec<&str> = pairs
        .map(|pair| {
            if checked.contains(&pair) {
                "sslmode=require"
            } else {
                pair
            }
        })
        .collect();
    let mut config: Config = format!("{scheme}://{place}?{}", pairs.join("&")).parse().ok()?;
    if config.get_password().is_some() {
        return None;
    }
    if !pairs.iter().any(mode) {
        let near = config.get_hosts().iter().all(is_near);
        config.ssl_mode(if near { SslMode::Disable } else { SslMode::Require });
    }
    Some((format!("postgres://{place}"), config))
}

/// Whether a host is this machine, where nobody listens on the way.
fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// The host as the password file has it.
fn host(config: &Config) -> String {
    match config.get_hosts().first() {
        Some(Host::Tcp(name)) => name.clone(),
        #[cfg(unix)]
        Some(Host::Unix(path)) if path != Path::new("/var/run/postgresql") => path.display().to_string(),
        _ => "localhost".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_fits_has_the_password() {
        let passwords = Passwords::new(
            "# mine\ndb.example.com:5432:staff:ana:one\\:two\\\\\n*:*:*:ben:th:ree\nnonsense\n".to_owned(),
        );
        let of = |host, user| passwords.of([host, "5432", "staff", user]);
        assert_eq!(of("db.example.com", "ana").as_deref(), Some("one:two\\"));
        assert_eq!(of("other.example.com", "ben").as_deref(), Some("th:ree"));
        assert_eq!(of("other.example.com", "ana"), None);
        assert_eq!(format!("{passwords:?}"), "Passwords");
    }

    #[test]
    fn other_machines_are_spoken_to_in_secret_and_no_password_stands_in_a_url() {
        let mode = |url| read(url).map(|(_, config)| config.get_ssl_mode());
        assert_eq!(
            mode("postgres://ana@db.example.com/staff"),
            Some(SslMode::Require)
        );
        assert_eq!(
            mode("postgresql://ana@db.example.com/staff?sslmode=verify-full"),
            Some(SslMode::Require)
        );
        assert_eq!(
            mode("postgres://ana@db.example.com/staff?sslmode=disable"),
            Some(SslMode::Disable)
        );
        assert_eq!(
            mode("postgres://ana@127.0.0.1:5433/staff"),
            Some(SslMode::Disable)
        );
        for url in [
            "postgres://ana:secret@db.example.com/x",
            "postgres://db.example.com/x?password=secret",
            "sqlite:x",
        ] {
            assert!(read(url).is_none(), "{url}");
        }
        let (name, _) = read("postgres://ana@db.example.com/staff?sslmode=disable").unwrap();
        assert_eq!(name, "postgres://ana@db.example.com/staff");
    }
}
