//! The built-in schemas. Only this package can embed them: the others could not be published without the folder.

use rosterkit_project::Pack;

/// The pack of `roster init` where none is named.
pub(crate) const DEFAULT: &str = "dentrix-ascend";

/// Every pack, by name.
pub(crate) const PACKS: &[Pack<'static>] = &[
    Pack {
        name: "dentrix-ascend",
        schema: include_str!("../../templates/dentrix-ascend/schema.toml"),
    },
    Pack {
        name: "entra-bulk-create",
        schema: include_str!("../../templates/entra-bulk-create/schema.toml"),
    },
    Pack {
        name: "google-workspace",
        schema: include_str!("../../templates/google-workspace/schema.toml"),
    },
];
