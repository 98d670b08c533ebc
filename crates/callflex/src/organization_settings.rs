//! Shows and replaces an organization's own settings.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use domain::{OrganizationId, OrganizationSettings};
use serde_json::Value;

use crate::home::Home;
use crate::input;
use crate::terminal::print;

#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Whose: org_… or a UUID
    id: OrganizationId,
    /// Replaces all of them by the JSON of a file; `-` is standard input
    #[arg(long, value_name = "FILE")]
    set: Option<PathBuf>,
}

pub(crate) async fn run(options: Options) -> anyhow::Result<()> {
    let new = options.set.as_deref().map(|path| parse(&input::text(path)?)).transpose()?;
    let (_, db) = Home::here().database("callflex organization", &[]).await?;
    let tx = db.tenant(options.id).await?;
    if let Some(new) = &new
        && !db::organizations::set_settings(&tx, new).await?
    {
        bail!("there is no such organization");
    }
    let organization = db::organizations::own(&tx).await?.context("there is no such organization")?;
    tx.commit().await?;
    print(serde_json::to_string_pretty(&organization.settings)?);
    Ok(())
}

fn parse(text: &str) -> anyhow::Result<OrganizationSettings> {
    let read = || {
        let mut given: Value = input::json(text)?;
        OrganizationSettings::read_numbers(&mut given)?;
        let settings: OrganizationSettings = input::json(&given.to_string())?;
        // Fields that are absent mean their default, so one that is misspelt would switch something off.
        let known = serde_json::to_value(&settings)?;
        match unknown(&given, &known) {
            Some(path) => bail!("{path}: there is no such field"),
            None => Ok(settings),
        }
    };
    read().context("could not read the settings")
}

/// The path of a field that was given and not read.
fn unknown(given: &Value, known: &Value) -> Option<String> {
    let within = |name: String, given: &Value, known: Option<&Value>| match known {
        None if given.is_null() => None,
        None => Some(name),
        Some(known) => unknown(given, known).map(|path| format!("{name}.{path}")),
    };
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => {
            given.iter().find_map(|(name, value)| within(name.clone(), value, known.get(name)))
        }
        (Value::Array(given), Value::Array(known)) => given
            .iter()
            .zip(known)
            .enumerate()
            .find_map(|(at, (given, known))| within(at.to_string(), given, Some(known))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_rejected_with_the_field_that_is_wrong() {
        for (text, field) in [
            (r#"{"notification": {}}"#, "notification: "),
            (r#"{"notifications": {"sms": {"numbrs": []}}}"#, "notifications.sms.numbrs: "),
            (r#"{"notifications": {"sms": {"numbers": ["555"]}}}"#, "notifications.sms.numbers[0]: "),
            (r#"{"transfer_numbers": {"manager": {"number": "+14155550101", "ext": "7"}}}"#, "manager.ext: "),
            (r#"{"country": "UK"}"#, "country: "),
            (r#"{"transfer_numbers": {"manager": "415-555-0101"}}"#, "transfer_numbers.manager: "),
            (
                r#"{"routing": {"callers": [{"numbers": [], "route": {"say": "no"}, "x": 1}]}}"#,
                "callers.0.x: ",
            ),
        ] {
            let error = format!("{:#}", parse(text).unwrap_err());
            assert!(error.contains(field), "{error}");
        }
    }

    #[test]
    fn numbers_are_typed_as_the_country_writes_them() {
        let text = r#"{"country": "GB", "transfer_numbers": {"manager": "(020) 7946-0958 ext 7"}}"#;
        let settings = parse(text).unwrap();
        let manager = settings.transfer_numbers.get("manager").unwrap();
        assert_eq!(manager.number.as_str(), "+442079460958");
        assert_eq!(manager.extension.as_deref(), Some("7"));
    }

    #[test]
    fn what_is_printed_can_be_set() {
        let text = r#"{"transfer_numbers": {"dispatch": "+14155550100", "manager": {"number": "+14155550101", "hours": null}}}"#;
        let settings = parse(text).unwrap();
        assert_eq!(parse(&serde_json::to_string(&settings).unwrap()).unwrap(), settings);
    }
}
