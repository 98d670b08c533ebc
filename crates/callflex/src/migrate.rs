//! Brings the database up to date.

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
    Ok(db::migrate(database.owner_url()?, &database.app_url()?, &database.system_url()?).await?)
}
