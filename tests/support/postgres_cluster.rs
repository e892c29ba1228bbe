//! A throw-away PostgreSQL cluster on this machine, for tests: on loopback and a free port, gone with whoever started it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, ChildStdin, Command, Stdio};

/// Starts a cluster and stops it when its standard input ends, however that comes about.
const SCRIPT: &str = r#"
set -eu
dir=$1 port=$2
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
as initdb -D "$dir/data" -U app --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >/dev/null
as pg_ctl -D "$dir/data" -w -t 60 -l "$dir/log" -o "-p $port -c listen_addresses=127.0.0.1 \
  -c unix_socket_directories=$dir -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c shared_buffers=64MB -c autovacuum=off -c max_wal_size=256MB -c max_connections=60 $3" start >/dev/null
echo ready
cat >/dev/null
as pg_ctl -D "$dir/data" -m immediate stop >/dev/null
rm -rf "$dir"
"#;

/// A cluster that runs.
pub(crate) struct Cluster {
    port: u16,
    script: Child,
    /// The cluster runs until this is closed.
    input: Option<ChildStdin>,
}

impl Cluster {
    /// Starts a cluster; `None` where PostgreSQL is not installed.
    pub(crate) fn start(options: &str) -> Option<Self> {
        let path = path_with_servers();
        let installed = Command::new("initdb")
            .arg("--version")
            .env("PATH", &path)
            .output();
        if !installed.is_ok_and(|output| output.status.success()) {
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let folder = std::env::temp_dir().join(format!("roster-postgres-{}-{port}", std::process::id()));
        fs::create_dir_all(&folder).ok()?;
        let mut script = Command::new("sh")
            .args(["-c", SCRIPT, "sh"])
            .arg(&folder)
            .args([&port.to_string(), options])
            .env("PATH", path)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let input = script.stdin.take();
        let mut said = String::new();
        BufReader::new(script.stdout.take()?).read_line(&mut said).ok()?;
        assert_eq!(
            said,
            "ready\n",
            "the cluster in {} does not start",
            folder.display()
        );
        Some(Self { port, script, input })
    }

    /// Runs a statement in a database, as `psql` does, and returns what it answers.
    pub(crate) fn psql(&self, database: &str, sql: &str) -> String {
        let output = Command::new("psql")
            .args([
                "-X",
                "-q",
                "-A",
                "-t",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                "127.0.0.1",
                "-U",
                "app",
            ])
            .args(["-p", &self.port.to_string(), "-d", database, "-c", sql])
            .output()
            .expect("psql");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A new database, as the address of a store. It is made from the template that nobody can be connected to.
    pub(crate) fn database(&self, name: &str) -> String {
        self.psql("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0"));
        format!("postgres://app@127.0.0.1:{}/{name}", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.script.wait();
    }
}

/// Whether a test may pass over what is not installed.
pub(crate) fn pass_over() {
    let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
    assert!(!required, "PostgreSQL is not installed (Debian: postgresql)");
}

/// The programs of the server stand beside no others on Debian.
fn path_with_servers() -> String {
    let mut path = std::env::var("PATH").unwrap_or_default();
    let versions = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<String> = versions
        .map(|version| version.path().join("bin").display().to_string())
        .collect();
    folders.sort();
    for folder in folders.into_iter().rev() {
        path = format!("{path}:{folder}");
    }
    path
}
