//! The built-in schemas. Only this package can embed them: the others could not be published without the folder.

use rosterkit_project::Pack;

/// Every pack, by name.
pub(crate) const PACKS: &[Pack<'static>] = &[Pack {
    name: "dentrix-ascend",
    schema: include_str!("../../templates/dentrix-ascend/schema.toml"),
}];
