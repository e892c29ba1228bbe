//! What must hold of any bytes whatever: each target is a function that panics where it does not.
//!
//! The key decision is that a target is a plain function of bytes. The fuzzer calls it with what it thinks up, which takes
//! a build of its own (`cargo xtask soak`); plain `cargo test` calls the same function with the seeds and with every
//! file that ever made it panic (`fuzz/regressions`), so that no crash comes back unnoticed.
//!
//! ```
//! rosterkit_fuzz::lex(b"First Name,Last Name\n\"Ana,Chen\n");
//! rosterkit_fuzz::fix(b"First Name,Last Name,Username\n Ana,Chen,achen\n");
//! ```

mod packs;

mod lex;
mod lint;
mod fix;
mod xlsx_gate;
mod schema;

pub use fix::fix;
pub use lex::lex;
pub use lint::lint;
pub use schema::schema;
pub use xlsx_gate::xlsx_gate;

/// A target.
pub type Target = fn(&[u8]);

/// Every target by its name, which is also that of its folders and its program.
pub static TARGETS: [(&str, Target); 5] = [
    ("lex", lex),
    ("lint", lint),
    ("fix", fix),
    ("xlsx_gate", xlsx_gate),
    ("schema", schema),
];
