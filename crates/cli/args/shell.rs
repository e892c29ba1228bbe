//! What a shell and its manual are told about the program, as written.

use std::path::PathBuf;

use clap::Args as ClapArgs;
use clap_complete::Shell;

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster completions bash > ~/.local/share/bash-completion/completions/roster
  roster completions zsh > ~/.zfunc/_roster
  roster completions fish > ~/.config/fish/completions/roster.fish
  roster completions powershell >> $PROFILE")]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Debug, ClapArgs)]
#[command(before_help = "\
Examples:
  roster man | man -l -                     read the page of the program
  roster man -o ~/.local/share/man/man1     write the pages of all commands, for `man roster-lint`")]
pub(crate) struct Man {
    /// Write the pages of all commands into this folder
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
}
