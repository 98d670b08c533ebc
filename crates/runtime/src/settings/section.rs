//! The settings of one area.

use serde::de::DeserializeOwned;

/// The settings of one area: a struct made by [`settings_of!`](crate::settings_of), in the crate that uses them.
pub trait Section: DeserializeOwned {
    /// The name of its table in `deploy/config/default.toml`, which holds every key of it.
    const NAME: &'static str;

    /// Names a value (its key within the section) that is fine by itself but not together with another one.
    fn contradiction(&self) -> Option<(&'static str, String)> {
        None
    }
}

/// Defines a struct of settings: each field is a key, and its type says how the value is read.
///
/// The crate that uses it depends on `serde`.
#[macro_export]
macro_rules! settings_of {
    (
        $(#[$attribute:meta])*
        $visibility:vis struct $name:ident {
            $($(#[$field_attribute:meta])* $field_visibility:vis $field:ident: $type:ty),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, ::serde::Deserialize)]
        $visibility struct $name {
            $(
                $(#[$field_attribute])*
                #[serde(deserialize_with = "::runtime::settings::read")]
                $field_visibility $field: $type,
            )*
        }

        /// A table within a section.
        impl $crate::settings::Setting for $name {
            fn read<'de, D: ::serde::Deserializer<'de>>(value: D) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(value)
            }
        }
    };
}
