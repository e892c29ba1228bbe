//! Ctrl-C: the first is a wish, which is granted where nothing is half done; the second ends the program at once.

use std::sync::atomic::{AtomicBool, Ordering};

static CAME: AtomicBool = AtomicBool::new(false);

/// Whether somebody wants to stop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Interrupt(&'static AtomicBool);

impl Interrupt {
    /// Watches for Ctrl-C and for the signals that end programs, from now on.
    pub(crate) fn watched() -> Self {
        // Where no handler can be set, or one is set already, Ctrl-C does what it always did or what it does already.
        let _ = ctrlc::set_handler(|| {
            if CAME.swap(true, Ordering::SeqCst) {
                leave();
            }
        });
        Self(&CAME)
    }

    /// Whether it came.
    pub(crate) fn came(self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

#[expect(
    clippy::exit,
    reason = "a second Ctrl-C means now; a store takes back by itself what was not finished"
)]
fn leave() {
    std::process::exit(130);
}
