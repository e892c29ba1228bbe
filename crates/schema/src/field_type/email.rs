//! The e-mail address, as far as mail servers in use accept it.

use thiserror::Error;

use super::character::Shown;

/// Octets in a local part, RFC 5321, 4.5.3.1.1.
const MAX_LOCAL: usize = 64;
/// Octets in a label of a domain name, RFC 1035, 2.3.4.
const MAX_LABEL: usize = 63;
/// Octets in an address: the 256 of a path (RFC 5321, 4.5.3.1.3) less its angle brackets.
const MAX_ADDRESS: usize = 254;

/// Checks the practical subset of RFC 5321 and 5322: a dot-atom, `@`, and a domain name of at least two labels. Quoted local
/// parts, comments and address literals are standard and yet refused almost everywhere, so they are errors here.
pub(super) fn check(text: &[u8]) -> Result<(), EmailError> {
    if !text.is_ascii() {
        return Err(EmailError::Internationalised);
    }
    let mut parts = text.split(|&byte| byte == b'@');
    let (local, domain) = match (parts.next(), parts.next(), parts.count()) {
        (Some(local), Some(domain), 0) => (local, domain),
        (_, second, more) => {
            return Err(EmailError::At {
                count: usize::from(second.is_some()) + more,
            });
        }
    };
    if text.len() > MAX_ADDRESS {
        return Err(EmailError::Length { found: text.len() });
    }
    check_local(local)?;
    check_domain(domain)
}

/// Whether [`check`] finds nothing wrong. An address in which single marks stand between letters and digits, as nearly all
/// are, needs one look at each byte.
pub(super) fn accepts(text: &[u8]) -> bool {
    is_plain(text) || check(text).is_ok()
}

fn is_plain(text: &[u8]) -> bool {
    let (mut is_domain, mut has_dot, mut is_after_word) = (false, false, false);
    for byte in text {
        if IS_WORD[usize::from(*byte)] {
            is_after_word = true;
            continue;
        }
        match byte {
            _ if !is_after_word => return false,
            b'@' if !is_domain => is_domain = true,
            b'.' => has_dot = is_domain,
            b'-' => {}
            b'_' | b'+' if !is_domain => {}
            _ => return false,
        }
        is_after_word = false;
    }
    has_dot && text.last().is_some_and(u8::is_ascii_alphabetic) && text.len() <= MAX_LABEL
}

/// By byte: whether it is an ASCII letter or digit.
static IS_WORD: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        is_word[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    is_word
};

fn check_local(local: &[u8]) -> Result<(), EmailError> {
    if local.len() > MAX_LOCAL {
        return Err(EmailError::LocalLength { found: local.len() });
    }
    let is_atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    if let Some(&byte) = local.iter().find(|&&byte| !is_atom(byte)) {
        return Err(EmailError::LocalCharacter(char::from(byte)));
    }
    match local {
        [] => Err(EmailError::LocalEmpty),
        _ if local.split(|&byte| byte == b'.').any(<[u8]>::is_empty) => Err(EmailError::LocalDot),
        _ => Ok(()),
    }
}

fn check_domain(domain: &[u8]) -> Result<(), EmailError> {
    let mut labels = 0;
    let mut last: &[u8] = &[];
    for label in domain.split(|&byte| byte == b'.') {
        if label.is_empty() {
            return Err(EmailError::DomainEmptyLabel);
        }
        if let Some(&byte) = label
            .iter()
            .find(|byte| !byte.is_ascii_alphanumeric() && **byte != b'-')
        {
            return Err(EmailError::DomainCharacter(char::from(byte)));
        }
        if label.len() > MAX_LABEL {
            return Err(EmailError::DomainLabelLength { found: label.len() });
        }
        if label.starts_with(b"-") || label.ends_with(b"-") {
            return Err(EmailError::DomainHyphen);
        }
        labels += 1;
        last = label;
    }
    if labels < 2 {
        return Err(EmailError::DomainDot);
    }
    if last.iter().all(u8::is_ascii_digit) {
        return Err(EmailError::DomainNumber);
    }
    Ok(())
}

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailError {
    /// It holds a character outside ASCII. Such addresses exist (RFC 6531), few systems take them, and most are typing slips.
    #[error("it holds a character outside ASCII, which few systems take in an address")]
    Internationalised,
    /// It has not exactly one `@`.
    #[error("{}", if *.count == 0 { "it has no @ sign".to_owned() } else { format!("it has {count} @ signs, an address has 1") })]
    At {
        /// How many it has.
        count: usize,
    },
    /// It is longer than 254 octets.
    #[error("it is {found} characters long, an address has at most 254")]
    Length {
        /// Its length in octets, which are characters here.
        found: usize,
    },
    /// Nothing stands before the `@`.
    #[error("nothing stands before the @")]
    LocalEmpty,
    /// What stands before the `@` is longer than 64 octets.
    #[error("{found} characters stand before the @, at most 64 may")]
    LocalLength {
        /// Its length in octets, which are characters here.
        found: usize,
    },
    /// A character before the `@` that needs quoting.
    #[error("{} may not stand before the @", Shown(*.0))]
    LocalCharacter(char),
    /// A full stop begins or ends what stands before the `@`, or follows another.
    #[error("a full stop before the @ stands at an end or follows another")]
    LocalDot,
    /// Nothing stands after the `@`, or at one side of a full stop of the domain.
    #[error("a part of its domain is empty")]
    DomainEmptyLabel,
    /// A character in the domain that is no ASCII letter, digit or hyphen.
    #[error("{} may not stand in a domain", Shown(*.0))]
    DomainCharacter(char),
    /// A label of the domain is longer than 63 octets.
    #[error("a part of its domain is {found} characters long, at most 63 may be")]
    DomainLabelLength {
        /// The label's length in octets, which are characters here.
        found: usize,
    },
    /// A label of the domain begins or ends with a hyphen.
    #[error("a part of its domain begins or ends with a hyphen")]
    DomainHyphen,
    /// The domain has no full stop.
    #[error("its domain has no full stop")]
    DomainDot,
    /// The last label of the domain is all digits, as in an IP address.
    #[error("its domain ends in a number")]
    DomainNumber,
}

