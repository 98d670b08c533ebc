//! How single values are read. Each error shows the text, except a secret's.

use std::fmt;
use std::net::SocketAddr;
use std::num::{IntErrorKind, NonZeroU16, NonZeroU32, NonZeroUsize, ParseIntError};
use std::time::Duration;

use ipnet::IpNet;
use secrecy::SecretString;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use url::Url;

use super::former_defaults;

/// What a setting may be: a value of one text, a list of them, or a table.
pub trait Setting: Sized {
    fn read<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error>;
}

/// What `settings_of!` puts on each field.
pub fn read<'de, D: Deserializer<'de>, T: Setting>(value: D) -> Result<T, D::Error> {
    T::read(value)
}

/// A value of one text.
pub(super) trait FromText: Sized {
    /// The error says what is wrong with the text.
    fn from_text(text: String) -> Result<Self, String>;
}

impl<T: FromText> Setting for T {
    fn read<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        T::from_text(String::deserialize(value)?).map_err(D::Error::custom)
    }
}

/// Empty text is no value.
impl<T: FromText> Setting for Option<T> {
    fn read<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        match String::deserialize(value)? {
            text if text.is_empty() => Ok(None),
            text => T::from_text(text).map(Some).map_err(D::Error::custom),
        }
    }
}

/// A list, or one text with commas between the values; may be empty.
impl<T: FromText> Setting for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let texts = value.deserialize_any(List)?;
        let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        texts.map(|text| T::from_text(text.to_owned()).map_err(D::Error::custom)).collect()
    }
}

impl FromText for String {
    fn from_text(text: String) -> Result<Self, String> {
        Ok(text)
    }
}

impl FromText for SecretString {
    fn from_text(text: String) -> Result<Self, String> {
        Ok(Self::from(text))
    }
}

impl FromText for Url {
    fn from_text(text: String) -> Result<Self, String> {
        match Self::parse(&text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
            _ => Err(format!("'{text}' is not an http or https address")),
        }
    }
}

impl FromText for SocketAddr {
    fn from_text(text: String) -> Result<Self, String> {
        text.parse().map_err(|_| format!("'{text}' is not an address and port such as 127.0.0.1:8080"))
    }
}

/// A range of addresses.
impl FromText for IpNet {
    fn from_text(text: String) -> Result<Self, String> {
        text.parse().map_err(|_| format!("'{text}' is not a range of addresses such as 10.0.0.0/8"))
    }
}

/// `500ms`, `2s`, `10m` or `1h`; longer than zero.
impl FromText for Duration {
    fn from_text(text: String) -> Result<Self, String> {
        let error = || format!("'{text}' is not a duration such as 500ms, 2s, 10m or 1h");
        let unit_at = text.find(|character: char| !character.is_ascii_digit()).ok_or_else(error)?;
        let (number, unit) = text.split_at(unit_at);
        let number: u32 = number.parse().map_err(|_| error())?;
        let one = match unit {
            "ms" => Self::from_millis(1),
            "s" => Self::from_secs(1),
            "m" => Self::from_mins(1),
            "h" => Self::from_hours(1),
            _ => return Err(error()),
        };
        if number == 0 {
            return Err(format!("'{text}' is not longer than zero"));
        }
        Ok(one * number)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {$(
        impl FromText for $number {
            fn from_text(text: String) -> Result<Self, String> {
                text.parse().map_err(|error| wrong_number(&text, &error))
            }
        }
    )*};
}

numbers! { u32 NonZeroU16 NonZeroU32 NonZeroUsize }

fn wrong_number(text: &str, error: &ParseIntError) -> String {
    match error.kind() {
        IntErrorKind::PosOverflow => format!("'{text}' is too large"),
        IntErrorKind::NegOverflow | IntErrorKind::Zero => format!("'{text}' is too small"),
        _ if text.starts_with('-') => format!("'{text}' is too small"),
        _ => format!("'{text}' is not a number"),
    }
}

/// An address that holds a password, of one of the schemes.
pub(super) fn secret_url(text: String, schemes: &[&str]) -> Result<SecretString, String> {
    match Url::parse(&text) {
        Ok(url) if schemes.contains(&url.scheme()) => {
            if former_defaults::has_password(&url) {
                return Err(former_defaults::ADDRESS.to_owned());
            }
            Ok(SecretString::from(text))
        }
        _ => Err(format!("is not an address that begins with {}://", schemes.join(":// or "))),
    }
}

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Vec<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list, or text with commas")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.split(',').map(str::to_owned).collect())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items))
    }
}
