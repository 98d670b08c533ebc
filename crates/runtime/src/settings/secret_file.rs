//! Secrets that are given by files, as Compose and Kubernetes hand them out.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// At most 64 KiB: far more than any key or address has. A larger file was named by mistake.
const MAX_BYTES: u64 = 64 * 1024;

/// The text of a file, without the end of its last line.
pub(super) fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let length = File::open(path)?.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if u64::try_from(length).map_or(true, |length| length > MAX_BYTES) {
        return Err(io::Error::other(format!("it has more than {MAX_BYTES} bytes")));
    }
    text.truncate(text.trim_end_matches(['\r', '\n']).len());
    Ok(text)
}
