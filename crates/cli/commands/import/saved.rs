//! The file of a saved plan: what was asked for, and what it was planned from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rosterkit_import::SavedPlan;
use rosterkit_project::FileSystem;
use serde::{Deserialize, Serialize};

use crate::args::{GivenArgs, Import};
use crate::disk::{self, Disk};
use crate::failure::{Failure, show};

/// The version of the file.
const VERSION: u32 = 1;

/// What is in the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanFile {
    rosterkit_plan: u32,
    asked: Asked,
    plans: Vec<SavedPlan>,
}

impl PlanFile {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let file: Self = serde_json::from_slice(bytes).ok()?;
        (file.rosterkit_plan == VERSION).then_some(file)
    }
}

/// The options under which the plan was made; paths are relative to the working directory.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    paths: Vec<PathBuf>,
    store: Option<String>,
    assign: Vec<String>,
    #[serde(default)]
    hours: Vec<String>,
    #[serde(default)]
    inactivity_timeout: Option<String>,
    sheet: Option<String>,
    update: bool,
    skip_invalid: bool,
}

/// The arguments of the import, and the plans that it must not leave: those of `--plan` where that is given.
pub(super) fn arguments(args: &Import) -> Result<(Import, Option<Vec<SavedPlan>>), Failure> {
    let Some(path) = &args.plan else {
        return Ok((args.clone(), None));
    };
    let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
    let Some(PlanFile { asked, plans, .. }) = PlanFile::parse(&bytes) else {
        return Err(Failure::new(
            format!("`{}` is not a saved plan", show(path)),
            "`roster import --plan-out FILE` writes one",
        ));
    };
    let Asked {
        paths,
        store,
        assign,
        hours,
        inactivity_timeout,
        sheet,
        update,
        skip_invalid,
    } = asked;
    let args = Import {
        paths,
        store,
        given: GivenArgs {
            assign,
            hours,
            inactivity_timeout,
        },
        sheet,
        update,
        skip_invalid,
        ..args.clone()
    };
    Ok((args, Some(plans)))
}

/// Whether there is a plan already, which is made to be made again. Any other file is refused, and stays.
pub(super) fn is_there(path: &Path) -> Result<bool, Failure> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        // What is written into a pipe or a device such as `/dev/stdout` takes the place of nothing.
        Ok(metadata) if !metadata.is_dir() => return Ok(true),
        Ok(_) => return Err(refused(path)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Failure::writing(path, &error)),
    }
    let bytes = Disk.read(path).map_err(|error| Failure::reading(path, &error))?;
    PlanFile::parse(&bytes).map(|_| true).ok_or_else(|| refused(path))
}

fn refused(path: &Path) -> Failure {
    Failure::new(
        format!("`{}` is there already and is no saved plan", show(path)),
        "nothing was written; name a file that does not exist yet: only a saved plan is replaced by another",
    )
}

/// Writes the file, whole or not at all.
pub(super) fn save(path: &Path, args: &Import, plans: Vec<SavedPlan>) -> Result<(), Failure> {
    let Import {
        paths,
        store,
        given: GivenArgs {
            assign,
            hours,
            inactivity_timeout,
        },
        sheet,
        update,
        skip_invalid,
        ..
    } = args.clone();
    let file = PlanFile {
        rosterkit_plan: VERSION,
        asked: Asked {
            paths,
            store,
            assign,
            hours,
            inactivity_timeout,
            sheet,
            update,
            skip_invalid,
        },
        plans,
    };
    let mut text = serde_json::to_string_pretty(&file).map_err(std::io::Error::from)?;
    text.push('\n');
    let written = disk::write(path, text.as_bytes(), is_there(path)?);
    if written.map_err(|error| Failure::writing(path, &error))? {
        Ok(())
    } else {
        // It has come since, or is a link that leads nowhere.
        Err(refused(path))
    }
}
