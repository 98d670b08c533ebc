//! What `deploy/config/default.toml` says of each setting.

use super::text;

/// A setting with its table before it: `bus.prefetch`.
pub(super) struct Entry {
    pub(super) key: String,
    /// The variable that is in brackets beside it.
    pub(super) name: Option<String>,
    pub(super) is_secret: bool,
    pub(super) default: String,
}

impl Entry {
    /// The variable that sets it.
    pub(super) fn variable(&self) -> String {
        let prefixed = || format!("CALLFLEX__{}", self.key.replace('.', "__").to_uppercase());
        self.name.clone().unwrap_or_else(prefixed)
    }

    /// Addresses within a container are its image's.
    pub(super) fn is_address_to_bind(&self) -> bool {
        self.key.ends_with("bind")
    }

    pub(super) fn table(&self) -> &str {
        self.key.split_once('.').map_or("", |(table, _)| table)
    }
}

pub(super) fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    let (mut table, mut comment) = (String::new(), String::new());
    for line in text("deploy/config/default.toml").lines().map(str::trim) {
        if let Some(more) = line.strip_prefix('#') {
            comment.push_str(more);
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = format!("{name}.");
        } else if let Some((key, default)) = line.split_once('=') {
            let name =
                comment.rsplit_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(name, _)| name);
            entries.push(Entry {
                key: format!("{table}{}", key.trim()),
                name: name
                    .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
                    .map(str::to_owned),
                is_secret: comment.contains("Secret."),
                default: default.trim().trim_matches('"').to_owned(),
            });
        }
        comment.clear();
    }
    assert!(entries.len() > 50, "the manual could not be read");
    entries
}

/// The default of a setting.
pub(super) fn default_of(key: &str) -> String {
    entries().into_iter().find(|entry| entry.key == key).unwrap().default
}