#[cfg(test)]
mod tests {
    use super::{EmailError, check, is_plain};

    proptest::proptest! {
        #[test]
        fn what_is_plain_is_right(text in "[a1.@+_-]{0,12}") {
            proptest::prop_assert!(!is_plain(text.as_bytes()) || check(text.as_bytes()).is_ok());
        }
    }

    #[test]
    fn right_addresses_pass() {
        assert!(is_plain(b"ana.chen-2@mail.example.com"));
        let label = "a".repeat(63);
        let local = "a".repeat(64);
        for text in [
            "ana.chen@example.com",
            "a@b.co",
            "o'neil+roster@mail.example.com",
            "_@xn--bcher-kva.example",
            "1@3com.example",
            &format!("{local}@{label}.example"),
        ] {
            assert_eq!(check(text.as_bytes()), Ok(()), "{text}");
        }
    }

    #[test]
    fn wrong_addresses_say_why() {
        let cases = [
            ("ana", EmailError::At { count: 0 }),
            ("", EmailError::At { count: 0 }),
            ("ana@chen@example.com", EmailError::At { count: 2 }),
            ("@example.com", EmailError::LocalEmpty),
            ("ana chen@example.com", EmailError::LocalCharacter(' ')),
            ("\"ana\"@example.com", EmailError::LocalCharacter('"')),
            ("Ana <ana@example.com>", EmailError::LocalCharacter(' ')),
            (".ana@example.com", EmailError::LocalDot),
            ("ana.@example.com", EmailError::LocalDot),
            ("ana..chen@example.com", EmailError::LocalDot),
            ("ana@", EmailError::DomainEmptyLabel),
            ("ana@example..com", EmailError::DomainEmptyLabel),
            ("ana@example.com.", EmailError::DomainEmptyLabel),
            ("ana@exam_ple.com", EmailError::DomainCharacter('_')),
            ("ana@[192.0.2.1]", EmailError::DomainCharacter('[')),
            ("ana@-example.com", EmailError::DomainHyphen),
            ("ana@localhost", EmailError::DomainDot),
            ("ana@192.0.2.1", EmailError::DomainNumber),
            ("josé@example.com", EmailError::Internationalised),
            ("ana@ｅxample.com", EmailError::Internationalised),
        ];
        for (text, error) in cases {
            assert_eq!(check(text.as_bytes()), Err(error), "{text}");
        }
    }

    #[test]
    fn one_octet_too_many_is_noticed() {
        let text = format!("{}@example.com", "a".repeat(65));
        assert_eq!(check(text.as_bytes()), Err(EmailError::LocalLength { found: 65 }));
        let text = format!("ana@{}.com", "a".repeat(64));
        assert_eq!(
            check(text.as_bytes()),
            Err(EmailError::DomainLabelLength { found: 64 })
        );
        let domain = format!("{}com", "abcdefghi.".repeat(24));
        let text = |local: usize| format!("{}@{domain}", "a".repeat(local));
        assert_eq!(check(text(254 - 244).as_bytes()), Ok(()));
        assert_eq!(
            check(text(255 - 244).as_bytes()),
            Err(EmailError::Length { found: 255 })
        );
    }
}
