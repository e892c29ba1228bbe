//! The two streams: results on standard output, words on standard error.

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use rosterkit_lint::Values;
use supports_hyperlinks::Stream;

use crate::failure::Failure;
use crate::report::{Links, Look, harmless};

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
    /// Whether the runner of GitHub Actions reads along.
    for_runner: bool,
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
        // Where there are no colours nothing is written in any: to look through a long report for them would be in vain.
        let out = match out_choice {
            ColorChoice::Never => AutoStream::always_ansi(out),
            choice => AutoStream::new(out, choice),
        };
        Self {
            out: BufWriter::new(out),
            err: AutoStream::new(err, err_choice),
            colour: out_choice != ColorChoice::Never,
            err_colour: err_choice != ColorChoice::Never,
            for_eyes: is_terminal,
            for_runner: false,
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
        let words = if self.for_runner {
            harmless(words)
        } else {
            words.into()
        };
        let _ = writeln!(self.err, "{words}");
    }

    /// From now on nothing is said that the runner of GitHub Actions would carry out as a command.
    pub(crate) fn speak_to_runner(&mut self) {
        self.for_runner = true;
    }

    /// A failure on standard error.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        let mut text = String::new();
        if handler(self.err_colour)
            .render_report(&mut text, &Uncoded(failure))
            .is_err()
        {
            text = failure.to_string();
        }
        self.say(text.trim_end());
    }

    /// How a report looks on standard output.
    pub(crate) fn look(&self) -> Look {
        let knows_links = self.for_eyes && self.colour && supports_hyperlinks::on(Stream::Stdout);
        Look {
            values: self.values(),
            links: if knows_links { Links::Shown } else { Links::Not },
            handler: drawing(self.colour),
        }
    }

    /// How a report looks in a file: without colours, and without what is sensitive.
    pub(crate) fn look_in_file() -> Look {
        Look {
            values: Values::Masked,
            links: Links::Not,
            handler: drawing(false),
        }
    }

    /// Wipes the screen, where somebody sits at one.
    pub(crate) fn clear(&mut self) -> io::Result<()> {
        if self.for_eyes {
            write!(self.out, "\u{1B}[2J\u{1B}[H")?;
        }
        Ok(())
    }

    /// Whether sensitive values may be shown: only to whoever sits at the terminal.
    pub(crate) fn values(&self) -> Values {
        if self.for_eyes {
            Values::Shown
        } else {
            Values::Masked
        }
    }

    /// Whether somebody can be asked: all three streams are a terminal's.
    pub(crate) fn can_ask(&mut self) -> bool {
        let _ = self.out.flush();
        self.for_eyes && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// How many characters fit into a line, where somebody looks.
    pub(crate) fn width(&self) -> Option<usize> {
        let size = terminal_size::terminal_size_of(io::stdout()).filter(|_| self.for_eyes);
        size.map(|(width, _)| usize::from(width.0))
            .filter(|width| *width > 0)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Draws diagnostics: a window holds nothing but the lines that are marked.
fn drawing(colour: bool) -> GraphicalReportHandler {
    handler(colour).without_primary_span_start().with_context_lines(0)
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

/// A failure as people see it: its code is for programs.
#[derive(Debug)]
struct Uncoded<'a>(&'a Failure);

impl fmt::Display for Uncoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Uncoded<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self.0)
    }
}

impl Diagnostic for Uncoded<'_> {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }

    fn diagnostic_source(&self) -> Option<&dyn Diagnostic> {
        self.0.diagnostic_source()
    }
}
