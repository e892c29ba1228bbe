//! A store in PostgreSQL, as people use it: the address, the password, the encryption.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use insta::assert_snapshot;

use crate::fixture::{DENTIST, PEOPLE, STAFF, Said, Sandbox, table};
use crate::import::front_desk;
use crate::postgres_cluster::{Cluster, pass_over};

fn cluster() -> Option<Cluster> {
    let cluster = Cluster::start("");
    if cluster.is_none() {
        pass_over();
    }
    cluster
}

/// Puts a line before the others in the file that says who may log in how.
fn let_in(cluster: &Cluster, line: &str) {
    let path = PathBuf::from(cluster.psql("postgres", "SHOW hba_file").trim());
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, format!("{line}\n{text}")).expect("a written file");
    cluster.psql("postgres", "SELECT pg_reload_conf()");
    std::thread::sleep(std::time::Duration::from_millis(300));
}

#[test]
fn an_import_goes_into_a_database_and_everything_is_asked_of_it() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("roster");
    let sandbox = front_desk();
    let toml = String::from_utf8(sandbox.read("roster.toml")).expect("text");
    sandbox.write("roster.toml", toml.replace("sqlite:roster.db", &url));
    assert!(sandbox.run("import").stdout.contains("create"));
    assert_eq!(
        sandbox.run("accounts list").code,
        Some(2),
        "there is no store yet"
    );
    let said = sandbox.run("import --yes");
    assert_eq!(said.code, Some(0), "{said}");
    assert!(sandbox.run("import --yes").stderr.contains("nothing to do"));
    assert_eq!(sandbox.run("tasks done achen inactivity-timeout").code, Some(0));
    assert_snapshot!(sandbox.run("accounts list").stdout, @"
    USERNAME  NAME      ROLE AT LOCATION      OPEN TASKS
    achen     Ana Chen  Receptionist at Lehi  0
    zberg     Zoë Berg  Receptionist at Lehi  1
    ");
    assert_eq!(
        sandbox.run("tasks done achen inactivity-timeout --reopen").code,
        Some(0)
    );
    assert_eq!(sandbox.run("batches undo 1 --yes").code, Some(0));
    assert_snapshot!(sandbox.run("accounts list").all(), @"
    USERNAME  NAME  ROLE AT LOCATION  OPEN TASKS
    0 accounts
    ");
    assert!(!sandbox.has_store());
}

#[test]
fn the_password_comes_from_the_password_file_and_is_never_told() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("roster").replace("app@", "ana@");
    cluster.psql("postgres", "CREATE ROLE ana LOGIN PASSWORD 'canary'");
    cluster.psql("postgres", "ALTER DATABASE roster OWNER TO ana");
    let_in(&cluster, "host all ana 127.0.0.1/32 scram-sha-256");
    let sandbox = front_desk();
    let line = format!("import --yes --store {url}");
    let said = sandbox.run(&line);
    assert_eq!(said.code, Some(2), "{said}");
    sandbox.write(".pgpass", "127.0.0.1:*:roster:ana:wrong-canary\n");
    for mode in [0o644, 0o600] {
        let private = std::os::unix::fs::PermissionsExt::from_mode(mode);
        fs::set_permissions(sandbox.path(".pgpass"), private).expect("a mode");
        let said = sandbox.run(&line);
        assert_eq!(said.code, Some(2), "{said}");
        let wanted = if mode == 0o644 {
            "may be read by others"
        } else {
            "refuses the login"
        };
        assert!(
            said.stderr.contains(wanted) && !said.all().contains("canary"),
            "{said}"
        );
    }
    sandbox.write(".pgpass", "127.0.0.1:*:roster:ana:canary\n");
    let said = sandbox.run(&line);
    assert_eq!(said.code, Some(0), "{said}");
    let said = sandbox.run(&format!(
        "import --yes --store {}",
        url.replace("ana@", "ana:canary@")
    ));
    assert!(said.code == Some(2) && !said.all().contains("canary"), "{said}");
}

