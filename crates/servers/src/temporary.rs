use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use anyhow::Context as _;
use rustix::fs::{StatVfsMountFlags, statvfs};

const PREFIX: &str = "callflex-servers-";

/// Files that are gone with the run needn't go to a disk: making and dropping databases there was a tenth of all work
/// of the tests.
const IN_MEMORY: &str = "/dev/shm";

/// The tests fill half a GB; Docker's own default has 64 MB.
const MEMORY_NEEDED: u64 = 8 << 30;

/// A directory for one run, removed with it. One that a killed run left behind is removed by the next run.
pub(crate) struct Directory {
    path: PathBuf,
    _lock: File,
}

impl Directory {
    pub(crate) fn create() -> anyhow::Result<Self> {
        let root = root();
        remove_abandoned(&root);
        let path = root.join(format!("{PREFIX}{}", uuid::Uuid::new_v4().simple()));
        let create = || {
            fs::create_dir(&path)?;
            let lock = File::create(path.join("lock"))?;
            lock.try_lock()?;
            io::Result::Ok(lock)
        };
        let lock = create().with_context(|| format!("could not create {}", path.display()))?;
        Ok(Self { path, _lock: lock })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

/// The temporary directory that the environment names, else memory where there is plenty.
fn root() -> PathBuf {
    let in_memory = Path::new(IN_MEMORY);
    if env::var_os("TMPDIR").is_none() && is_suitable(in_memory) {
        in_memory.to_path_buf()
    } else {
        env::temp_dir()
    }
}

fn is_suitable(directory: &Path) -> bool {
    statvfs(directory).is_ok_and(|filesystem| {
        let free = filesystem.f_bavail.saturating_mul(filesystem.f_frsize);
        // Tests in documentation are compiled there and run.
        let runs_programs = !filesystem.f_flag.contains(StatVfsMountFlags::NOEXEC);
        runs_programs && free >= MEMORY_NEEDED
    })
}

fn remove_abandoned(root: &Path) {
    let entries = fs::read_dir(root).into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        // Without a lock file the directory is being made this moment, or being removed.
        let Ok(lock) = File::open(entry.path().join("lock")) else {
            continue;
        };
        match lock.try_lock() {
            Ok(()) => remove(&entry.path()),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "could not look at {}", entry.path().display());
            }
        }
    }
}

fn remove(path: &Path) {
    if let Err(error) = fs::remove_dir_all(path) {
        tracing::warn!(%error, "could not remove {}", path.display());
    }
}
