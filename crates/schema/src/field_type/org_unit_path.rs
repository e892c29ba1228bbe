//! The path of an organizational unit: `/Staff/Front Desk`.

use thiserror::Error;

use super::character::{Shown, is_blank};

/// Checks that each unit is named below the one before it, from the top, which is `/` alone.
///
/// Source: Google's help page for the upload of users, answer 40057: the path begins with a slash, and a slash alone is
/// the top. That no name is empty follows; which characters a name may hold, no page says.
pub(super) fn check(text: &str) -> Result<(), OrgUnitPathError> {
    let Some(below) = text.strip_prefix('/') else {
        return Err(OrgUnitPathError::NoSlash);
    };
    let unseen = |c: &char| c.is_control() || is_blank(*c) && *c != ' ';
    if let Some(c) = text.chars().find(unseen) {
        return Err(OrgUnitPathError::Invisible(c));
    }
    if below.is_empty() {
        return Ok(());
    }
    if below.ends_with('/') {
        return Err(OrgUnitPathError::SlashAtEnd);
    }
    if below.split('/').any(|name| name.trim().is_empty()) {
        return Err(OrgUnitPathError::NoName);
    }
    Ok(())
}

/// Why a text is not the path of an organizational unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OrgUnitPathError {
    /// It does not begin with a slash.
    #[error("it does not begin with a slash")]
    NoSlash,
    /// It ends with a slash and is more than one.
    #[error("it ends with a slash")]
    SlashAtEnd,
    /// Nothing stands between two of its slashes.
    #[error("nothing stands between two of its slashes")]
    NoName,
    /// It holds a character that cannot be seen.
    #[error("it holds {}, which cannot be seen", Shown(*.0))]
    Invisible(char),
}

#[cfg(test)]
mod tests {
    use super::{OrgUnitPathError, check};

    #[test]
    fn every_unit_has_a_name_and_the_top_has_none() {
        for text in ["/", "/Staff", "/Staff/Front Desk", "/Größe/R&D"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        let cases = [
            ("Staff", OrgUnitPathError::NoSlash),
            ("", OrgUnitPathError::NoSlash),
            ("/Staff/", OrgUnitPathError::SlashAtEnd),
            ("//", OrgUnitPathError::SlashAtEnd),
            ("/Staff//Desk", OrgUnitPathError::NoName),
            ("/Staff/ /Desk", OrgUnitPathError::NoName),
            ("/Staff\tDesk", OrgUnitPathError::Invisible('\t')),
        ];
        for (text, error) in cases {
            assert_eq!(check(text), Err(error), "{text}");
        }
    }
}
