//! Looks after the keys that seal secrets in the database.

use accounts::sealed::{self, SealedSecrets};
use anyhow::{Context as _, bail};
use clap::Subcommand;
use db::{Db, SealKey, SealedIn};
use domain::{ConnectionId, OrganizationId};

use crate::home::Home;
use crate::terminal::print;

/// At most 20 are named: enough to see whose they are.
const MAX_NAMED: usize = 20;

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Keys {
    /// Seals every secret in the database anew with `SEAL_KEY`, opened with it or one of `SEAL_KEY_PREVIOUS`
    Rotate,
}

pub(crate) async fn run(command: Keys) -> anyhow::Result<()> {
    match command {
        Keys::Rotate => rotate().await,
    }
}

/// One organization after the other, each whole: run again it goes on where it was interrupted.
async fn rotate() -> anyhow::Result<()> {
    let (settings, db) = Home::here().database("callflex keys", &[db::Role::System]).await?;
    let key = service::seal_key(&settings)?;
    let mut secrets = SealedSecrets::default();
    for organization in organizations(&db).await? {
        let tx = db.tenant(organization).await?;
        sealed::reseal(&tx, &key, &mut secrets)
            .await
            .with_context(|| format!("could not seal the secrets of {organization} anew"))?;
        tx.commit().await?;
    }
    let (opened, outdated) = (secrets.count - secrets.unopened.len(), secrets.outdated);
    print(format!("{opened} secrets are sealed with the key {}, {outdated} of them anew.", key.id()));
    if let Some(unopened) = unopened(&secrets) {
        bail!("{unopened}\nset SEAL_KEY_PREVIOUS to the key they were sealed with, or give them new secrets");
    }
    if outdated > 0 {
        print("Once every process runs with this SEAL_KEY, SEAL_KEY_PREVIOUS is needed no longer.");
    }
    Ok(())
}

/// What is sealed of all organizations, in use or not.
pub(crate) async fn inspect(db: &Db, key: &SealKey) -> anyhow::Result<SealedSecrets> {
    let mut secrets = SealedSecrets::default();
    for organization in organizations(db).await? {
        let tx = db.tenant(organization).await?;
        sealed::inspect(&tx, key, &mut secrets).await?;
        tx.commit().await?;
    }
    Ok(secrets)
}

async fn organizations(db: &Db) -> anyhow::Result<Vec<OrganizationId>> {
    let tx = db.system().await?;
    let organizations = db::organizations::all(&tx).await?;
    tx.commit().await?;
    Ok(organizations)
}

/// Names what does not open; nothing where everything does.
pub(crate) fn unopened(secrets: &SealedSecrets) -> Option<String> {
    let (_, first) = secrets.unopened.first()?;
    let places = named(secrets.unopened.iter().map(|(place, _)| place));
    let (count, all) = (secrets.unopened.len(), secrets.count);
    Some(format!("{count} of {all} sealed secrets can't be opened ({first}):\n{places}"))
}

/// A line for each of the first places.
pub(crate) fn named<'a>(places: impl Iterator<Item = &'a SealedIn> + Clone) -> String {
    let line = |place: &SealedIn| {
        format!("  {} of {} of {}", place.column, ConnectionId(place.row), place.organization)
    };
    let mut lines: Vec<String> = places.clone().take(MAX_NAMED).map(line).collect();
    let more = places.skip(MAX_NAMED).count();
    if more > 0 {
        lines.push(format!("  and {more} more"));
    }
    lines.join("\n")
}
