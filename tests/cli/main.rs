//! End to end: the real program in a temporary folder, as people and scripts run it.

mod annotated;
mod answers;
mod batches;
mod catalogue;
mod conflicts;
mod convert;
mod crashes;
mod decisions;
mod demo;
mod discovery;
mod exit_codes;
mod fixture;
mod help;
mod hostile;
mod import;
mod input;
mod interactive;
mod json;
mod master;
mod output;
mod own_pack;
mod packs;
mod picture;
mod postgres;
#[path = "../support/postgres_cluster.rs"]
mod postgres_cluster;
mod plans;
mod privacy;
mod repairs;
mod reports;
mod roster_toml;
mod shell;
mod split;
mod stores;
mod templates;
mod watch;
