//! Brings the database up to date.

use std::time::{Duration, Instant};

use db::{MigrateError, Role};
use runtime::error_chain;
use runtime::settings::Settings;

use crate::home::Home;
use crate::terminal::print;

/// 1 minute: a server that starts, or recovers from a crash, takes seconds. One that isn't there by then isn't coming.
const PATIENCE: Duration = Duration::from_mins(1);

/// 500 ms before Postgres is asked again.
const ASK_AGAIN: Duration = Duration::from_millis(500);

pub(crate) async fn migrate() -> anyhow::Result<()> {
    let count = apply(&Home::here().settings()?).await?;
    print(format!("The database is up to date: {count} migrations."));
    Ok(())
}

/// Applies what is missing, once Postgres is there; returns how many migrations there are.
pub(crate) async fn apply(settings: &Settings) -> anyhow::Result<usize> {
    let (began, mut has_told) = (Instant::now(), false);
    loop {
        match once(settings).await? {
            Err(error) if error.is_unavailable() && began.elapsed() < PATIENCE => {
                if !has_told {
                    print(format!("Waiting for Postgres: {}", error_chain(&error)));
                    has_told = true;
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
            outcome => return Ok(outcome?),
        }
    }
}

async fn once(settings: &Settings) -> anyhow::Result<Result<usize, MigrateError>> {
    let database = &settings.database;
    let roles = [
        (Role::App, database.app_url()?),
        (Role::System, database.system_url()?),
        (Role::Identity, database.identity_url()?),
        (Role::Retention, database.retention_url()?),
    ];
    Ok(db::migrate(database.owner_url()?, &roles).await)
}
