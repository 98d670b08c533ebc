//! Brings the database up to date.

use db::Role;
use runtime::settings::Settings;

use crate::home::Home;
use crate::terminal::print;

pub(crate) async fn migrate() -> anyhow::Result<()> {
    let count = apply(&Home::here().settings()?).await?;
    print(format!("The database is up to date: {count} migrations."));
    Ok(())
}

/// Applies what is missing; returns how many migrations there are.
pub(crate) async fn apply(settings: &Settings) -> anyhow::Result<usize> {
    let database = &settings.database;
    let roles = [
        (Role::App, database.app_url()?),
        (Role::System, database.system_url()?),
        (Role::Identity, database.identity_url()?),
        (Role::Retention, database.retention_url()?),
    ];
    Ok(db::migrate(database.owner_url()?, &roles).await?)
}
