//! A command line that somebody can copy and run: what was given is repeated, in quotes where a shell wants them.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The words behind the name of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandLine(Vec<OsString>);

impl CommandLine {
    /// Begins with these words, the name of the program not among them.
    pub(crate) fn of(words: &[&str]) -> Self {
        Self(words.iter().map(OsString::from).collect())
    }

    /// Adds a flag, if it was given.
    #[must_use]
    pub(crate) fn flag(mut self, flag: &str, given: bool) -> Self {
        self.0.extend(given.then(|| flag.into()));
        self
    }

    /// Adds an option as often as it has values.
    #[must_use]
    pub(crate) fn option<V: AsRef<OsStr>>(
        mut self,
        option: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        for value in values {
            if is_like_a_flag(value.as_ref()) {
                let mut word = OsString::from(format!("{option}="));
                word.push(value);
                self.0.push(word);
            } else {
                self.0.push(option.into());
                self.0.push(value.as_ref().to_owned());
            }
        }
        self
    }

    /// Adds paths, unless they are the working folder, which is meant where none is named.
    #[must_use]
    pub(crate) fn paths(mut self, paths: &[PathBuf]) -> Self {
        if paths != [Path::new(".")] {
            self.0.extend(paths.iter().map(|path| {
                if is_like_a_flag(path.as_os_str()) {
                    Path::new(".").join(path).into()
                } else {
                    path.clone().into()
                }
            }));
        }
        self
    }

    /// As it is typed; `None` where a word cannot be.
    pub(crate) fn typed(&self) -> Option<String> {
        let words = self.0.iter().map(|word| quoted(word.to_str()?));
        let words: Option<Vec<Cow<'_, str>>> = std::iter::once(Some("roster".into())).chain(words).collect();
        Some(words?.join(" "))
    }

    /// What does it: this command line, or in words the same one with what is behind it.
    pub(crate) fn does_it(&self, flag: &str) -> String {
        match self.clone().flag(flag, true).typed() {
            Some(line) => format!("`{line}` does it"),
            None => format!("the same command with `{flag}` does it"),
        }
    }
}

fn is_like_a_flag(word: &OsStr) -> bool {
    word.as_encoded_bytes().first() == Some(&b'-')
}

/// The word as a shell takes it: bash, zsh and fish, and on Windows PowerShell and the command prompt.
fn quoted(word: &str) -> Option<Cow<'_, str>> {
    let is_plain =
        |char: char| char.is_ascii_alphanumeric() || "-_./:=@+,".contains(char) || !char.is_ascii();
    if word.chars().any(char::is_control) || rosterkit_sheet::visible(word) != word {
        return None;
    }
    if !word.is_empty() && word.chars().all(is_plain) && !(cfg!(windows) && word.contains(',')) {
        return Some(word.into());
    }
    if !cfg!(windows) {
        return Some(format!("'{}'", word.replace('\'', r"'\''")).into());
    }
    // Within double quotes these mean something in one of the two.
    let is_safe = !word.contains(['"', '$', '`', '%', '!']) && !word.ends_with('\\');
    is_safe.then(|| format!("\"{word}\"").into())
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_shell_takes_the_words_for_what_they_were() {
        let words = [
            "a b",
            "O'Neil",
            "$HOME",
            "`id`",
            "x;y",
            "*",
            "~",
            "",
            "\"",
            "#",
            "a\\b",
            "mon-fri 08:00-17:00",
            "Zoë",
            "a|b&c",
        ];
        let line = CommandLine::of(&words).typed().expect("a line");
        let script = line.replacen("roster", "printf '%s\\n'", 1);
        let output = Command::new("sh")
            .args(["-c", &script])
            .output()
            .expect("a shell");
        let said: Vec<&str> = str::from_utf8(&output.stdout).expect("text").lines().collect();
        assert_eq!(said, words);
    }

    #[test]
    fn what_begins_like_a_flag_is_taken_for_none() {
        let line = CommandLine::of(&["import"])
            .paths(&["-x.csv".into(), "y.csv".into()])
            .option("--sheet", Some("-1"))
            .option("--assign", ["lehi=dentist"]);
        let typed = "roster import ./-x.csv y.csv --sheet=-1 --assign lehi=dentist";
        assert_eq!(line.typed().as_deref(), Some(typed));
        assert_eq!(line.does_it("--yes"), format!("`{typed} --yes` does it"));
    }

    #[test]
    fn what_cannot_be_typed_is_said_in_words() {
        let line = CommandLine::of(&["import"]).paths(&["a\u{1b}[2J.csv".into()]);
        assert_eq!(line.does_it("--yes"), "the same command with `--yes` does it");
        assert_eq!(CommandLine::of(&["a\u{202e}b"]).typed(), None);
    }
}
