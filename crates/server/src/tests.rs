//! Tests of the server: an editor on the other end of its connection.

mod editor;
mod fixes;
mod fresh;
mod help;
mod greeting;
mod survival;
mod told;