#[test]
fn a_server_is_spoken_to_in_secret_and_only_if_its_certificate_is_right() {
    let openssl = Command::new("openssl").arg("version").output();
    let (Some(cluster), true) = (cluster(), openssl.is_ok_and(|output| output.status.success())) else {
        return pass_over();
    };
    let url = cluster.database("roster").replace("127.0.0.1", "localhost") + "?sslmode=verify-full";
    let sandbox = front_desk();
    let script = "set -e
        openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Test CA' -keyout ca.key -out ca.crt
        openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
        printf 'subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n' > server.ext
        openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.crt
        cp server.crt server.key \"$0\"; chmod 600 \"$0\"/server.key
        if [ \"$(id -u)\" = 0 ]; then chown postgres \"$0\"/server.key \"$0\"/server.crt; fi";
    let data = cluster.psql("postgres", "SHOW data_directory");
    let output = Command::new("sh")
        .args(["-c", script, data.trim()])
        .current_dir(sandbox.path("."))
        .output()
        .expect("a shell");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    cluster.psql("postgres", "ALTER SYSTEM SET ssl = on");
    let_in(&cluster, "hostnossl all all all reject");
    let run = |url: &str, trusted: Option<&str>| {
        let mut command = sandbox.command(&["import", "--yes", "--store", url]);
        if let Some(file) = trusted {
            command.env("SSL_CERT_FILE", sandbox.path(file));
        }
        sandbox.said(command.output().expect("a program"))
    };
    let untrusted = run(&url, Some("server.csr"));
    assert_eq!(untrusted.code, Some(2), "{untrusted}");
    let other_name = run(&url.replace("localhost", "127.0.0.1"), Some("ca.crt"));
    assert_eq!(other_name.code, Some(2), "{other_name}");
    let said = run(&url, Some("ca.crt"));
    assert_eq!(said.code, Some(0), "{said}");
    let open = run(&url.replace("verify-full", "disable"), None);
    assert_eq!(open.code, Some(2), "{open}");
}

#[test]
fn no_output_and_no_failure_tells_what_the_rows_hold() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("roster");
    let row = DENTIST
        .replace("ben.ames@example.com", "canary@example.com")
        .replace("100 Example", "77 Canary");
    let sandbox = Sandbox::organization().people("dentist--lehi.csv", &[&row]);
    let mut said = Vec::new();
    said.push(sandbox.run(&format!("import --yes --store {url}")));
    sandbox.write(
        "dentist--lehi.csv",
        table(PEOPLE, &[&row.replace("canary@", "canary2@")]),
    );
    said.push(sandbox.run(&format!("import --yes --store {url}")));
    cluster.psql(
        "roster",
        "ALTER TABLE rosterkit.accounts ADD CHECK (record NOT LIKE '%canary3%')",
    );
    sandbox.write(
        "dentist--lehi.csv",
        table(PEOPLE, &[&row.replace("canary@", "canary3@")]),
    );
    let refused = sandbox.run(&format!("import --yes --update --store {url}"));
    assert!(
        refused.code == Some(2)
            && refused.stderr.contains("23514")
            && refused.stderr.contains("accounts_record_check"),
        "{refused}"
    );
    said.push(refused);
    cluster.psql("roster", "UPDATE rosterkit.accounts SET record = '[\"canary\"]'");
    said.push(sandbox.run(&format!("accounts list --store {url}")));
    for said in said {
        let all = said.all().to_lowercase();
        assert!(!all.contains("canary") && !all.contains("1245319599"), "{all}");
    }
}

/// Everybody of a large file, and nobody else, is in the store.
#[track_caller]
fn assert_all_in(sandbox: &Sandbox, url: &str, people: usize) {
    let said = sandbox.run(&format!("accounts list --json --store {url}")).json();
    assert_eq!(said["accounts"].as_array().expect("accounts").len(), people);
}

#[test]
fn a_database_that_may_not_be_written_is_told_and_the_import_goes_on_later() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("roster");
    let sandbox = front_desk();
    let line = format!("import --yes --store {url}");
    for made in [false, true] {
        cluster.psql(
            "postgres",
            "ALTER DATABASE roster SET default_transaction_read_only = on",
        );
        let said = sandbox.run(&line);
        assert_eq!(said.code, Some(2), "{said}");
        assert!(
            said.stderr.contains("is read-only") && said.stderr.contains("primary server"),
            "{said}"
        );
        cluster.psql(
            "postgres",
            "ALTER DATABASE roster RESET default_transaction_read_only",
        );
        assert_eq!(sandbox.run(&line).code, Some(0));
        assert_all_in(&sandbox, &url, 2 + usize::from(made));
        sandbox.write(
            "front-desk--provo.csv",
            table(STAFF, &["Eve,Ito,eito,eve.ito@example.com,(801) 555-0177,NO"]),
        );
    }
}

