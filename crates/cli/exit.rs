//! Exit codes, the same for every command and format.

use std::process::ExitCode;

/// How a run ended. Ordered: the gravest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// 0: nothing at or above `--fail-on`; done or planned.
    Fine,
    /// 1: something was found, refused or in conflict.
    Found,
    /// 2: the job could not be done: usage, an unreadable file, a bad schema or roster.toml.
    CouldNot,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(match exit {
            Exit::Fine => 0,
            Exit::Found => 1,
            Exit::CouldNot => 2,
        })
    }
}
