//! What is asked of every byte of a file before it is read.

use std::thread;

use memchr::memchr;

/// How much is looked at in one go, twice while it is near: much less than a core keeps at hand.
const GO: usize = 64 * 1024;

/// What bytes are, seen from afar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Whether a NUL is among them.
    pub(crate) has_nul: bool,
    /// Whether all of them are UTF-8.
    pub(crate) is_utf8: bool,
}

impl Survey {
    /// Looked at by so many threads.
    pub(crate) fn of(bytes: &[u8], threads: usize) -> Survey {
        if threads < 2 {
            return Survey::alone(bytes);
        }
        let parts = parts(bytes, bytes.len() / threads + 1);
        thread::scope(|scope| {
            let others: Vec<_> = parts
                .map(|part| scope.spawn(move || Survey::alone(part)))
                .collect();
            let surveys = others.into_iter().map(|other| match other.join() {
                Ok(survey) => survey,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            surveys.fold(Survey::of_nothing(), Survey::and)
        })
    }

    fn alone(bytes: &[u8]) -> Survey {
        let parts = parts(bytes, GO).map(|part| Survey {
            has_nul: memchr(0, part).is_some(),
            is_utf8: std::str::from_utf8(part).is_ok(),
        });
        parts.fold(Survey::of_nothing(), Survey::and)
    }

    fn of_nothing() -> Survey {
        Survey {
            has_nul: false,
            is_utf8: true,
        }
    }

    fn and(self, other: Survey) -> Survey {
        Survey {
            has_nul: self.has_nul || other.has_nul,
            is_utf8: self.is_utf8 && other.is_utf8,
        }
    }
}

/// The bytes in parts of about this length, none of which ends within a character.
fn parts(bytes: &[u8], len: usize) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let is_within = |at: usize| rest.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
        let mut end = len.min(rest.len());
        // No character has more than three bytes of this kind; more are no text.
        let more = (0..3).take_while(|more| is_within(end + more)).count();
        end = (end + more).min(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        (!part.is_empty()).then_some(part)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_say_what_the_whole_does(
            text in prop::collection::vec(prop::sample::select(b"a\0\xC3\xAB\xF0\x9F\xA6\xB7\x80".to_vec()), 0..40),
            len in 1..9_usize,
            threads in 1..5_usize,
        ) {
            let of_parts = parts(&text, len).fold(Survey::of_nothing(), |survey, part| survey.and(Survey::alone(part)));
            let whole = Survey {
                has_nul: text.contains(&0),
                is_utf8: std::str::from_utf8(&text).is_ok(),
            };
            prop_assert_eq!(of_parts, whole);
            prop_assert_eq!(Survey::of(&text, threads), whole);
            prop_assert_eq!(parts(&text, len).collect::<Vec<_>>().concat(), text);
        }

        #[test]
        fn a_text_is_one_in_parts_too(text in "[a🦷ë中]{0,20}", len in 1..9_usize) {
            let of_parts = parts(text.as_bytes(), len).all(|part| std::str::from_utf8(part).is_ok());
            prop_assert!(of_parts);
        }
    }
}
