//! Layers: which room may depend on which.

use toml::Table;

use super::assert_none;
use super::manifests::{Kind, dependencies, manifests};

/// A package of the workspace.
struct Room {
    name: &'static str,
    layer: u8,
    /// The rooms on which it may depend. Its tests may use any room of a lower layer.
    arrows: &'static [&'static str],
}

/// The picture in the architecture page of the book.
static ROOMS: &[Room] = &[
    Room {
        name: "schema",
        layer: 0,
        arrows: &[],
    },
    Room {
        name: "sheet",
        layer: 0,
        arrows: &[],
    },
    Room {
        name: "lint",
        layer: 1,
        arrows: &["schema", "sheet"],
    },
    Room {
        name: "template",
        layer: 1,
        arrows: &["schema"],
    },
    Room {
        name: "project",
        layer: 2,
        arrows: &["lint", "schema", "sheet"],
    },
    Room {
        name: "import",
        layer: 3,
        arrows: &["project", "lint", "template", "schema", "sheet"],
    },
    Room {
        name: "server",
        layer: 3,
        arrows: &["project", "lint", "schema", "sheet"],
    },
    Room {
        name: "cli",
        layer: 4,
        arrows: &[
            "server", "import", "project", "lint", "template", "schema", "sheet",
        ],
    },
    Room {
        name: "fuzz",
        layer: 4,
        arrows: &["schema", "sheet", "lint"],
    },
    Room {
        name: "xtask",
        layer: 4,
        arrows: &["schema", "sheet", "lint", "template", "project"],
    },
];

fn room(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

/// The room of a package: the root package is the command line, whose sources are in `crates/cli`.
fn room_name(package: &str) -> &str {
    match package {
        "rosterkit" => "cli",
        _ => package.strip_prefix("rosterkit-").unwrap_or(package),
    }
}

fn faults(path: &str, manifest: &Table) -> Vec<String> {
    let package = manifest
        .get("package")
        .and_then(|package| package.get("name"))
        .and_then(|name| name.as_str());
    let Some(from) = package.and_then(|package| room(room_name(package))) else {
        return vec![format!(
            "{path}: no layer for this package; give it one in xtask/src/tidy/layers.rs"
        )];
    };
    let mut faults = Vec::new();
    for dependency in dependencies(manifest) {
        if !dependency.name.starts_with("rosterkit") && dependency.name != "xtask" {
            continue;
        }
        let name = room_name(&dependency.name);
        let is_allowed = from.arrows.contains(&name)
            || (dependency.kind == Kind::Dev && room(name).is_some_and(|to| to.layer < from.layer));
        if !is_allowed {
            faults.push(format!("{path}: `{}` must not depend on `{name}`", from.name));
        }
    }
    faults
}

#[test]
fn arrows_go_down() {
    let faults: Vec<String> = manifests()
        .iter()
        .flat_map(|(path, manifest)| faults(path, manifest))
        .collect();
    assert_none(&faults);
}

#[test]
fn the_picture_itself_goes_down() {
    for from in ROOMS {
        for name in from.arrows {
            assert!(room(name).unwrap().layer < from.layer, "{} -> {name}", from.name);
        }
    }
}

#[test]
fn an_arrow_up_or_aside_is_a_fault() {
    let faults = |package: &str, rest: &str| {
        faults(
            "Cargo.toml",
            &format!("[package]\nname = \"{package}\"\n{rest}")
                .parse()
                .unwrap(),
        )
    };
    assert_eq!(
        faults(
            "rosterkit-lint",
            "[dependencies]\nrosterkit-sheet = \"1\"\nrosterkit-schema = \"1\""
        ),
        [""; 0]
    );
    assert_eq!(
        faults(
            "rosterkit-template",
            "[dev-dependencies]\nrosterkit-sheet = \"1\""
        ),
        [""; 0]
    );
    for (package, rest) in [
        ("rosterkit-schema", "[dependencies]\nrosterkit-sheet = \"1\""),
        ("rosterkit-lint", "[dependencies]\nrosterkit-project = \"1\""),
        ("rosterkit-lint", "[dev-dependencies]\nrosterkit-template = \"1\""),
        (
            "rosterkit-lint",
            "[target.'cfg(unix)'.build-dependencies]\nrosterkit-import = \"1\"",
        ),
        ("rosterkit-project", "[dependencies]\nrosterkit-template = \"1\""),
        ("xtask", "[dependencies]\nrosterkit = \"1\""),
        ("rosterkit-common", ""),
    ] {
        assert_eq!(faults(package, rest).len(), 1, "{package} {rest}");
    }
}
