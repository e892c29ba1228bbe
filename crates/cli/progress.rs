//! Progress of long work, on a terminal only.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done faster than this shows no progress: a flicker would only distract.
const PATIENCE: Duration = Duration::from_millis(100);

/// A bar on standard error that appears once the work has taken a while.
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
}

impl Progress {
    pub(crate) fn new(what: &'static str, steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        Self {
            bar,
            began: Instant::now(),
        }
    }

    /// One more step is done.
    pub(crate) fn step(&self) {
        self.steps(1);
    }

    /// So many more are done.
    pub(crate) fn steps(&self, steps: usize) {
        if self.bar.is_hidden() && self.began.elapsed() > PATIENCE {
            // indicatif draws nothing where standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(steps as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
