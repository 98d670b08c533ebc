//! What RabbitMQ has on disk of its quorum queues.

use std::path::Path;
use std::{fs, io};

/// Where the names are.
const LISTS: [&str; 2] = ["names.dets", "meta.dets"];

/// Whether each queue that has a directory here is in the lists too.
pub(crate) fn are_listed(directory: &Path) -> io::Result<bool> {
    let queues = queues(directory)?;
    for list in LISTS {
        let list = fs::read(directory.join(list))?;
        if !queues.iter().all(|queue| contains(&list, queue)) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn queues(directory: &Path) -> io::Result<Vec<String>> {
    let mut queues = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            queues.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(queues)
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
