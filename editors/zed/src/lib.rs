//! Starts `roster server` in Zed. All that it knows, the server knows.

use zed_extension_api::{Command, Extension, LanguageServerId, Result, Worktree, register_extension};

struct Rosterkit;

impl Extension for Rosterkit {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree
            .which("roster")
            .ok_or("`roster` is not on the path: install it, and start Zed again")?;
        Ok(Command {
            command,
            args: vec!["server".to_owned()],
            env: worktree.shell_env(),
        })
    }
}

register_extension!(Rosterkit);
