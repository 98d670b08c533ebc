use std::fs;
use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::account::{Account, WhenOrphaned};
use crate::{StartError, process_tree};

/// Reachable by every account, and kept over a restart of the machine.
const REACHABLE: &str = "/var/tmp";

/// Long enough for the server of a killed run to shut down by itself.
const LEFTOVER_WITHIN: Duration = Duration::from_secs(10);

/// At most 2,000 bytes of a log are shown when a server fails to start: its end names the cause.
const LAST_WORDS: u64 = 2_000;

/// A server's own directory, owned by its account and locked for as long as this value lives.
pub(crate) struct Place {
    directory: PathBuf,
    owner: Option<(u32, u32)>,
    temporary: bool,
    _lock: File,
}

impl Place {
    pub(crate) fn take(directory: &Path, account: &Account, temporary: bool) -> Result<Self, StartError> {
        let (directory, owner) = match account {
            Account::Ourselves => (own_directory(directory)?, None),
            Account::System { name, user, group } => {
                (directory_for(directory, account, (*user, *group), name)?, Some((*user, *group)))
            }
        };
        let lock_file = directory.join("lock");
        let lock = File::create(&lock_file).map_err(StartError::prepare(&lock_file))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { directory, owner, temporary, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(StartError::InUse(directory)),
            Err(TryLockError::Error(source)) => Err(StartError::Prepare { path: lock_file, source }),
        }
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn join(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    /// Waits for the server of a run that was killed, then kills it: the lock is ours, so it has no owner. It
    /// is the one whose command line names this directory.
    pub(crate) async fn clear_leftovers(&self, program: &str, named: &Path) {
        let left = process_tree::running_on(program, named);
        if left.is_empty() {
            return;
        }
        tracing::info!(program, "waiting for the server that a killed run left behind");
        if !process_tree::gone(&left, LEFTOVER_WITHIN).await {
            for process in left {
                process_tree::kill(process).await;
            }
        }
    }

    /// Writes a file that only the server's account can read.
    pub(crate) fn write(&self, name: &str, content: &str) -> Result<PathBuf, StartError> {
        let path = self.join(name);
        let write = || {
            fs::write(&path, "")?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
            self.give(&path)?;
            fs::write(&path, content)
        };
        write().map_err(StartError::prepare(&path))?;
        Ok(path)
    }

    /// The password of the server's account, made at the first start.
    pub(crate) fn password(&self) -> Result<String, StartError> {
        let path = self.join("password");
        match fs::read_to_string(&path) {
            Ok(password) if !password.is_empty() => Ok(password),
            Ok(_) => self.new_password(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.new_password(),
            Err(source) => Err(StartError::Prepare { path, source }),
        }
    }

    /// Sends what the command prints to an empty log file; the last run's stays beside it as `<name>.old`.
    pub(crate) fn log_output(&self, command: &mut Command, name: &str) -> Result<(), StartError> {
        let path = self.join(name);
        let open = || {
            match fs::rename(&path, self.join(&format!("{name}.old"))) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let output = File::create(&path)?;
            Ok((output.try_clone()?, output))
        };
        let (output, errors) = open().map_err(StartError::prepare(&path))?;
        command.stdout(output).stderr(errors);
        Ok(())
    }

    pub(crate) fn last_words(&self, log: &str) -> String {
        let path = self.join(log);
        last_words(&path).unwrap_or_else(|error| format!("(could not read {}: {error})", path.display()))
    }

    fn new_password(&self) -> Result<String, StartError> {
        let password = uuid::Uuid::new_v4().simple().to_string();
        self.write("password", &password)?;
        Ok(password)
    }

    fn give(&self, path: &Path) -> io::Result<()> {
        match self.owner {
            Some((user, group)) => chown(path, Some(user), Some(group)),
            None => Ok(()),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary
            && let Err(error) = fs::remove_dir_all(&self.directory)
        {
            tracing::warn!(directory = %self.directory.display(), %error, "could not remove a temporary directory");
        }
    }
}

fn own_directory(requested: &Path) -> Result<PathBuf, StartError> {
    if let Some(parent) = requested.parent() {
        fs::create_dir_all(parent).map_err(StartError::prepare(parent))?;
    }
    match DirBuilder::new().mode(0o700).create(requested) {
        Err(source) if source.kind() != io::ErrorKind::AlreadyExists => {
            Err(StartError::Prepare { path: requested.to_path_buf(), source })
        }
        _ => requested.canonicalize().map_err(StartError::prepare(requested)),
    }
}

/// The requested directory, or one in `/var/tmp` when the account can't reach it, as below a home directory
/// of mode 0700.
fn directory_for(
    requested: &Path,
    account: &Account,
    owner: (u32, u32),
    name: &str,
) -> Result<PathBuf, StartError> {
    let give = |path: &Path| chown(path, Some(owner.0), Some(owner.1)).map_err(StartError::prepare(path));
    let requested = own_directory(requested)?;
    give(&requested)?;
    if reaches(account, &requested)? {
        return Ok(requested);
    }
    let substitute = Path::new(REACHABLE).join(format!("callflex-{:016x}", stable_hash(&requested)));
    let found = own_directory(&substitute)?;
    // Anyone may write to /var/tmp: what another account put there under this name is not ours to hand over.
    let metadata = fs::symlink_metadata(&substitute).map_err(StartError::prepare(&substitute))?;
    if !metadata.is_dir() || ![0, owner.0].contains(&metadata.uid()) {
        let source = io::Error::other("it belongs to another account");
        return Err(StartError::Prepare { path: substitute, source });
    }
    give(&found)?;
    tracing::info!("the account {name} can't reach {}: using {}", requested.display(), found.display());
    Ok(found)
}

fn reaches(account: &Account, directory: &Path) -> Result<bool, StartError> {
    let status = account
        .command(Path::new("test"), WhenOrphaned::Kill)
        .arg("-w")
        .arg(directory)
        .status()
        .map_err(|source| StartError::Run { program: "setpriv", source })?;
    Ok(status.success())
}

/// FNV-1a: the same on every machine and with every compiler, so that a directory is found again.
fn stable_hash(path: &Path) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

fn last_words(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LAST_WORDS)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_has_the_same_substitute_on_every_machine() {
        // The published vector of FNV-1a.
        assert_eq!(stable_hash(Path::new("foobar")), 0x8594_4171_f739_67e8);
    }
}
