//! An upload folder that is there already: which of its files were written by this program, and what somebody did to them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use rosterkit_project::{FileSystem, UPLOAD_MANIFEST};
use serde::Deserialize;

use super::manifest::PAGE;
use super::ticks;
use crate::disk::Disk;
use crate::failure::{Failure, show};
use crate::hash::sha256;

/// How many files are named that must stay.
const NAMED: usize = 5;

/// What an upload folder holds.
pub(super) struct Former {
    /// The hash of each file that its manifest lists.
    listed: BTreeMap<String, String>,
    /// Its page as it is now.
    page: Option<String>,
    /// The names of what is in it and not listed.
    foreign: Vec<String>,
    /// The names of the listed files that are not as they were written.
    changed: Vec<String>,
}

/// What must be known of `upload.json`.
#[derive(Deserialize)]
struct Manifest {
    rosterkit_upload: u32,
    files: Vec<Listed>,
    beside: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    file: String,
    sha256: String,
}

impl Former {
    /// Looks into a folder; `None` where no manifest says which of its files were written by this program.
    pub(super) fn of(folder: &Path) -> Result<Option<Self>, Failure> {
        let fault = |error: io::Error| Failure::reading(folder, &error);
        let manifest = Disk.read(&folder.join(UPLOAD_MANIFEST)).ok();
        let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
        let Some(Manifest {
            rosterkit_upload: 1,
            files,
            beside,
        }) = manifest
        else {
            return Ok(None);
        };
        let listed = files.into_iter().chain(beside);
        let mut former = Self {
            listed: listed.map(|listed| (listed.file, listed.sha256)).collect(),
            page: None,
            foreign: Vec::new(),
            changed: Vec::new(),
        };
        for entry in fs::read_dir(folder).map_err(fault)? {
            let name = entry.map_err(fault)?.file_name().to_string_lossy().into_owned();
            former.add(folder, name);
        }
        former.foreign.sort();
        former.changed.sort();
        Ok(Some(former))
    }

    fn add(&mut self, folder: &Path, name: String) {
        if name == UPLOAD_MANIFEST {
            return;
        }
        let Some(written) = self.listed.get(&name) else {
            self.foreign.push(name);
            return;
        };
        let bytes = Disk.read(&folder.join(&name)).ok();
        let now = if name == PAGE {
            self.page = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            let page = self.page.as_ref();
            page.map(|page| sha256(ticks::without(page).as_bytes()))
        } else {
            bytes.map(|bytes| sha256(&bytes))
        };
        if now.as_ref() != Some(written) {
            self.changed.push(name);
        }
    }

    /// Refuses where somebody put or changed a file. A tick in the page is no change: it is kept.
    pub(super) fn refuse_to_lose(&self, folder: &Path) -> Result<(), Failure> {
        let folder = show(folder);
        if !self.foreign.is_empty() {
            return Err(Failure::new(
                format!("`{folder}` holds other files: {}", named(&self.foreign)),
                "move them somewhere else, or name another folder",
            ));
        }
        if !self.changed.is_empty() {
            return Err(Failure::new(
                format!(
                    "somebody changed what was written into `{folder}`: {}",
                    named(&self.changed)
                ),
                "move these files somewhere else, or name another folder",
            ));
        }
        Ok(())
    }

    /// The new page with the ticks of the one that is there: they say what was uploaded. `new` has the hash of each new file.
    ///
    /// # Errors
    /// When a tick is about a file that is not written again as it was.
    pub(super) fn tick(
        &self,
        page: &str,
        (folder, new): (&Path, &BTreeMap<&str, &str>),
    ) -> Result<String, Failure> {
        let Some(old) = &self.page else {
            return Ok(page.to_owned());
        };
        let stays = |file: &str| new.get(file).copied() == self.listed.get(file).map(String::as_str);
        ticks::kept(old, page, stays).map_err(|lost| {
            Failure::new(
                format!(
                    "`{}` has ticks for what is not written again as it was: {}",
                    show(&folder.join(PAGE)),
                    named(&lost)
                ),
                "nothing was written: a tick says what was uploaded, and an account cannot be created twice; keep this folder \
                 and name another one, or take the ticks out",
            )
        })
    }
}

/// Removes an upload folder, its manifest last: what is left where that is interrupted is one still. Files that it does not
/// list are not removed, and then the folder is not.
pub(super) fn remove(folder: &Path, former: &Former) -> io::Result<()> {
    let listed = former.listed.keys().map(String::as_str);
    for name in listed.chain([UPLOAD_MANIFEST]) {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    match fs::remove_dir(folder) {
        // Another run may remove it too.
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Their names, as far as one wants to read.
fn named(names: &[String]) -> String {
    let shown = names.iter().take(NAMED);
    let shown: Vec<String> = shown
        .map(|name| format!("`{}`", rosterkit_sheet::visible(name)))
        .collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    shown.join(", ") + &more
}
