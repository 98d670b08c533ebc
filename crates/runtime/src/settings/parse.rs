//! How single values are read from text. Each error shows the text, except a secret's.

use std::net::SocketAddr;
use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use secrecy::SecretString;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use url::Url;

/// Reads a number that fits its type.
pub(super) fn number<'de, D, T>(value: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err = ParseIntError>,
{
    let text = String::deserialize(value)?;
    text.parse().map_err(|error: ParseIntError| {
        D::Error::custom(match error.kind() {
            IntErrorKind::PosOverflow => format!("'{text}' is too large"),
            IntErrorKind::NegOverflow | IntErrorKind::Zero => format!("'{text}' is too small"),
            _ if text.starts_with('-') => format!("'{text}' is too small"),
            _ => format!("'{text}' is not a number"),
        })
    })
}

/// Reads `500ms`, `2s`, `10m` or `1h`; longer than zero.
pub(super) fn duration<'de, D: Deserializer<'de>>(value: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(value)?;
    parse_duration(&text).map_err(D::Error::custom)
}

pub(super) fn optional_duration<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Duration>, D::Error> {
    match String::deserialize(value)? {
        text if text.is_empty() => Ok(None),
        text => parse_duration(&text).map(Some).map_err(D::Error::custom),
    }
}

/// Reads a list of durations, or text with commas between them; not empty.
pub(super) fn durations<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<Duration>, D::Error> {
    let texts = value.deserialize_any(List)?;
    if texts.is_empty() {
        return Err(D::Error::custom("the list is empty"));
    }
    texts.iter().map(|text| parse_duration(text.trim()).map_err(D::Error::custom)).collect()
}

/// Reads a list of texts, or one text with commas between them; may be empty.
pub(super) fn texts<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    let texts = value.deserialize_any(List)?;
    Ok(texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect())
}

/// Reads a list of ranges of addresses such as `10.0.0.0/8`; may be empty.
pub(super) fn networks<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<IpNet>, D::Error> {
    let read = |text: &String| {
        let error = || D::Error::custom(format!("'{text}' is not a range of addresses such as 10.0.0.0/8"));
        text.parse().map_err(|_| error())
    };
    texts(value)?.iter().map(read).collect()
}

/// Reads a list of secrets; may be empty.
pub(super) fn secrets<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<SecretString>, D::Error> {
    Ok(texts(value)?.into_iter().map(SecretString::from).collect())
}

pub(super) fn address<'de, D: Deserializer<'de>>(value: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(value)?;
    text.parse()
        .map_err(|_| D::Error::custom(format!("'{text}' is not an address and port such as 127.0.0.1:8080")))
}

pub(super) fn url<'de, D: Deserializer<'de>>(value: D) -> Result<Url, D::Error> {
    let text = String::deserialize(value)?;
    match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url),
        _ => Err(D::Error::custom(format!("'{text}' is not an http or https address"))),
    }
}

pub(super) fn optional_url<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Url>, D::Error> {
    match String::deserialize(value)? {
        text if text.is_empty() => Ok(None),
        text => url(serde::de::value::StringDeserializer::<D::Error>::new(text)).map(Some),
    }
}

pub(super) fn optional_text<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(value)?;
    Ok((!text.is_empty()).then_some(text))
}

pub(super) fn optional_secret<'de, D: Deserializer<'de>>(value: D) -> Result<Option<SecretString>, D::Error> {
    Ok(optional_text(value)?.map(SecretString::from))
}

/// Reads an address that holds a password, of one of the schemes.
pub(super) fn optional_secret_url<'de, D: Deserializer<'de>>(
    value: D,
    schemes: &[&str],
) -> Result<Option<SecretString>, D::Error> {
    let Some(text) = optional_text(value)? else {
        return Ok(None);
    };
    match Url::parse(&text) {
        Ok(url) if schemes.contains(&url.scheme()) => Ok(Some(SecretString::from(text))),
        _ => Err(D::Error::custom(format!(
            "is not an address that begins with {}://",
            schemes.join(":// or ")
        ))),
    }
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    let error = || format!("'{text}' is not a duration such as 500ms, 2s, 10m or 1h");
    let unit_at = text.find(|character: char| !character.is_ascii_digit()).ok_or_else(error)?;
    let (number, unit) = text.split_at(unit_at);
    let number: u32 = number.parse().map_err(|_| error())?;
    let one = match unit {
        "ms" => Duration::from_millis(1),
        "s" => Duration::from_secs(1),
        "m" => Duration::from_mins(1),
        "h" => Duration::from_hours(1),
        _ => return Err(error()),
    };
    if number == 0 {
        return Err(format!("'{text}' is not longer than zero"));
    }
    Ok(one * number)
}

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Vec<String>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list, or text with commas")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.split(',').map(str::to_owned).collect())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(items))
    }
}
