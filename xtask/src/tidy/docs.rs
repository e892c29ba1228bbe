//! Documentation: the paths it names exist, its links lead somewhere, its table of contents is complete.

use std::collections::BTreeSet;
use std::fs;

use super::{assert_none, text, texts};
use crate::files;

/// How a path of the workspace begins; other words in back-ticks are not looked at.
const FOLDERS: [&str; 6] = ["crates/", "templates/", "xtask/", "docs/", "tests/", ".ci/"];

/// Pages outside the book.
const OTHER_PAGES: [&str; 2] = ["CONTRIBUTING.md", "README.md"];

/// A page without its blocks of code: the spans of code, and the text around them.
#[derive(Default)]
struct Page {
    code: Vec<String>,
    prose: String,
}

impl Page {
    fn read(text: &str) -> Self {
        let mut page = Self::default();
        let mut fence = None;
        for line in text.lines() {
            let start = line.trim_start();
            let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
            match (fence, mark) {
                (None, Some(mark)) => fence = Some(mark),
                (Some(open), Some(mark)) if open == mark => fence = None,
                (Some(_), _) => {}
                (None, None) => {
                    for (index, part) in line.split('`').enumerate() {
                        match index % 2 {
                            0 => page.prose.push_str(part),
                            _ => page.code.push(part.to_owned()),
                        }
                    }
                    page.prose.push('\n');
                }
            }
        }
        page
    }

    /// The paths of the workspace that it names, up to the first part that stands for many.
    fn paths(&self) -> Vec<&str> {
        let paths = self
            .code
            .iter()
            .filter(|code| FOLDERS.iter().any(|folder| code.starts_with(folder)));
        paths
            .filter(|code| !code.contains(' '))
            .filter_map(|code| match code.find(['<', '*', '{', '[']) {
                Some(end) => code[..end].rsplit_once('/').map(|(folder, _)| folder),
                None => Some(code.as_str()),
            })
            .collect()
    }

    /// The targets of its links that are files, without their fragments.
    fn links(&self) -> Vec<&str> {
        let marks = [("](", ")"), ("src=\"", "\""), ("href=\"", "\"")];
        let inline = marks.into_iter().flat_map(|(open, close)| {
            self.prose
                .split(open)
                .skip(1)
                .filter_map(move |rest| rest.split_once(close).map(|(link, _)| link))
        });
        let defined = self
            .prose
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.split_once("]: "));
        let targets = inline.chain(defined.map(|(_, target)| target));
        targets
            .filter_map(|target| target.split_whitespace().next())
            .map(|target| target.split('#').next().unwrap_or_default())
            .filter(|target| !target.is_empty() && !target.contains(':'))
            .collect()
    }
}

/// `exists` answers for a path relative to the workspace, which may hold `..`.
fn faults(path: &str, text: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let page = Page::read(text);
    let stale = page.paths().into_iter().filter(|named| !exists(named));
    let stale = stale.map(|named| format!("{path}: there is no `{named}`"));
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    // A link from the root would leave the book, wherever the book is put.
    let leads =
        |link: &str| !link.starts_with('/') && exists(format!("{folder}/{link}").trim_start_matches('/'));
    let broken = page.links().into_iter().filter(|link| !leads(link));
    let broken = broken.map(|link| format!("{path}: the link `{link}` leads nowhere"));
    stale.chain(broken).collect()
}

/// `pages` are the paths below `docs/src`, without the table of contents itself.
fn contents_faults(summary: &str, pages: &[String]) -> Vec<String> {
    let page = Page::read(summary);
    let links = page.links();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for link in &links {
        if !seen.insert(*link) {
            faults.push(format!("docs/src/SUMMARY.md: `{link}` stands there twice"));
        }
    }
    let unlisted = pages.iter().filter(|page| !seen.contains(page.as_str()));
    faults.extend(unlisted.map(|page| format!("docs/src/SUMMARY.md: `{page}` is missing")));
    faults
}

#[test]
fn paths_exist_and_links_lead_somewhere() {
    let root = files::root();
    let mut pages = texts("docs", ".md");
    pages.retain(|(path, _)| !path.starts_with("docs/book/"));
    pages.extend(
        OTHER_PAGES
            .iter()
            .filter(|path| root.join(path).exists())
            .map(|path| ((*path).to_owned(), text(path))),
    );
    let exists = |path: &str| root.join(path).exists();
    let faults: Vec<String> = pages
        .iter()
        .flat_map(|(path, text)| faults(path, text, exists))
        .collect();
    assert_none(&faults);
}

#[test]
fn the_table_of_contents_is_complete() {
    let pages: Vec<String> = texts("docs/src", ".md")
        .into_iter()
        .filter_map(|(path, _)| path.strip_prefix("docs/src/").map(str::to_owned))
        .filter(|path| path != "SUMMARY.md")
        .collect();
    // Where there is no table of contents, every page is missing from it.
    let summary = fs::read_to_string(files::root().join("docs/src/SUMMARY.md")).unwrap_or_default();
    assert_none(&contents_faults(&summary, &pages));
}

#[test]
fn a_stale_path_is_a_fault() {
    let exists = |path: &str| ["crates/lint", "crates/lint/src", "docs/a.md"].contains(&path);
    let good = "`crates/lint`, `crates/lint/src/<name>.rs`, `roster lint`, `crates/no such word`\n```\n`crates/x`\n```\n";
    assert_eq!(faults("README.md", good, exists), [""; 0]);
    for bad in ["see `crates/gone`", "`xtask/*/x`", "`.ci/gone`"] {
        assert_eq!(faults("README.md", bad, exists).len(), 1, "{bad}");
    }
}

#[test]
fn a_broken_link_is_a_fault() {
    let exists = |path: &str| ["docs/src/a.md", "docs/src/../a.svg", "a.md"].contains(&path);
    let good = "[a](a.md#x) [`a`](a.md \"title\") <img src=\"../a.svg\"> [x](#x) [web](https://example.com)\n\n[a]: a.md\n";
    assert_eq!(faults("docs/src/page.md", good, exists), [""; 0]);
    assert_eq!(faults("README.md", "[a](a.md)", exists), [""; 0]);
    for bad in [
        "[b](b.md)",
        "![b](../b.svg)",
        "[`b`](b.md#x)",
        "[b]: b.md",
        "<a href=\"b.md\">b</a>",
        "[b](/a.md)",
    ] {
        assert_eq!(faults("docs/src/page.md", bad, exists).len(), 1, "{bad}");
    }
}

#[test]
fn a_page_missing_from_the_contents_is_a_fault() {
    let pages = ["a.md".to_owned(), "rules/b.md".to_owned()];
    assert_eq!(
        contents_faults("- [A](a.md)\n  - [`b`](rules/b.md)\n", &pages),
        [""; 0]
    );
    assert_eq!(contents_faults("- [A](a.md)\n", &pages).len(), 1);
    assert_eq!(
        contents_faults("- [A](a.md)\n- [B](rules/b.md)\n- [A](a.md)\n", &pages).len(),
        1
    );
}
