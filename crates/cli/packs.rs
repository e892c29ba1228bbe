//! The built-in schemas. Only this package can embed them: the others could not be published without the folder.

use rosterkit_project::Pack;

/// The pack of `roster init` where none is named.
pub(crate) const DEFAULT: &str = "dentrix-ascend";

/// Every pack, by name.
pub(crate) const PACKS: &[Pack<'static>] = &[
    Pack {
        name: "dentrix-ascend",
        schema: include_bytes!("../../templates/dentrix-ascend/schema.compiled"),
    },
    Pack {
        name: "entra-bulk-create",
        schema: include_bytes!("../../templates/entra-bulk-create/schema.compiled"),
    },
    Pack {
        name: "google-workspace",
        schema: include_bytes!("../../templates/google-workspace/schema.compiled"),
    },
];
