//! The name with which a person signs in to Microsoft Entra: an address of one of the directory's domains.

use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::character::Shown;
use super::email::{self, EmailError};

/// Characters of the name, its `@` and its domain.
const MAX_NAME: usize = 113;
/// Characters after the `@`.
const MAX_DOMAIN: usize = 48;

/// What a column of user principal names asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UserPrincipalNameLaw {
    /// The domains that the directory has verified, of which the name must have one. Without any, every domain.
    #[serde(default)]
    pub domains: Vec<String>,
}

impl UserPrincipalNameLaw {
    /// Source: Microsoft Learn, "Username policies" of Microsoft Entra, as of 2025: letters, digits and `'.-_!#^~` before
    /// the `@`, no full stop right before it, 64 characters before it, 48 after it, 113 in all. Whatever else an e-mail
    /// address may not be, the name may not be either.
    pub(super) fn check(&self, text: &str) -> Result<(), UserPrincipalNameError> {
        email::check(text.as_bytes())?;
        let (name, domain) = text.split_once('@').unwrap_or((text, ""));
        let may_stand = |c: char| c.is_ascii_alphanumeric() || "'.-_!#^~".contains(c);
        if let Some(c) = name.chars().find(|c| !may_stand(*c)) {
            return Err(UserPrincipalNameError::Character(c));
        }
        if domain.len() > MAX_DOMAIN {
            return Err(UserPrincipalNameError::DomainLength { found: domain.len() });
        }
        if text.len() > MAX_NAME {
            return Err(UserPrincipalNameError::Length { found: text.len() });
        }
        let is_ours = |known: &String| known.eq_ignore_ascii_case(domain);
        if self.domains.is_empty() || self.domains.iter().any(is_ours) {
            Ok(())
        } else {
            Err(UserPrincipalNameError::Domain)
        }
    }
}

/// Why a text is not a user principal name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum UserPrincipalNameError {
    /// It is not even an e-mail address.
    #[error(transparent)]
    Address(#[from] EmailError),
    /// A character before the `@` that an address may have and a user principal name not.
    #[error("{} may not stand before the @ in a user principal name", Shown(*.0))]
    Character(char),
    /// What stands after the `@` is too long.
    #[error("{found} characters stand after the @, at most {MAX_DOMAIN} may")]
    DomainLength {
        /// How many there are.
        found: usize,
    },
    /// It is too long.
    #[error("it is {found} characters long, at most {MAX_NAME} are allowed")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// Its domain is none of the directory's.
    #[error("its domain is not one that the directory has verified")]
    Domain,
}

#[cfg(test)]
mod tests {
    use super::{EmailError, UserPrincipalNameError, UserPrincipalNameLaw};

    #[test]
    fn fewer_characters_than_an_address() {
        let any = UserPrincipalNameLaw::default();
        for text in ["ana.chen@example.com", "o'neil_1!#^~-@example.onmicrosoft.com"] {
            assert_eq!(any.check(text), Ok(()), "{text}");
        }
        let long = format!("ana@{}.example.com", "a".repeat(40));
        let cases = [
            ("ana+chen@example.com", UserPrincipalNameError::Character('+')),
            ("ana&ben@example.com", UserPrincipalNameError::Character('&')),
            (
                "ana.@example.com",
                UserPrincipalNameError::Address(EmailError::LocalDot),
            ),
            (
                "achen",
                UserPrincipalNameError::Address(EmailError::At { count: 0 }),
            ),
            (long.as_str(), UserPrincipalNameError::DomainLength { found: 52 }),
        ];
        for (text, error) in cases {
            assert_eq!(any.check(text), Err(error), "{text}");
        }
    }

    #[test]
    fn the_domain_may_be_one_of_a_few() {
        let law = UserPrincipalNameLaw {
            domains: vec!["example.com".to_owned()],
        };
        assert_eq!(law.check("ana@Example.COM"), Ok(()));
        assert_eq!(law.check("ana@example.net"), Err(UserPrincipalNameError::Domain));
    }
}
