//! Closed lists of words: each is one enum, from the `CHECK` of its column to the API's document.

/// The word is not on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}", .allowed.join(", "))]
pub struct ParseWordError {
    pub allowed: &'static [&'static str],
}

/// An enum that is written as words: in columns, in JSON and to people. Feature `sea-orm` makes it the value
/// of a text column, feature `openapi` an enum of strings in the API's document.
macro_rules! string_enum {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:tt,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType), sea_orm(value_type = "String"))]
        $visibility enum $name {
            $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As [`ALL`](Self::ALL), in words.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::ParseWordError;

            fn from_str(word: &str) -> Result<Self, crate::ParseWordError> {
                let mut all = Self::ALL.iter().copied();
                all.find(|known| known.as_str() == word).ok_or(crate::ParseWordError { allowed: Self::WORDS })
            }
        }
    };
}

pub(crate) use string_enum;

#[cfg(test)]
mod tests {
    use crate::BookingStatus;

    #[test]
    fn a_word_is_read_back_from_text_and_from_json() {
        for status in BookingStatus::ALL {
            assert_eq!(status.as_str().parse(), Ok(*status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.to_string());
            assert_eq!(serde_json::from_value::<BookingStatus>(status.as_str().into()).unwrap(), *status);
        }
    }

    #[test]
    fn a_word_that_is_not_on_the_list_is_answered_with_the_list() {
        let error = "Confirmed".parse::<BookingStatus>().unwrap_err();
        assert_eq!(error.to_string(), "expected one of requested, confirmed, done, no_show, cancelled");
    }
}
