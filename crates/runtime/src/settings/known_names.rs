//! Variables that people and platforms know under names of their own: the manual has them in brackets beside their key.

/// Each name of the manual with its key: `[AMQP_URL]` above `url` in the section `bus` is `bus.url`.
pub(super) fn known_names(manual: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let (mut section, mut name) = ("", None);
    for line in manual.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            name = bracketed(comment).or(name);
        } else if let Some(table) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            (section, name) = (table, None);
        } else if let Some((key, _)) = line.split_once('=') {
            if let Some(name) = name.take() {
                let key = key.trim();
                found.push((
                    name,
                    if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") },
                ));
            }
        } else {
            name = None;
        }
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
        let manual = "# Where it is. [APP_URL]\n# More words.\napp_url = 1\n\n[bus]\n# The address. [AMQP_URL]\nurl = \"\"\n# No name [here].\nprefetch = 16\n";
        let known = [("APP_URL", "app_url".to_owned()), ("AMQP_URL", "bus.url".to_owned())];
        assert_eq!(known_names(manual), known);
    }
}