#[test]
fn a_user_without_rights_is_told_which_and_may_import_once_they_are_granted() {
    let Some(cluster) = cluster() else { return };
    let url = cluster.database("roster");
    let sandbox = front_desk();
    cluster.psql("postgres", "CREATE ROLE ben LOGIN");
    let bens = url.replace("app@", "ben@");
    let line = format!("import --yes --store {bens}");
    let refused = |said: Said| {
        assert_eq!(said.code, Some(2), "{said}");
        assert!(said.stderr.contains("does not permit it"), "{said}");
        said.stderr.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    refused(sandbox.run(&line));
    assert_eq!(
        sandbox
            .run(&format!("import --yes --store {url} front-desk--lehi.csv"))
            .code,
        Some(0)
    );
    sandbox.write(
        "front-desk--provo.csv",
        table(STAFF, &["Eve,Ito,eito,eve.ito@example.com,(801) 555-0177,NO"]),
    );
    let said = refused(sandbox.run(&line));
    for grant in [
        "GRANT USAGE ON SCHEMA rosterkit",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA rosterkit",
    ] {
        // A narrow page breaks lines, and draws a bar before each.
        assert!(said.replace(" │ ", " ").contains(grant), "{said}");
        cluster.psql("roster", &format!("{grant} TO ben"));
    }
    let said = sandbox.run(&line);
    assert_eq!(said.code, Some(0), "{said}");
    assert_all_in(&sandbox, &url, 3);
}

#[cfg(target_os = "linux")]
#[test]
fn a_server_without_space_is_told_and_the_import_goes_on_later() {
    const PEOPLE: usize = 6_000;
    let installed = Command::new("prlimit").arg("--version").output();
    let (Some(cluster), true) = (cluster(), installed.is_ok_and(|output| output.status.success())) else {
        return pass_over();
    };
    let url = cluster.database("roster");
    let person = |number| format!("Ana,Chen,user{number},user{number}@example.com,(801) 555-0123,NO");
    let rows: Vec<String> = (0..PEOPLE).map(person).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let sandbox = front_desk();
    let line = format!("import --yes --store {url} front-desk--lehi.csv");
    assert_eq!(sandbox.run(&line).code, Some(0));
    sandbox.write("front-desk--provo.csv", table(STAFF, &rows));
    let line = format!("import --yes --store {url} front-desk--provo.csv");
    let data = PathBuf::from(cluster.psql("postgres", "SHOW data_directory").trim());
    let pid = fs::read_to_string(data.join("postmaster.pid")).expect("a file");
    let pid = pid.lines().next().expect("a number");
    // PostgreSQL takes the end of what a file may be for the end of the disk, where half a page was written. What its
    // processes may write is said to the one that starts them, by the user that it runs as.
    let script = "if [ \"$(id -u)\" = 0 ]; then exec runuser -u postgres -- \"$@\"; else exec \"$@\"; fi";
    let limit = |bytes: &str| {
        let mut command = Command::new("sh");
        command.args([
            "-c",
            script,
            "sh",
            "prlimit",
            "--pid",
            pid,
            &format!("--fsize={bytes}:"),
        ]);
        assert!(command.status().expect("a shell").success());
    };
    cluster.psql("postgres", "SELECT pg_switch_wal(); CHECKPOINT");
    limit("1052672");
    let said = sandbox.run(&line);
    assert_eq!(said.code, Some(2), "{said}");
    assert!(said.stderr.contains("has no space left"), "{said}");
    assert_all_in(&sandbox, &url, 2);
    limit("unlimited");
    let said = sandbox.run(&line);
    assert_eq!(said.code, Some(0), "{said}");
    assert_all_in(&sandbox, &url, 2 + PEOPLE);
}
