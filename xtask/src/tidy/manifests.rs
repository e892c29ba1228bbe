//! Manifests: what each package depends on, and that versions stand in one place.

use toml::{Table, Value};

use super::{assert_none, text, texts};

/// A dependency of a package.
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// `dependency = { workspace = true }`, with or without features.
    of_workspace: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Normal,
    Dev,
    Build,
}

const KINDS: [(&str, Kind); 3] = [
    ("dependencies", Kind::Normal),
    ("dev-dependencies", Kind::Dev),
    ("build-dependencies", Kind::Build),
];

/// The manifests of the workspace by path: the root's, the crates', the fuzzer's and this package's.
pub(super) fn manifests() -> Vec<(String, Table)> {
    let mut paths = vec![("Cargo.toml".to_owned(), text("Cargo.toml"))];
    paths.extend(texts("crates", "/Cargo.toml"));
    paths.extend(texts("fuzz", "/Cargo.toml"));
    paths.extend(texts("xtask", "/Cargo.toml"));
    paths
        .into_iter()
        .map(|(path, text)| (path, text.parse().unwrap()))
        .collect()
}

/// What a manifest depends on, on whichever platform.
pub(super) fn dependencies(manifest: &Table) -> Vec<Dependency> {
    let platforms = manifest
        .get("target")
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::values);
    let mut found = Vec::new();
    for table in platforms.filter_map(Value::as_table).chain([manifest]) {
        for (key, kind) in KINDS {
            for (name, value) in table.get(key).and_then(Value::as_table).into_iter().flatten() {
                let of_workspace = value.get("workspace").and_then(Value::as_bool) == Some(true);
                found.push(Dependency {
                    name: name.clone(),
                    kind,
                    of_workspace,
                });
            }
        }
    }
    found
}

fn faults(path: &str, manifest: &Table) -> Vec<String> {
    let strays = dependencies(manifest)
        .into_iter()
        .filter(|dependency| !dependency.of_workspace);
    strays
        .map(|Dependency { name, .. }| {
            format!("{path}: write `{name} = {{ workspace = true }}`; its version belongs in [workspace.dependencies]")
        })
        .collect()
}

#[test]
fn versions_stand_in_the_workspace_only() {
    let faults: Vec<String> = manifests()
        .iter()
        .flat_map(|(path, manifest)| faults(path, manifest))
        .collect();
    assert_none(&faults);
}

#[test]
fn a_version_elsewhere_is_a_fault() {
    let manifest = r#"
[dependencies]
good = { workspace = true, features = ["x"] }
version = "1"
path = { path = "../path" }
[target.'cfg(unix)'.dev-dependencies]
platform = { version = "1" }
"#;
    let faults = faults("Cargo.toml", &manifest.parse().unwrap());
    assert_eq!(faults.len(), 3, "{faults:#?}");
    for name in ["version", "path", "platform"] {
        assert!(
            faults.iter().any(|fault| fault.contains(&format!("`{name} ="))),
            "{name}"
        );
    }
}
