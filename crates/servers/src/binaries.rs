use std::path::{Path, PathBuf};
use std::{env, fs};

/// Debian keeps Postgres' server programs out of `PATH`, one directory a major version.
const DEBIAN_POSTGRES: &str = "/usr/lib/postgresql";

/// Debian's `rabbitmq-server` in `PATH` is a wrapper that changes the user itself; this is the real one.
const DEBIAN_RABBITMQ: &str = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/// The directory of `initdb` and `postgres`: Debian's highest version, else the one in `PATH`.
pub(crate) fn postgres() -> Option<PathBuf> {
    highest_version(Path::new(DEBIAN_POSTGRES))
        .or_else(|| in_path("postgres").and_then(|program| program.parent().map(Path::to_path_buf)))
}

pub(crate) fn rabbitmq() -> Option<PathBuf> {
    let debian = PathBuf::from(DEBIAN_RABBITMQ);
    if debian.is_file() { Some(debian) } else { in_path("rabbitmq-server") }
}

/// What every server is started through.
pub(crate) fn setpriv() -> Option<PathBuf> {
    in_path("setpriv")
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|directory| directory.join(program)).find(|file| file.is_file())
}

fn highest_version(root: &Path) -> Option<PathBuf> {
    fs::read_dir(root)
        .ok()?
        .filter_map(Result::ok)
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("postgres").is_file())
        .max_by_key(|(version, _)| *version)
        .map(|(_, programs)| programs)
}
