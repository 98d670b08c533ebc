use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use uuid::Uuid;

/// Long enough for what ends by itself after its owner was killed: Postgres still shuts down cleanly.
const GONE_WITHIN: Duration = Duration::from_mins(1);

/// A directory of one test, removed at its end.
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn new() -> Self {
        Self::named(&format!("servers-test-{}", Uuid::new_v4().simple()))
    }

    pub(crate) fn named(name: &str) -> Self {
        let path = env::temp_dir().join(name);
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

/// The processes that work in this directory, or have it in their command line or environment.
pub(crate) fn processes_of(directory: &Path) -> Vec<String> {
    let needle = directory.to_str().unwrap();
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|process| process.file_name().unwrap().to_str().unwrap().parse::<u32>().unwrap_or(0) > 0)
        .filter(|process| process.file_name().unwrap().to_str().unwrap() != std::process::id().to_string())
        .filter_map(|process| {
            let read = |name| fs::read(process.join(name)).unwrap_or_default();
            let command_line = String::from_utf8_lossy(&read("cmdline")).replace('\0', " ");
            let environment = String::from_utf8_lossy(&read("environ")).into_owned();
            let works_in = fs::read_link(process.join("cwd")).unwrap_or_default();
            let is_ours = command_line.contains(needle)
                || environment.contains(needle)
                || works_in.starts_with(directory);
            is_ours.then_some(command_line)
        })
        .collect()
}

pub(crate) fn wait_until_no_process_is_left(directory: &Path) {
    wait_until("no process is left", || processes_of(directory).is_empty());
}

pub(crate) fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < GONE_WITHIN, "waited in vain until {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
