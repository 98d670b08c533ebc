//! Sets how the webhooks of a connection to Vapi are verified.

use std::path::PathBuf;

use accounts::connections::check_length;
use anyhow::{Context as _, bail};
use chrono::TimeDelta;
use clap::{Args, Subcommand};
use db::vapi_connections::{self, Verification, previous_webhook_secret_of, webhook_secret_of};
use db::{Db, Role, SealKey, TenantTx};
use domain::{ConnectionId, OrganizationId};
use runtime::clock;
use secrecy::SecretString;
use serde_json::Value;
use vapi::verification::{Plan, Sources, Verifier};

use crate::home::Home;
use crate::input;
use crate::organization::{random_secret, revealed};
use crate::terminal::print;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Connection {
    /// Lists the connections of an organization, and how each is verified
    List {
        #[arg(long)]
        organization: OrganizationId,
    },
    /// Sets how a connection is verified; what is not given stays
    Set(Set),
    /// Gives a connection another secret, and shows it this once where it is made here
    Rotate {
        /// Which: conn_… or a UUID
        id: ConnectionId,
        /// How long the old secret is still taken: 30m, 24h, 7d, or 0h for not at all
        #[arg(long, default_value = "24h", value_parser = input::overlap)]
        overlap: TimeDelta,
        /// Reads the new secret from standard input, instead of making one
        #[arg(long)]
        secret_from_stdin: bool,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Set {
    /// Which: conn_… or a UUID
    id: ConnectionId,
    /// A file with Vapi's authenticationPlan as JSON, without its secret; `-` is standard input
    #[arg(long)]
    plan: Option<PathBuf>,
    /// Reads the secret from standard input; the one from before is no longer taken
    #[arg(long)]
    secret_from_stdin: bool,
    /// A range of addresses from which it may be reached, such as 203.0.113.0/24; may be given again
    #[arg(long, value_name = "CIDR")]
    source: Vec<String>,
    /// It may be reached from everywhere
    #[arg(long, conflicts_with = "source")]
    any_source: bool,
}

pub(crate) async fn run(command: Connection) -> anyhow::Result<()> {
    let (settings, db) = Home::here().database("callflex connection", &[Role::Identity]).await?;
    let key = service::seal_key(&settings)?;
    match command {
        Connection::List { organization } => list(&db, organization).await,
        Connection::Set(options) => set(&db, &key, options).await,
        Connection::Rotate { id, overlap, secret_from_stdin } => {
            let given = if secret_from_stdin { Some(input::secret()?) } else { None };
            rotate(&db, &key, id, (given, overlap)).await
        }
    }
}

async fn list(db: &Db, organization: OrganizationId) -> anyhow::Result<()> {
    let tx = db.tenant(organization).await?;
    let own = vapi_connections::own(&tx).await?;
    if own.is_empty() {
        print("The organization has no connection.");
    }
    for connection in own {
        let Some(row) = vapi_connections::lock_verification(&tx, connection.id).await? else { continue };
        print(line(&connection.label, &row));
    }
    Ok(())
}

fn line(label: &str, row: &Verification) -> String {
    let scheme = match &row.plan {
        Some(plan) => plan.get("type").and_then(Value::as_str).unwrap_or("unreadable"),
        None => "secret",
    };
    let secret = match (&row.webhook_secret, row.previous_secret_until.filter(|until| *until > clock::now()))
    {
        (None, _) => "no secret".to_owned(),
        (Some(_), None) => "one secret".to_owned(),
        (Some(_), Some(until)) => {
            format!("one secret, and the old one until {}", until.format("%F %H:%M UTC"))
        }
    };
    let sources = match row.allowed_sources.as_deref() {
        None | Some([]) => "everywhere".to_owned(),
        Some(ranges) => ranges.join(" "),
    };
    format!("{}  {label}  {scheme}  {secret}  from {sources}", row.id)
}

async fn set(db: &Db, key: &SealKey, options: Set) -> anyhow::Result<()> {
    if options.secret_from_stdin && options.plan.as_deref().is_some_and(input::is_stdin) {
        bail!("standard input can't be both the plan and the secret");
    }
    let plan = options.plan.as_deref().map(|path| plan(&input::text(path)?)).transpose()?;
    let sources = if options.source.is_empty() { None } else { Some(Sources::try_from(options.source)?) };
    let sources = if options.any_source { Some(Sources::default()) } else { sources };
    let secret = if options.secret_from_stdin { Some(input::secret()?) } else { None };

    let (tx, row) = locked(db, options.id).await?;
    let is_judged_anew = plan.is_some() || secret.is_some();
    // What is replaced need not open: it may be for that that it is replaced.
    let mut trust = if secret.is_some() { Trust::without_secrets(&row)? } else { Trust::open(key, &row)? };
    trust.plan = plan.or(trust.plan);
    trust.sources = sources.unwrap_or(trust.sources);
    if let Some(secret) = secret {
        trust.secrets = Secrets { current: Some(secret), previous: None };
    }
    let changed = trust.sealed(key, &row)?;
    if is_judged_anew {
        trust.check_length()?;
    }
    save(tx, &changed).await?;
    print(format!("{} is verified anew.", options.id));
    Ok(())
}

async fn rotate(
    db: &Db,
    key: &SealKey,
    id: ConnectionId,
    (given, overlap): (Option<SecretString>, TimeDelta),
) -> anyhow::Result<()> {
    let (tx, row) = locked(db, id).await?;
    let mut trust = if overlap.is_zero() { Trust::without_secrets(&row)? } else { Trust::open(key, &row)? };
    // Letters and digits that are base64 as well: a plan may have it either way.
    let secret = if let Some(given) = &given { given.clone() } else { random_secret("")? };
    let until = clock::now() + overlap;
    let previous = trust.secrets.current.take().filter(|_| !overlap.is_zero()).map(|old| (old, until));
    let taken = match &previous {
        Some((_, until)) => format!("The old secret is taken until {}.", until.format("%F %H:%M UTC")),
        None => "Only the new secret is taken.".to_owned(),
    };
    trust.secrets = Secrets { current: Some(secret.clone()), previous };
    let changed = trust.sealed(key, &row)?;
    trust.check_length()?;
    save(tx, &changed).await?;
    if given.is_none() {
        print(format!("secret  {}", revealed(&secret)));
    }
    print(taken);
    Ok(())
}

async fn locked(db: &Db, id: ConnectionId) -> anyhow::Result<(TenantTx, Verification)> {
    const NONE: &str = "there is no such connection";
    let tx = db.identity().await?;
    let owner = vapi_connections::owner(&tx, id).await?.context(NONE)?;
    tx.commit().await?;
    let tx = db.tenant(owner).await?;
    let row = vapi_connections::lock_verification(&tx, id).await?.context(NONE)?;
    Ok((tx, row))
}

async fn save(tx: TenantTx, changed: &Verification) -> anyhow::Result<()> {
    if !vapi_connections::set_verification(&tx, changed).await? {
        bail!("there is no such connection");
    }
    Ok(tx.commit().await?)
}

fn plan(text: &str) -> anyhow::Result<Plan> {
    input::json(text).context("could not read the plan")
}

/// How a connection is verified, opened.
struct Trust {
    plan: Option<Plan>,
    sources: Sources,
    secrets: Secrets,
}

struct Secrets {
    current: Option<SecretString>,
    /// Taken until then.
    previous: Option<(SecretString, chrono::DateTime<chrono::Utc>)>,
}

impl Trust {
    /// All but the secrets, which are about to be replaced.
    fn without_secrets(row: &Verification) -> anyhow::Result<Self> {
        let plan = row.plan.clone().map(serde_json::from_value).transpose();
        let sources = row.allowed_sources.clone().map(Sources::try_from).transpose();
        Ok(Self {
            plan: plan.context("could not read the plan that is kept")?,
            sources: sources.context("could not read the sources that are kept")?.unwrap_or_default(),
            secrets: Secrets { current: None, previous: None },
        })
    }

    fn open(key: &SealKey, row: &Verification) -> anyhow::Result<Self> {
        let (place, before) = places(row);
        let open = |place, sealed: &Option<Vec<u8>>| {
            sealed
                .as_deref()
                .map(|sealed| key.open(place, sealed))
                .transpose()
                .context("could not open a secret")
        };
        let previous = open(before, &row.previous_webhook_secret)?.zip(row.previous_secret_until);
        let secrets = Secrets {
            current: open(place, &row.webhook_secret)?,
            previous: previous.filter(|(_, until)| *until > clock::now()),
        };
        Ok(Self { secrets, ..Self::without_secrets(row)? })
    }

    /// Of the secret that proves it from now on.
    fn check_length(&self) -> anyhow::Result<()> {
        let plan = self.plan.clone().unwrap_or_default();
        let Some(secret) = &self.secrets.current else { return Ok(()) };
        check_length(plan.secret_bytes(secret)).context("could not take the secret")
    }

    /// The row of what can be verified; whatever can't is rejected with its field.
    fn sealed(&self, key: &SealKey, row: &Verification) -> anyhow::Result<Verification> {
        let Secrets { current, previous } = &self.secrets;
        let opened = current.iter().chain(previous.iter().map(|(secret, _)| secret)).cloned().collect();
        let plan = self.plan.clone().unwrap_or_default();
        Verifier::new(row.id, &plan, opened, self.sources.clone())
            .context("nothing could be verified like this")?;

        let (place, before) = places(row);
        let seal =
            |place, secret: Option<&SecretString>| secret.map(|secret| key.seal(place, secret)).transpose();
        let is_everyone = self.sources == Sources::default();
        Ok(Verification {
            plan: self.plan.as_ref().map(serde_json::to_value).transpose()?,
            webhook_secret: seal(place, current.as_ref())?,
            previous_webhook_secret: seal(before, previous.as_ref().map(|(secret, _)| secret))?,
            previous_secret_until: previous.as_ref().map(|(_, until)| *until),
            allowed_sources: if is_everyone { None } else { Some(self.sources.clone().into()) },
            id: row.id,
            organization_id: row.organization_id,
        })
    }
}

fn places(row: &Verification) -> (db::SealedIn, db::SealedIn) {
    let (organization, id) = (row.organization_id, row.id);
    (webhook_secret_of(organization, id), previous_webhook_secret_of(organization, id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_that_makes_no_sense_is_rejected_with_its_field() {
        for (text, field) in [
            (r#"{"type":"hmac","algorithm":"sha256","payloadFormat":"{svix-id}.{body}"}"#, "messageIdHeader"),
            (r#"{"type":"hmac","algorithm":"sha256","secretKey":"s"}"#, "secretKey"),
            (r#"{"type":"hmac"}"#, "algorithm"),
            (r#"{"type":"hmac","algorithm":"md5"}"#, "algorithm: "),
            (r#"{"type":"hmac","algorithm":"sha256","includeTimestamp":"yes"}"#, "includeTimestamp: "),
            (r#"{"type":"bearer","headerName":"no name"}"#, "headerName"),
        ] {
            let error = format!("{:#}", plan(text).unwrap_err());
            assert!(error.contains(field), "{error}");
        }
    }

    #[test]
    fn a_secret_in_base64_is_as_long_as_what_it_stands_for() {
        let bytes = |is_base64: bool, secret: &str| {
            let text = format!(r#"{{"type":"hmac","algorithm":"sha256","secretIsBase64":{is_base64}}}"#);
            plan(&text).unwrap().secret_bytes(&secret.into())
        };
        assert_eq!(bytes(true, "c2l4dGVlbiBieXRlcy4uLg=="), 16);
        assert_eq!(bytes(false, "c2l4dGVlbiBieXRlcy4uLg=="), 24);
        assert_eq!(bytes(true, "no base64"), 0);
    }
}
