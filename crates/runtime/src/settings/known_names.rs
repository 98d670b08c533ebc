//! Variables that people and platforms know under names of their own: the manual has them in brackets beside their key.

/// A variable, the setting that it sets, and whether that is a secret.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct KnownName<'a> {
    pub(super) name: &'a str,
    pub(super) key: String,
    pub(super) is_secret: bool,
}

/// Each name of the manual with its key: `[AMQP_URL]` above `url` in the section `bus` is `bus.url`.
pub(super) fn known_names(manual: &str) -> Vec<KnownName<'_>> {
    let mut found = Vec::new();
    let (mut section, mut name, mut is_secret) = ("", None, false);
    for line in manual.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            name = bracketed(comment).or(name);
            is_secret |= comment.contains("Secret.");
            continue;
        }
        if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = table;
        } else if let (Some((key, _)), Some(name)) = (line.split_once('='), name) {
            let key = key.trim();
            let key = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
            found.push(KnownName { name, key, is_secret });
        }
        (name, is_secret) = (None, false);
    }
    found
}

fn bracketed(comment: &str) -> Option<&str> {
    let (_, rest) = comment.rsplit_once('[')?;
    let (name, _) = rest.split_once(']')?;
    let is_variable = |letter: u8| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == b'_';
    (!name.is_empty() && name.bytes().all(is_variable)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_brackets_belongs_to_the_key_below_it() {
        let manual = "# Where it is. [APP_URL]\n# More words.\napp_url = 1\n\n[bus]\n# The address. Secret.\n# [AMQP_URL]\nurl = \"\"\n# No name [here].\nprefetch = 16\n";
        let known = [
            KnownName { name: "APP_URL", key: "app_url".to_owned(), is_secret: false },
            KnownName { name: "AMQP_URL", key: "bus.url".to_owned(), is_secret: true },
        ];
        assert_eq!(known_names(manual), known);
    }
}
