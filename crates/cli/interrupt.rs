//! Ctrl-C: the first is a wish, which is granted where nothing is half done; the second ends the program at once.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::failure::show;

static CAME: AtomicBool = AtomicBool::new(false);

/// The file that another is being written by.
static UNFINISHED: Mutex<Option<Unfinished>> = Mutex::new(None);

/// What becomes of a file when the program ends at once.
enum Unfinished {
    /// It is a part of something, and is removed.
    Removed(PathBuf),
    /// It is whole and another is not: it stays, and that is told.
    Kept { whole: PathBuf, half: PathBuf },
}

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
) -> io::Result<(T, Noted)> {
    // Between the creation and its being noted nobody can leave, because leaving needs the lock.
    let mut unfinished = lock();
    let created = create()?;
    let whole = path(&created);
    *unfinished = Some(Unfinished::Removed(whole.clone()));
    Ok((created, Noted { whole }))
}

/// That a file is unfinished, until this is dropped.
pub(crate) struct Noted {
    whole: PathBuf,
}

impl Noted {
    /// From now on this file is all there is of what `half` is to hold, and stays behind.
    pub(crate) fn keep(&self, half: &Path) {
        *lock() = Some(Unfinished::Kept {
            whole: self.whole.clone(),
            half: half.to_owned(),
        });
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        *lock() = None;
    }
}

fn lock() -> MutexGuard<'static, Option<Unfinished>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(
    clippy::exit,
    reason = "a second Ctrl-C means now; a store takes back by itself what was not finished"
)]
fn leave() {
    // Held to the end, so that no other file is begun meanwhile.
    let unfinished = lock();
    match unfinished.as_ref() {
        // What cannot be removed stays; there is nobody left to tell.
        Some(Unfinished::Removed(file)) => drop(std::fs::remove_file(file)),
        Some(Unfinished::Kept { whole, half }) => {
            let (whole, half) = (show(whole), show(half));
            anstream::eprintln!(
                "stopped: `{half}` may be half written; `{whole}` holds all that was to be in it"
            );
        }
        None => {}
    }
    std::process::exit(130);
}
