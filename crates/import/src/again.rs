//! What a database takes back because another writer came in between is done again.

use std::thread;
use std::time::Duration;

/// How often it is tried in all.
const TRIES: u32 = 20;

/// The first pause. Each is twice as long as the one before, up to the longest, so that writers who met do not meet again.
const PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(200);

/// Does it until it is not taken back, or was too often.
///
/// # Errors
/// Those of the last try.
pub(crate) fn until_it_lasts<T, E>(
    is_taken_back: impl Fn(&E) -> bool,
    mut once: impl FnMut() -> Result<T, E>,
) -> Result<T, E> {
    let mut pause = PAUSE;
    for _ in 1..TRIES {
        match once() {
            Err(error) if is_taken_back(&error) => {
                thread::sleep(pause);
                pause = LONGEST_PAUSE.min(pause * 2);
            }
            other => return other,
        }
    }
    once()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_always_taken_back_is_not_tried_for_ever() {
        let mut tries = 0;
        let end: Result<(), &str> = until_it_lasts(
            |error| *error == "again",
            || {
                tries += 1;
                Err("again")
            },
        );
        assert_eq!((end, tries), (Err("again"), TRIES));
    }

    #[test]
    fn another_error_is_not_tried_again() {
        let mut tries = 0;
        let end: Result<(), &str> = until_it_lasts(
            |error| *error == "again",
            || {
                tries += 1;
                Err(if tries == 3 { "full" } else { "again" })
            },
        );
        assert_eq!((end, tries), (Err("full"), 3));
    }
}
