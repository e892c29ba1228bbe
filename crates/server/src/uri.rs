//! Files as an editor names them, and as this machine does.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands in the path of a URI as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// The path of a `file:` URI, without `..`. What is no file, an untitled buffer for one, is a name of its own, which nothing governs.
pub(crate) fn path_of(uri: &Uri) -> PathBuf {
    let text = uri.as_str();
    let Some(rest) = text.strip_prefix("file://") else {
        return PathBuf::from(text);
    };
    // Between the slashes may stand the machine: it is this one.
    let path = rest.find('/').map_or(rest, |slash| &rest[slash..]);
    let path = percent_decode_str(path).decode_utf8_lossy();
    let bytes = path.as_bytes();
    let is_drive = matches!(bytes, [b'/', letter, b':', ..] if letter.is_ascii_alphabetic());
    let path = Path::new(if is_drive { &path[1..] } else { &path });
    normalized(path).into_owned()
}

/// The URI of a file.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?;
    // Elsewhere it is a letter like any other.
    let path = if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    };
    if !path.starts_with('/') && path.as_bytes().get(1).is_none_or(|colon| *colon != b':') {
        return path.parse().ok();
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&path, ESCAPED))
        .parse()
        .ok()
}

/// The path without `..`, as an editor names it.
pub(crate) fn normalized(path: &Path) -> Cow<'_, Path> {
    if path.components().all(|part| part != Component::ParentDir) {
        return Cow::Borrowed(path);
    }
    let mut normal = PathBuf::new();
    for part in path.components() {
        if part != Component::ParentDir || !normal.pop() {
            normal.push(part);
        }
    }
    Cow::Owned(normal)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{normalized, path_of, uri_of};

    #[test]
    #[cfg(unix)]
    fn a_backslash_in_a_name_is_no_slash() {
        let uri = uri_of(Path::new("/srv/a\\b.csv")).unwrap();
        assert_eq!(uri.as_str(), "file:///srv/a%5Cb.csv");
        assert_eq!(path_of(&uri), Path::new("/srv/a\\b.csv"));
    }

    #[test]
    fn the_way_up_is_taken() {
        let normal = |path| normalized(Path::new(path)).into_owned();
        assert_eq!(
            normal("/group/north/../own/./x.toml"),
            Path::new("/group/own/x.toml")
        );
        assert_eq!(normal("/a/b/../../c"), Path::new("/c"));
        assert_eq!(normal("untitled:Untitled-1"), Path::new("untitled:Untitled-1"));
    }

    #[test]
    fn a_path_comes_back() {
        for path in ["/srv/zoë/rosters 🦷/dentist--lehi.csv", "/a%20b/[x]#1?.csv"] {
            let uri = uri_of(Path::new(path)).unwrap();
            assert_eq!(path_of(&uri), Path::new(path));
        }
    }

    #[test]
    fn editors_write_uris_in_their_own_ways() {
        let path = |text: &str| path_of(&text.parse().unwrap());
        assert_eq!(path("file:///c%3A/rosters/a.csv"), Path::new("c:/rosters/a.csv"));
        assert_eq!(path("file://localhost/a.csv"), Path::new("/a.csv"));
        assert_eq!(path("file:///group/../group/a.csv"), Path::new("/group/a.csv"));
        assert_eq!(path("untitled:Untitled-1"), Path::new("untitled:Untitled-1"));
    }
}
