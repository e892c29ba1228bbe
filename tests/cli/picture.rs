//! The picture in README.md is what the program draws on a terminal.

use std::path::Path;
use std::process::Command;

/// Where the picture lies.
const PICTURE: &str = "docs/src/images/diagnostic.svg";

/// Runs the program on a terminal of its own, which `script` of util-linux makes: colours and values are only for those
/// who sit at one.
fn on_a_terminal() -> Option<String> {
    let command = format!("{} lint docs/example", env!("CARGO_BIN_EXE_roster"));
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color")
        .output()
        .ok()?;
    assert_eq!(output.status.code(), Some(1), "the example has errors");
    Some(String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n"))
}

#[test]
fn the_picture_shows_what_the_program_draws() {
    let Some(drawn) = on_a_terminal() else {
        let required = std::env::var("ROSTER_REQUIRE").is_ok_and(|required| required == "all");
        assert!(
            !required,
            "the program `script` is not installed (Debian: util-linux)"
        );
        return;
    };
    let svg = anstyle_svg::Term::new().render_svg(&drawn);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PICTURE);
    if std::env::var_os("ROSTER_UPDATE").is_some() {
        std::fs::write(&path, &svg).unwrap();
    }
    let current = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        current == svg,
        "{PICTURE} is stale; run `ROSTER_UPDATE=1 cargo test --test cli picture`"
    );
}
