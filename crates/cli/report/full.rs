//! Each diagnostic with the line it is about, drawn by miette.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic as Drawable, LabeledSpan, MietteError, MietteSpanContents, Severity, SourceCode, SourceSpan,
    SpanContents,
};
use rosterkit_lint::{Detail, Diagnostic, FileId, Level, Location, Place, Report, Scene, Stops, Words};
use rosterkit_schema::ColumnId;
use rosterkit_sheet::{CellRef, ColumnIndex, Mark, Window, visible};

use super::place::ranges;
use super::{Links, Look};
use crate::table::count;

/// How many of a kind are drawn; the others are named by their cells. All are counted.
const DRAWN: usize = 3;

/// Draws the diagnostics of this level and above, grouped where one rule repeats in one column of one file.
pub(crate) fn full(out: &mut impl Write, report: &Report, least: Level, look: &Look) -> io::Result<()> {
    let diagnostics = || report.diagnostics().iter().filter(|found| found.level >= least);
    let scene = report.scene(look.values);
    let mut kinds: BTreeMap<Kind, (usize, Vec<Place>)> = BTreeMap::new();
    for found in diagnostics() {
        kinds.entry(kind(found)).or_default().1.push(found.at.place);
    }
    for found in diagnostics() {
        let Some((drawn_before, places)) = kinds.get_mut(&kind(found)) else {
            continue;
        };
        // One more than are drawn is drawn as well: a line that names a single cell would save nothing.
        let few = places.len() <= DRAWN + 1;
        if *drawn_before == DRAWN && !few {
            continue;
        }
        *drawn_before += 1;
        let drawn = draw(report, &scene, found);
        let mut text = String::new();
        look.handler
            .render_report(&mut text, &drawn)
            .map_err(io::Error::other)?;
        if look.links == Links::Shown {
            text = linked(&text, [Some(found.at), found.related], &scene);
        }
        // miette leaves a line blank below the code; a long report reads better without it.
        writeln!(out, "{}\n", text.trim_matches('\n').replacen("\n\n", "\n", 1))?;
        if !few && *drawn_before == DRAWN {
            let rest = &places[DRAWN..];
            let noun = format!("more {}", found.level);
            let places = ranges(rest);
            writeln!(
                out,
                "  and {} of {} in {places}\n",
                count(rest.len() as u64, &noun),
                found.rule.name
            )?;
        }
    }
    Ok(())
}

