//! The languages that callers are spoken to in.

use crate::string_enum::string_enum;

string_enum! {
    /// A language that callers are spoken to in.
    #[derive(Default)]
    pub enum Language {
        #[default]
        En = "en",
        Ru = "ru",
    }
}

impl Language {
    /// The language of a tag such as `ru` or `ru-RU`; `None` for one that is not spoken.
    pub fn of_tag(tag: &str) -> Option<Self> {
        tag.split(['-', '_']).next()?.to_ascii_lowercase().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_by_its_first_part() {
        assert_eq!(Language::of_tag("ru-RU"), Some(Language::Ru));
        assert_eq!(Language::of_tag("EN_us"), Some(Language::En));
        assert_eq!(Language::of_tag("multi"), None);
    }
}
