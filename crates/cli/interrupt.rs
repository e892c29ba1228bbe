//! Ctrl-C: the first is a wish, which is granted where nothing is half done; the second ends the program at once.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

static CAME: AtomicBool = AtomicBool::new(false);

/// The file that is not to stay behind when the program ends at once.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);

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

/// Creates a file that must not stay behind when the program ends at once.
///
/// # Errors
/// Those of `create`.
pub(crate) fn unfinished<T>(
    create: impl FnOnce() -> io::Result<T>,
    path: impl FnOnce(&T) -> PathBuf,
) -> io::Result<T> {
    // Between the creation and its being noted nobody can leave, because leaving needs the lock.
    let mut unfinished = lock();
    let created = create()?;
    *unfinished = Some(path(&created));
    Ok(created)
}

/// Says that the file is what it should be, or is gone.
pub(crate) fn finished() {
    *lock() = None;
}

fn lock() -> MutexGuard<'static, Option<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(
    clippy::exit,
    reason = "a second Ctrl-C means now; a store takes back by itself what was not finished"
)]
fn leave() {
    // Held to the end, so that no other file is begun meanwhile.
    let unfinished = lock();
    if let Some(file) = unfinished.as_deref() {
        // What cannot be removed stays; there is nobody left to tell.
        let _ = std::fs::remove_file(file);
    }
    std::process::exit(130);
}