/// The text with the names above its frames as links.
fn linked(text: &str, places: [Option<Location>; 2], scene: &Scene<'_>) -> String {
    let paths = places.iter().flatten().map(|at| scene.locate(*at).path);
    let paths: Vec<String> = paths.collect();
    let line = |line: &str| {
        let named = paths.iter().find_map(|path| {
            let name = visible(path);
            // `staff.csv:3:12`, or `staff.xlsx Users!K7`.
            let at = [':', ' ']
                .iter()
                .find_map(|next| line.find(&format!("{name}{next}")))?;
            let link = Links::Shown.to(path, &name);
            Some(format!("{}{link}{}", &line[..at], &line[at + name.len()..]))
        });
        named.unwrap_or_else(|| line.to_owned())
    };
    let lines = text.split('\n');
    let lines = lines.map(|text| {
        if text.contains("─[") {
            line(text)
        } else {
            text.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What makes diagnostics repeat each other: the file, the rule, and the column in which it is wrong or which is meant.
type Kind = (FileId, &'static str, Option<ColumnIndex>, Option<ColumnId>);

fn kind(found: &Diagnostic) -> Kind {
    let column = match found.at.place {
        // Each entry of roster.toml is another one.
        Place::Suppression(index) => Some(ColumnIndex(index)),
        place => place.cell().map(|cell| cell.column),
    };
    match found.detail {
        // A fault of the header is the same in every column, unless each means another one.
        Detail::None if found.rule.stops == Stops::Sheet => (found.at.file, found.rule.name, None, None),
        Detail::Column(id) if column.is_none() => (found.at.file, found.rule.name, None, Some(id)),
        _ => (found.at.file, found.rule.name, column, None),
    }
}

/// A diagnostic as miette draws it.
struct Drawn {
    rule: &'static str,
    level: Level,
    message: String,
    help: Option<String>,
    frames: Frames,
    labels: Vec<LabeledSpan>,
}

/// The windows of a diagnostic's files, one behind the other, as one source: miette takes a single one, and draws a frame
/// for each.
struct Frames(Vec<Window>);

/// Where a window begins among the others. No window, being a few cut lines, is as long.
const STRIDE: usize = 1 << 24;

impl SourceCode for Frames {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let window = self
            .0
            .get(span.offset() / STRIDE)
            .ok_or(MietteError::OutOfBounds)?;
        let base = span.offset() / STRIDE * STRIDE;
        let contents = window.read_span(&(span.offset() - base, span.len()).into(), before, after)?;
        let drawn = contents.span();
        Ok(Box::new(MietteSpanContents::new_named(
            contents.name().unwrap_or_default().to_owned(),
            contents.data(),
            (base + drawn.offset(), drawn.len()).into(),
            contents.line(),
            contents.column(),
            contents.line_count(),
        )))
    }
}

fn draw(report: &Report, scene: &Scene<'_>, found: &Diagnostic) -> Drawn {
    let Words {
        message,
        label,
        help,
        related,
    } = scene.words(found);
    let fixes = scene.fixes(found).into_iter();
    let fixes = fixes.map(|fix| format!("{} fix: {}", fix.applicability.as_str(), fix.title));
    let help: Vec<String> = help.into_iter().chain(fixes).collect();
    let help = (!help.is_empty()).then(|| help.join("\n"));
    let mut places = vec![vec![(found.at, Some(label))]];
    match found.related {
        Some(at) if at.file == found.at.file => places[0].push((at, related)),
        Some(at) => places.push(vec![(at, related)]),
        None => {}
    }
    // A whole file has no line to show, and so no frame that names it.
    let message = match found.at.place {
        Place::File => format!("`{}`: {message}", visible(&scene.locate(found.at).path)),
        Place::Suppression(_) => {
            let at = scene.locate(found.at);
            let line = at.lines.map_or(0, |lines| lines.line);
            format!("`{}`, line {line}: {message}", visible(&at.path))
        }
        _ => message,
    };
    let mut frames = Frames(Vec::new());
    let mut labels = Vec::new();
    for places in &places {
        let base = frames.0.len() * STRIDE;
        let Some(window) = window(report, scene, places) else {
            continue;
        };
        for (span, (_, label)) in window.spans().iter().zip(places) {
            let span = SourceSpan::from((base + span.offset(), span.len()));
            labels.push(if labels.is_empty() {
                LabeledSpan::new_primary_with_span(label.clone(), span)
            } else {
                LabeledSpan::new_with_span(label.clone(), span)
            });
        }
        frames.0.push(window);
    }
    Drawn {
        rule: found.rule.name,
        level: found.level,
        message,
        help,
        frames,
        labels,
    }
}

/// The lines of some places of one file. A whole file has no line to show.
fn window(report: &Report, scene: &Scene<'_>, places: &[(Location, Option<String>)]) -> Option<Window> {
    let file = places.first()?.0.file;
    let document = &report.rosters()[file.0 as usize].document;
    let marks: Vec<Mark> = places
        .iter()
        .map(|(at, _)| mark(report, *at))
        .collect::<Option<_>>()?;
    let shows = |cell: CellRef| {
        scene.shows(Location {
            file,
            place: Place::Cell(cell),
        })
    };
    Some(document.window_showing(&marks, &shows))
}

fn mark(report: &Report, at: Location) -> Option<Mark> {
    let sheet = report.rosters()[at.file.0 as usize].document.sheet();
    match at.place {
        Place::Suppression(_) | Place::File => None,
        Place::Row(row) => {
            let row = sheet.row(row)?;
            Some(
                row.span()
                    .map_or_else(|| Mark::Cell(CellRef::new(row.index().0, 0)), Mark::Span),
            )
        }
        Place::Cell(cell) => Some(Mark::Cell(cell)),
        Place::Bytes(_, span) => Some(Mark::Span(span)),
    }
}

impl fmt::Debug for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Drawn {}

impl Drawable for Drawn {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.level, self.rule)))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.frames)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
