//! Each clause of what a rewriting promises, and every call failing in turn.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Call, Obstacle, Rewrite, Way, rewrite};

const OLD: &[u8] = b"Username\n achen \n";
const NEW: &[u8] = b"Username\nachen\n";

struct Folder(TempDir);

impl Folder {
    fn with_roster() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::write(folder.roster(), OLD).unwrap();
        folder
    }

    fn roster(&self) -> PathBuf {
        self.0.path().join("staff.csv")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.roster()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Rewrites with somebody who is asked before each call.
fn rewrite_if(path: &Path, way: Way, mut may: impl FnMut(Call) -> io::Result<()>) -> Result<(), Obstacle> {
    Rewrite {
        may: &mut may,
        old: OLD,
        new: NEW,
    }
    .run(path, way)
}

#[test]
fn the_new_bytes_take_the_place_of_the_old_and_nothing_else_is_left() {
    for way in [Way::Renamed, Way::InPlace] {
        let folder = Folder::with_roster();
        rewrite(&folder.roster(), OLD, NEW, way).unwrap();
        assert_eq!(folder.bytes(), NEW);
        assert_eq!(folder.names(), ["staff.csv"]);
    }
}

#[test]
fn whatever_call_fails_the_file_is_old_or_new_and_nothing_else_is_left() {
    for error in [
        io::ErrorKind::StorageFull,
        io::ErrorKind::Other,
        io::ErrorKind::PermissionDenied,
    ] {
        for nth in 0.. {
            let folder = Folder::with_roster();
            let (mut calls, mut failed) = (0, None);
            let result = rewrite_if(&folder.roster(), Way::Renamed, |call| {
                calls += 1;
                if calls == nth + 1 {
                    failed = Some(call);
                    return Err(error.into());
                }
                Ok(())
            });
            let wanted = if matches!(failed, None | Some(Call::SyncFolder)) {
                NEW
            } else {
                OLD
            };
            assert_eq!(folder.bytes(), wanted, "{failed:?}");
            assert_eq!(folder.names(), ["staff.csv"], "{failed:?}");
            assert_eq!(result.is_err(), failed.is_some());
            if failed.is_none() {
                assert!(nth > 12, "only {nth} calls");
                break;
            }
        }
    }
}

#[test]
fn in_place_all_that_was_to_be_written_is_kept_where_a_call_fails() {
    for nth in 0.. {
        let folder = Folder::with_roster();
        let mut calls = 0;
        let result = rewrite_if(&folder.roster(), Way::InPlace, |_| {
            calls += 1;
            if calls == nth + 1 {
                Err(io::ErrorKind::StorageFull.into())
            } else {
                Ok(())
            }
        });
        match result {
            Ok(()) => break,
            Err(Obstacle::HalfWritten { kept, .. }) => assert_eq!(fs::read(kept).unwrap(), NEW),
            Err(_) => {
                assert_eq!(folder.bytes(), OLD);
                assert_eq!(folder.names(), ["staff.csv"]);
            }
        }
    }
}

#[test]
fn a_file_that_somebody_wrote_to_is_left_alone_at_whatever_moment() {
    let folder = Folder::with_roster();
    let refused = rewrite(&folder.roster(), b"what was read before", NEW, Way::Renamed);
    assert!(matches!(refused, Err(Obstacle::Changed)), "{refused:?}");
    for moment in [Call::Create, Call::Write, Call::Dress] {
        for theirs in ["Username\nsomebody else\n".as_bytes(), b"Username\nzbergx\n"] {
            let folder = Folder::with_roster();
            let roster = folder.roster();
            let refused = rewrite_if(&roster, Way::Renamed, |call| {
                if call == moment {
                    fs::write(&roster, theirs)
                } else {
                    Ok(())
                }
            });
            assert!(
                matches!(refused, Err(Obstacle::Changed)),
                "{moment:?}: {refused:?}"
            );
            assert_eq!(
                (folder.bytes(), folder.names()),
                (theirs.to_vec(), vec!["staff.csv".to_owned()])
            );
        }
    }
}

#[test]
fn a_disk_that_gives_back_other_bytes_is_noticed() {
    let folder = Folder::with_roster();
    let place = folder.0.path().to_owned();
    let mut syncs = 0;
    let refused = rewrite_if(&folder.roster(), Way::Renamed, |call| {
        syncs += usize::from(call == Call::Sync);
        if call == Call::Sync && syncs == 1 {
            let entries = fs::read_dir(&place)?.filter_map(Result::ok);
            let beside = entries
                .map(|entry| entry.path())
                .find(|path| !path.ends_with("staff.csv"));
            fs::write(beside.unwrap(), "rubbish")?;
        }
        Ok(())
    });
    assert!(matches!(refused, Err(Obstacle::Misread)), "{refused:?}");
    assert_eq!(folder.bytes(), OLD);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    use super::*;

    #[test]
    fn mode_and_attributes_stay_as_they_were() {
        for mode in [0o600, 0o640, 0o664, 0o755] {
            let folder = Folder::with_roster();
            fs::set_permissions(folder.roster(), fs::Permissions::from_mode(mode)).unwrap();
            // Not every file system has attributes of users.
            let has_attributes = xattr::set(folder.roster(), "user.note", b"from HR").is_ok();
            rewrite(&folder.roster(), OLD, NEW, Way::Renamed).unwrap();
            assert_eq!(fs::metadata(folder.roster()).unwrap().mode() & 0o7777, mode);
            let note = xattr::get(folder.roster(), "user.note").ok().flatten();
            assert_eq!(note.is_some(), has_attributes);
        }
    }

    #[test]
    fn while_it_is_written_only_its_owner_may_read_it() {
        let folder = Folder::with_roster();
        fs::set_permissions(folder.roster(), fs::Permissions::from_mode(0o644)).unwrap();
        let place = folder.0.path().to_owned();
        let mut modes = Vec::new();
        rewrite_if(&folder.roster(), Way::Renamed, |call| {
            for entry in fs::read_dir(&place)? {
                let entry = entry?;
                if entry.file_name() != "staff.csv" && matches!(call, Call::Write | Call::Dress) {
                    modes.push(entry.metadata()?.mode() & 0o777);
                }
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(modes, [0o600; 3]);
    }

    #[test]
    fn the_owner_stays_where_whoever_runs_it_may_give_files_away() {
        let folder = Folder::with_roster();
        if chown(folder.roster(), Some(1234), Some(1234)).is_err() {
            return;
        }
        rewrite(&folder.roster(), OLD, NEW, Way::Renamed).unwrap();
        let metadata = fs::metadata(folder.roster()).unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), (1234, 1234));
    }

    #[test]
    fn a_link_stays_a_link_and_the_file_behind_it_is_rewritten() {
        let folder = Folder::with_roster();
        let elsewhere = tempfile::tempdir().unwrap();
        let link = elsewhere.path().join("link.csv");
        symlink(folder.roster(), &link).unwrap();
        rewrite(&link, OLD, NEW, Way::Renamed).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(folder.bytes(), NEW);
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_with_two_names_is_rewritten_only_in_place() {
        let folder = Folder::with_roster();
        let twin = folder.0.path().join("twin.csv");
        fs::hard_link(folder.roster(), &twin).unwrap();
        let refused = rewrite(&folder.roster(), OLD, NEW, Way::Renamed);
        assert!(matches!(refused, Err(Obstacle::HardLinks(2))), "{refused:?}");
        assert_eq!(folder.bytes(), OLD);
        rewrite(&folder.roster(), OLD, NEW, Way::InPlace).unwrap();
        assert_eq!(fs::read(twin).unwrap(), NEW);
        assert_eq!(folder.names(), ["staff.csv", "twin.csv"]);
    }

    #[test]
    fn what_is_write_protected_or_no_file_is_left_alone() {
        let folder = Folder::with_roster();
        fs::set_permissions(folder.roster(), fs::Permissions::from_mode(0o444)).unwrap();
        for way in [Way::Renamed, Way::InPlace] {
            let refused = rewrite(&folder.roster(), OLD, NEW, way);
            assert!(matches!(refused, Err(Obstacle::Protected)), "{refused:?}");
        }
        assert_eq!(folder.bytes(), OLD);
        let refused = rewrite(folder.0.path(), OLD, NEW, Way::Renamed);
        assert!(matches!(refused, Err(Obstacle::NotAFile)), "{refused:?}");
    }
}

/// What `setfacl -d -m user:5:r-x` gives a folder: a version, then kind, rights and number of each entry.
#[cfg(target_os = "linux")]
fn access_list() -> Vec<u8> {
    let none = u32::MAX;
    let entries: [(u16, u16, u32); 5] = [
        (1, 7, none),
        (2, 5, 5),
        (4, 5, none),
        (16, 5, none),
        (32, 0, none),
    ];
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (kind, rights, number) in entries {
        bytes.extend(kind.to_le_bytes());
        bytes.extend(rights.to_le_bytes());
        bytes.extend(number.to_le_bytes());
    }
    bytes
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_folder_hands_out_to_new_files_is_not_given_to_a_rewritten_one() {
    let folder = Folder::with_roster();
    if xattr::set(folder.0.path(), "system.posix_acl_default", &access_list()).is_err() {
        // A file system without access lists hands out none.
        return;
    }
    rewrite(&folder.roster(), OLD, NEW, Way::Renamed).unwrap();
    assert_eq!(folder.bytes(), NEW);
    let lists = xattr::get(folder.roster(), "system.posix_acl_access").unwrap();
    assert_eq!(lists, None);
}
