//! The two streams: results on standard output, words on standard error.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use miette::{GraphicalReportHandler, GraphicalTheme};
use rosterkit_lint::Values;

use crate::failure::Failure;

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where the program speaks.
pub(crate) struct Terminal {
    out: BufWriter<AutoStream<io::Stdout>>,
    err: AutoStream<io::Stderr>,
    colour: bool,
    err_colour: bool,
    /// Whether somebody sits at standard output.
    for_eyes: bool,
}

impl Terminal {
    pub(crate) fn new(color: Color) -> Self {
        let choice = |auto: ColorChoice| match color {
            Color::Auto => auto,
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        };
        let (out, err) = (io::stdout(), io::stderr());
        let is_terminal = out.is_terminal();
        let (out_choice, err_choice) = (choice(AutoStream::choice(&out)), choice(AutoStream::choice(&err)));
        Self {
            out: BufWriter::new(AutoStream::new(out, out_choice)),
            err: AutoStream::new(err, err_choice),
            colour: out_choice != ColorChoice::Never,
            err_colour: err_choice != ColorChoice::Never,
            for_eyes: is_terminal,
        }
    }

    /// Standard output, for results.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// A sentence on standard error, for a person.
    pub(crate) fn say(&mut self, words: &str) {
        // Nobody is left to be told when standard error is gone.
        let _ = self.out.flush();
        let _ = writeln!(self.err, "{words}");
    }

    /// A failure on standard error.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        // A reader that went away early, as `head` does, is no failure of ours to be told.
        if matches!(failure, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe) {
            return;
        }
        let mut text = String::new();
        if handler(self.err_colour)
            .render_report(&mut text, failure)
            .is_err()
        {
            text = failure.to_string();
        }
        self.say(text.trim_end());
    }

    /// Draws diagnostics for standard output.
    pub(crate) fn handler(&self) -> GraphicalReportHandler {
        // A window holds nothing but the lines that are marked.
        handler(self.colour)
            .without_primary_span_start()
            .with_context_lines(0)
    }

    /// Whether sensitive values may be shown: only to whoever sits at the terminal.
    pub(crate) fn values(&self) -> Values {
        if self.for_eyes {
            Values::Shown
        } else {
            Values::Masked
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn handler(colour: bool) -> GraphicalReportHandler {
    let theme = if colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(110)
}
