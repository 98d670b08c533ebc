//! What a person hands to a command: files, standard input, secrets, spans of time.

use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use secrecy::SecretString;
use serde::de::DeserializeOwned;

/// At most 1 MiB: far more than any plan, settings or secret has.
const MAX_BYTES: u64 = 1 << 20;

/// At most 30 days: whoever needs longer to replace a secret has forgotten it.
const MAX_OVERLAP: TimeDelta = TimeDelta::days(30);

/// Whether this stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The text of a file, or of standard input where the path is `-`.
pub(crate) fn text(path: &Path) -> anyhow::Result<String> {
    let read = || -> anyhow::Result<String> {
        if is_stdin(path) { bounded(stdin().lock()) } else { bounded(File::open(path)?) }
    };
    read().with_context(|| format!("could not read {}", path.display()))
}

/// A secret that is typed or piped in, without the end of its line.
pub(crate) fn secret() -> anyhow::Result<SecretString> {
    let text = bounded(stdin().lock()).context("could not read the secret")?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        bail!("the secret on standard input is empty");
    }
    Ok(secret.into())
}

/// Reads JSON; an error names the field that is wrong.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> anyhow::Result<T> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        match error.path().to_string().as_str() {
            "." => anyhow::anyhow!("{}", error.inner()),
            path => anyhow::anyhow!("{path}: {}", error.inner()),
        }
    })?;
    reader.end()?;
    Ok(read)
}

/// How long a secret is still taken after another replaced it: `24h`, `30m`, `7d`, or `0h` for not at all.
pub(crate) fn overlap(text: &str) -> Result<TimeDelta, String> {
    let span = || {
        let unit = text.chars().last()?;
        let count: u32 = text.strip_suffix(unit)?.parse().ok()?;
        match unit {
            'm' => TimeDelta::try_minutes(count.into()),
            'h' => TimeDelta::try_hours(count.into()),
            'd' => TimeDelta::try_days(count.into()),
            _ => None,
        }
    };
    let span = span().ok_or("expected a time such as 30m, 24h or 7d")?;
    if span > MAX_OVERLAP {
        return Err(format!("it is longer than {} days", MAX_OVERLAP.num_days()));
    }
    Ok(span)
}

fn bounded(from: impl Read) -> anyhow::Result<String> {
    let mut text = String::new();
    from.take(MAX_BYTES + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MAX_BYTES {
        bail!("there are more than {MAX_BYTES} bytes");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use domain::OrganizationSettings;

    use super::*;

    #[test]
    fn an_overlap_is_a_bounded_time() {
        assert_eq!(overlap("24h"), Ok(TimeDelta::hours(24)));
        assert_eq!(overlap("30d"), Ok(MAX_OVERLAP));
        assert_eq!(overlap("0h"), Ok(TimeDelta::zero()));
        for text in ["", "h", "24", "-1h", "31d", "1y", "4294967296h", "1é"] {
            assert!(overlap(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_in_json_is_shown_with_its_field() {
        let wrong = json::<OrganizationSettings>(r#"{"notifications": {"sms": {"enabled": "yes"}}}"#);
        let error = wrong.unwrap_err().to_string();
        assert!(error.starts_with("notifications.sms.enabled: invalid type"), "{error}");
        assert!(json::<OrganizationSettings>("{} {}").is_err());
    }
}
