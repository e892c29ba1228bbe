//! The file of a saved plan: what was asked for, and what it was planned from.

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
    let file: Option<PlanFile> = serde_json::from_slice(&bytes).ok();
    let Some(PlanFile {
        rosterkit_plan: VERSION,
        asked,
        plans,
    }) = file
    else {
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

/// Writes the file. A plan that is there already is written over: it is made to be made again.
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
    disk::write(path, text.as_bytes(), true).map_err(|error| Failure::writing(path, &error))?;
    Ok(())
}
