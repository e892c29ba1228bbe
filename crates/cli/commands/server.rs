//! `roster server`: the language server, over standard input and output.

use std::fs;
use std::io;
use std::panic;
use std::path::PathBuf;

use lsp_server::Connection;
use rosterkit_lint::RULES;
use rosterkit_server::{Ended, Surroundings, serve};

use crate::clock::today;
use crate::disk::Disk;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::packs::PACKS;

pub(super) fn run() -> Result<Exit, Failure> {
    // What a panic says may hold a value of a cell; an editor keeps what a server says in a log.
    panic::set_hook(Box::new(|_| {}));
    let (connection, threads) = Connection::stdio();
    let surroundings = Surroundings {
        disk: Box::new(Disk),
        packs: PACKS,
        today,
        pages: pages(),
    };
    let served = serve(&connection, surroundings);
    drop(connection);
    match served {
        Ok(Ended::AsAnnounced) => threads.join().map(|()| Exit::Fine).map_err(Failure::Output),
        Ok(Ended::Abruptly) => match threads.join() {
            // What it was is not repeated: it may be a value of a cell.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(Failure::new(
                "what arrived last is no message of the Language Server Protocol",
                "the editor or its plug-in is at fault; the page `Editors` of the documentation says which were tried",
            )),
            _ => Ok(Exit::Found),
        },
        Err(_) => Err(Failure::new(
            "whoever started this is no editor that speaks the Language Server Protocol",
            "`roster server` is started by an editor; the page `Editors` of the documentation says how to tell it to",
        )),
    }
}

/// The folder with the pages of the rules, to which an editor can lead: written where this version has not written it yet.
/// Without one there are no links.
fn pages() -> Option<PathBuf> {
    let folder = cache()?
        .join("rosterkit")
        .join(env!("CARGO_PKG_VERSION"))
        .join("rules");
    let write = || -> io::Result<()> {
        fs::create_dir_all(&folder)?;
        for rule in RULES {
            let path = folder.join(format!("{}.md", rule.name));
            if fs::read(&path).ok().as_deref() != Some(rule.page.as_bytes()) {
                fs::write(&path, rule.page)?;
            }
        }
        Ok(())
    };
    write().ok().map(|()| folder)
}

/// Where this user's programs keep what they can make again.
fn cache() -> Option<PathBuf> {
    let of = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    of("XDG_CACHE_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| of("LOCALAPPDATA"))
        .or_else(|| Some(of("HOME")?.join(".cache")))
}
