//! The ticks in the page of an upload folder: somebody says with them what was uploaded and done.

use std::collections::BTreeSet;

/// How a line begins that can be ticked, and how it does once it is.
const BOXES: [(&str, [&str; 2]); 2] = [
    ("## [ ] ", ["## [x] ", "## [X] "]),
    ("- [ ] ", ["- [x] ", "- [X] "]),
];

/// The page as it was written, before anything was ticked.
pub(super) fn without(page: &str) -> String {
    let lines = page.trim_start_matches('\u{FEFF}').lines();
    lines
        .flat_map(|line| [unticked(line).0, "\n".to_owned()])
        .collect()
}

/// The new page with the ticks of the old one.
///
/// # Errors
/// The files, in their order, of which a tick would be lost: they are not in the new page, or do not stay as they are.
pub(super) fn kept(old: &str, new: &str, stays: impl Fn(&str) -> bool) -> Result<String, Vec<String>> {
    let mut ticks = BTreeSet::new();
    let mut ticked = Vec::new();
    let mut file = String::new();
    for line in old.trim_start_matches('\u{FEFF}').lines() {
        let (line, is_ticked) = unticked(line);
        file = head(&line).map_or(file, str::to_owned);
        if is_ticked {
            ticked.push(file.clone());
            ticks.insert((file.clone(), line));
        }
    }
    let mut page = String::new();
    let mut file = String::new();
    for line in new.lines() {
        file = head(line).map_or(file, str::to_owned);
        let is_ticked = stays(&file) && ticks.remove(&(file.clone(), line.to_owned()));
        page.push_str(&if is_ticked {
            line.replacen("[ ]", "[x]", 1)
        } else {
            line.to_owned()
        });
        page.push('\n');
    }
    ticked.retain(|file| ticks.iter().any(|(lost, _)| lost == file));
    ticked.dedup();
    if ticked.is_empty() { Ok(page) } else { Err(ticked) }
}

/// The line before it was ticked, and whether it was.
fn unticked(line: &str) -> (String, bool) {
    for (open, ticked) in BOXES {
        for ticked in ticked {
            if let Some(rest) = line.strip_prefix(ticked) {
                return (format!("{open}{rest}"), true);
            }
        }
    }
    (line.to_owned(), false)
}

/// The file whose part of the page begins with this line.
fn head(line: &str) -> Option<&str> {
    line.strip_prefix("## [ ] `")?.strip_suffix('`')
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "# Upload\n\n## [ ] `a.csv`\n\n- [ ] Do it (1 person).\n\n## [ ] `b.csv`\n\n- [ ] Do it (1 person).\n";

    #[test]
    fn a_tick_stays_with_its_file() {
        let old = NEW.replacen("- [ ]", "- [X]", 1).replace("[ ] `b", "[x] `b");
        let old = old.replace('\n', "\r\n");
        assert_eq!(without(&old), NEW);
        insta::assert_snapshot!(kept(&old, NEW, |_| true).expect("a page"), @"
        # Upload

        ## [ ] `a.csv`

        - [x] Do it (1 person).

        ## [x] `b.csv`

        - [ ] Do it (1 person).
        ");
    }

    #[test]
    fn a_tick_that_has_no_place_is_told() {
        let old = NEW.replace("[ ] `b", "[x] `b").replacen("- [ ]", "- [x]", 1);
        assert_eq!(
            kept(&old, NEW, |file| file == "a.csv"),
            Err(vec!["b.csv".to_owned()])
        );
        let only_a = NEW.split("## [ ] `b").next().expect("a part");
        assert_eq!(kept(&old, only_a, |_| true), Err(vec!["b.csv".to_owned()]));
        let other_task = NEW.replace("(1 person)", "(2 people)");
        let lost = kept(&old, &other_task, |_| true);
        assert_eq!(lost, Err(vec!["a.csv".to_owned()]));
    }
}
