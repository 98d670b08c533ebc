//! Looks after other systems that send an organization webhooks.

use accounts::connections::check_secret;
use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use db::inbound_integrations::{self, InboundIntegration, previous_secret_of, secret_of};
use db::{Db, SealKey};
use domain::{ConnectionId, IntegrationScheme, OrganizationId};
use runtime::clock;
use secrecy::SecretString;

use crate::home::Home;
use crate::input;
use crate::organization::{random_secret, revealed};
use crate::terminal::print;

/// Words that have another meaning in the address.
const TAKEN: [&str; 4] = ["vapi", "stripe", "twilio", "quarantine"];
const MAX_PROVIDER_BYTES: usize = 64;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Integration {
    /// Lists the integrations of an organization
    List {
        #[arg(long)]
        organization: OrganizationId,
    },
    /// Adds an integration, or replaces it with its secret; shows the secret this once where it is made here
    Set {
        #[command(flatten)]
        which: IntegrationName,
        /// How it proves itself: signed as standardwebhooks.com has it, or by the secret itself
        #[arg(long, value_parser = scheme())]
        scheme: IntegrationScheme,
        /// Reads the secret from standard input, instead of making one
        #[arg(long)]
        secret_from_stdin: bool,
    },
    /// Gives an integration another secret, and shows it this once where it is made here
    Rotate {
        #[command(flatten)]
        which: IntegrationName,
        /// How long the old secret is still taken: 30m, 24h, 7d, or 0h for not at all
        #[arg(long, default_value = "24h", value_parser = input::overlap)]
        overlap: TimeDelta,
        /// Reads the new secret from standard input, instead of making one
        #[arg(long)]
        secret_from_stdin: bool,
    },
    /// Takes nothing more from an integration
    Remove {
        #[command(flatten)]
        which: IntegrationName,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct IntegrationName {
    /// Its word in the address: /api/webhooks/integrations/{provider}
    #[arg(value_parser = provider)]
    provider: String,
    #[arg(long)]
    organization: OrganizationId,
}

/// The secret that was given, checked, or a new one.
fn secret(scheme: IntegrationScheme, is_given: bool) -> anyhow::Result<SecretString> {
    let secret = match (is_given, scheme) {
        (true, _) => input::secret()?,
        // Letters and digits, 48 of them: base64 of 36 bytes as well.
        (false, IntegrationScheme::StandardWebhooks) => random_secret("whsec_")?,
        (false, IntegrationScheme::SharedSecret) => random_secret("")?,
    };
    if scheme == IntegrationScheme::StandardWebhooks {
        standard_webhooks::Secret::try_from(&secret).context("secret")?;
    }
    check_secret(&secret).context("could not take the secret")?;
    Ok(secret)
}

pub(crate) async fn run(command: Integration) -> anyhow::Result<()> {
    let (settings, db) = Home::here().database("callflex integration", &[]).await?;
    let key = service::seal_key(&settings)?;
    match command {
        Integration::List { organization } => list(&db, organization).await,
        Integration::Set { which, scheme, secret_from_stdin } => {
            let secret = secret(scheme, secret_from_stdin)?;
            set(&db, &key, &which, (scheme, &secret)).await?;
            show(&secret, secret_from_stdin);
            print(format!("{} is taken from now on.", which.provider));
            Ok(())
        }
        Integration::Rotate { which, overlap, secret_from_stdin } => {
            rotate(&db, &key, &which, (overlap, secret_from_stdin)).await
        }
        Integration::Remove { which } => remove(&db, &which).await,
    }
}

fn show(secret: &SecretString, is_given: bool) {
    if !is_given {
        print(format!("secret  {}", revealed(secret)));
    }
}

async fn list(db: &Db, organization: OrganizationId) -> anyhow::Result<()> {
    let tx = db.tenant(organization).await?;
    let own = inbound_integrations::own(&tx).await?;
    if own.is_empty() {
        print("The organization has no integration.");
    }
    for row in own {
        let old = row.previous_secret_until.filter(|until| *until > clock::now());
        let old = old.map(|until| format!("  the old secret until {}", until.format("%F %H:%M UTC")));
        print(format!("{}  {}  {}{}", row.id, row.provider, row.scheme, old.unwrap_or_default()));
    }
    Ok(())
}

async fn set(
    db: &Db,
    key: &SealKey,
    which: &IntegrationName,
    (scheme, secret): (IntegrationScheme, &SecretString),
) -> anyhow::Result<()> {
    let id = ConnectionId(clock::new_id());
    let integration = InboundIntegration {
        id,
        organization_id: which.organization,
        provider: which.provider.clone(),
        scheme,
        secret: key.seal(secret_of(which.organization, id), secret)?,
        previous_secret: None,
        previous_secret_until: None,
    };
    let tx = db.tenant(which.organization).await?;
    inbound_integrations::put(&tx, &integration).await.context("could not save the integration")?;
    Ok(tx.commit().await?)
}

async fn rotate(
    db: &Db,
    key: &SealKey,
    which: &IntegrationName,
    (overlap, is_given): (TimeDelta, bool),
) -> anyhow::Result<()> {
    let organization = which.organization;
    let tx = db.tenant(organization).await?;
    let row = inbound_integrations::lock(&tx, &which.provider).await?;
    let row = row.context("the organization has no such integration")?;
    let secret = secret(row.scheme, is_given)?;
    let until = (!overlap.is_zero()).then(|| clock::now() + overlap);
    let previous = if until.is_some() {
        let old = key.open(secret_of(organization, row.id), &row.secret)?;
        Some(key.seal(previous_secret_of(organization, row.id), &old)?)
    } else {
        None
    };
    let changed = InboundIntegration {
        secret: key.seal(secret_of(organization, row.id), &secret)?,
        previous_secret: previous,
        previous_secret_until: until,
        ..row
    };
    inbound_integrations::put(&tx, &changed).await?;
    tx.commit().await?;
    show(&secret, is_given);
    print(match until {
        Some(until) => format!("The old secret is taken until {}.", until.format("%F %H:%M UTC")),
        None => "Only the new secret is taken.".to_owned(),
    });
    Ok(())
}

async fn remove(db: &Db, which: &IntegrationName) -> anyhow::Result<()> {
    let tx = db.tenant(which.organization).await?;
    if !inbound_integrations::remove(&tx, &which.provider).await? {
        bail!("the organization has no such integration");
    }
    tx.commit().await?;
    print(format!("{} is no longer taken.", which.provider));
    Ok(())
}

fn scheme() -> impl TypedValueParser<Value = IntegrationScheme> {
    PossibleValuesParser::new(IntegrationScheme::WORDS).try_map(|word| word.parse())
}

fn provider(text: &str) -> Result<String, String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_word = (1..=MAX_PROVIDER_BYTES).contains(&text.len())
        && text.bytes().next().is_some_and(is_plain)
        && text.bytes().all(|byte| is_plain(byte) || byte == b'-');
    if !is_word {
        return Err(format!("expected up to {MAX_PROVIDER_BYTES} small letters, digits and hyphens"));
    }
    if TAKEN.contains(&text) {
        return Err("this word has another meaning in the address".to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_a_word_of_an_address() {
        let longest = "a".repeat(MAX_PROVIDER_BYTES);
        for text in ["calendar", "9-to-5", longest.as_str()] {
            assert_eq!(provider(text).as_deref(), Ok(text));
        }
        let longer = "a".repeat(MAX_PROVIDER_BYTES + 1);
        for text in ["", "Calendar", "-a", "a/b", "vapi", "é", longer.as_str()] {
            assert!(provider(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_new_secret_fits_its_scheme() {
        for scheme in IntegrationScheme::ALL {
            secret(*scheme, false).unwrap();
        }
    }
}
