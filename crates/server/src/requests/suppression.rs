//! An entry of `roster.toml` that suppresses a rule for a person, written as the entries before it are.

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;

/// The entries that are there, with their places.
#[derive(Deserialize)]
struct Suppressions {
    #[serde(default)]
    suppress: Option<Spanned<Vec<Spanned<IgnoredAny>>>>,
}

/// Where an entry is written into a `roster.toml` that says this, as a byte, and how. Its reason is left for somebody to
/// write: without one it has a fault, and suppresses nothing. `None` where the settings are no TOML.
pub(super) fn entry(text: &str, rule: &str, person: &str) -> Option<(usize, String)> {
    let person = serde_json::to_string(person).ok()?;
    let fits = |(at, entry): &(usize, String)| {
        let after = format!("{}{entry}{}", &text[..*at], &text[*at..]);
        toml::from_str::<toml::Table>(&after).is_ok()
    };
    // Below a `suppress = [..]` a table of the same name does not fit.
    let table = (text.len(), table(text, rule, &person));
    if fits(&table) {
        return Some(table);
    }
    let suppressions: Suppressions = toml::from_str(text).ok()?;
    let inline = suppressions.suppress?;
    let entry = format!("{{ rule = \"{rule}\", person = {person}, reason = \"\" }}");
    let place = match inline.get_ref().last() {
        Some(last) => (last.span().end, format!(", {entry}")),
        None => (inline.span().start + 1, entry),
    };
    Some(place).filter(fits)
}

/// An entry at the end of the file.
fn table(text: &str, rule: &str, person: &str) -> String {
    let before = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let entry =
        format!("{before}[[suppress]]\nrule = \"{rule}\"\nperson = {person}\nreason = \"\" # say why\n");
    if text.contains("\r\n") {
        entry.replace('\n', "\r\n")
    } else {
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::entry;

    fn with_entry(text: &str) -> Option<String> {
        let (at, entry) = entry(text, "invalid-phone", "zberg")?;
        Some(format!("{}{entry}{}", &text[..at], &text[at..]))
    }

    #[test]
    fn an_entry_is_written_as_those_before_it() {
        let ours = r#"{ rule = "invalid-phone", person = "zberg", reason = "" }"#;
        let table = "[[suppress]]\nrule = \"invalid-phone\"\nperson = \"zberg\"\nreason = \"\" # say why\n";
        for (before, after) in [
            ("", format!("\n\n{table}")),
            ("[rules]\n", format!("[rules]\n\n{table}")),
            (
                "[[suppress]]\nrule = \"x\"",
                format!("[[suppress]]\nrule = \"x\"\n\n{table}"),
            ),
            ("suppress = []\n", format!("suppress = [{ours}]\n")),
            (
                "suppress = [{ rule = \"]\" }]\n",
                format!("suppress = [{{ rule = \"]\" }}, {ours}]\n"),
            ),
            (
                "suppress = [\n  { rule = \"x\" }, # ]\n]\n",
                format!("suppress = [\n  {{ rule = \"x\" }}, {ours}, # ]\n]\n"),
            ),
        ] {
            assert_eq!(with_entry(before), Some(after), "{before}");
        }
        assert_eq!(with_entry("suppress = [[\n"), None);
        assert_eq!(with_entry("suppress = 5\n"), None);
    }
}
