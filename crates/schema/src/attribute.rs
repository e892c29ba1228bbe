//! The canonical vocabulary: which attribute of a person a column holds.

use std::fmt;
use std::sync::LazyLock;

use crate::organization::is_id;

/// The URN under which Rosterkit names what SCIM has no attribute for: a provider's registrations.
pub const PROVIDER_EXTENSION: &str = "urn:rosterkit:params:scim:schemas:extension:provider:1.0:User";

/// The attribute by which a person logs in, and by which people are told apart.
pub const USER_NAME: &str = "userName";

/// The attribute of a person's first name.
pub const GIVEN_NAME: &str = "name.givenName";

/// The attribute of a person's last name.
pub const FAMILY_NAME: &str = "name.familyName";

/// How the URN of every extension of Rosterkit begins.
const EXTENSIONS: &str = "urn:rosterkit:params:scim:schemas:extension:";

/// The attributes of [`PROVIDER_EXTENSION`].
const PROVIDER_ATTRIBUTES: [&str; 6] = ["provider", "shortName", "npi", "dea", "tin", "stateId"];

/// The attributes of a SCIM 2.0 User and its enterprise extension, as RFC 7643 sections 4.1 to 4.3 list them.
static SCIM_ATTRIBUTES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../data/scim_user_attributes.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// The name of what a column holds, whatever its header says: a SCIM 2.0 path such as `userName` or
/// `google:1.0:User:orgUnitPath` -> the name of the extension and the attribute, of which a target may have any.
fn extended(rest: &str) -> Option<(&str, &str)> {
    let (extension, name) = rest.split_once(":1.0:User:")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_id(extension) && is_name).then_some((extension, name))
}

/// `emails[type eq "work"].value`, or one of an extension's: that
/// of providers, or a target's own.
///
/// Stores name what they hold by it, and a roster of one pack becomes another pack's file through it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Attribute(String);

impl Attribute {
    /// Reads a path. `None` when its base name is in no vocabulary.
    pub fn parse(path: &str) -> Option<Self> {
        let known = match path.strip_prefix(EXTENSIONS).map(extended) {
            Some(Some(("provider", name))) => PROVIDER_ATTRIBUTES.contains(&name),
            Some(extension) => extension.is_some(),
            None => SCIM_ATTRIBUTES.contains(&without_filter(path)?.as_str()),
        };
        known.then(|| Self(path.to_owned()))
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `emails[type eq "work"].value` -> `emails.value`; `None` where the brackets do not hold a `type eq "..."`.
fn without_filter(path: &str) -> Option<String> {
    let Some((base, rest)) = path.split_once('[') else {
        return Some(path.to_owned());
    };
    let (filter, tail) = rest.split_once(']')?;
    let kind = filter.strip_prefix("type eq \"")?.strip_suffix('"')?;
    let plain = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_lowercase());
    plain.then(|| format!("{base}{tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_has_an_extension_of_its_own() {
        let own = |rest: &str| Attribute::parse(&format!("{EXTENSIONS}{rest}"));
        assert!(own("staff-list:1.0:User:shoeSize2").is_some());
        for rest in [
            "",
            "staff:1.0:User:",
            "Staff:1.0:User:size",
            "staff:2.0:User:size",
            "staff:1.0:User:shoe size",
        ] {
            assert!(own(rest).is_none(), "{rest}");
        }
    }

    #[test]
    fn knows_scim_and_the_provider_extension_and_nothing_else() {
        for path in [
            "userName",
            "name.givenName",
            "emails[type eq \"work\"].value",
            "addresses.postalCode",
        ] {
            assert!(Attribute::parse(path).is_some(), "{path}");
        }
        assert!(Attribute::parse(&format!("{PROVIDER_EXTENSION}:npi")).is_some());
        for path in [
            "",
            "username",
            "emails[type eq work].value",
            "emails[",
            "npi",
            "name.given name",
        ] {
            assert!(Attribute::parse(path).is_none(), "{path}");
        }
        assert!(Attribute::parse(&format!("{PROVIDER_EXTENSION}:colour")).is_none());
    }
}
