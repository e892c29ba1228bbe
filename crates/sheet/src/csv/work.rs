//! Counts the bytes that are looked at, so that tests can tell linear time from quadratic without a clock.

use std::cell::Cell;

thread_local! {
    static SEEN: Cell<u64> = const { Cell::new(0) };
}

/// Notes that so many bytes have been looked at.
pub(super) fn note(bytes: usize) {
    SEEN.set(SEEN.get() + bytes as u64);
}

/// How many bytes this thread has looked at while it did this.
pub(super) fn of(deed: impl FnOnce()) -> u64 {
    let before = SEEN.get();
    deed();
    SEEN.get() - before
}
