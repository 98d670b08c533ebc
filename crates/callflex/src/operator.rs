//! Lets a person see what is nobody's.

use anyhow::bail;
use db::Db;

use crate::home::Home;
use crate::terminal::say;

pub(crate) async fn add(email: &str) -> anyhow::Result<()> {
    let (_, resources) = Home::here().resources("callflex operator").await?;
    if !make(&resources.db, email).await? {
        bail!("nobody signs in as {email}: add an organization with them as its owner first");
    }
    say(format!("{email} is an operator"));
    Ok(())
}

/// False when nobody has this e-mail address.
pub(crate) async fn make(db: &Db, email: &str) -> anyhow::Result<bool> {
    let tx = db.system().await?;
    let is_made = db::users::make_operator(&tx, email).await?;
    tx.commit().await?;
    Ok(is_made)
}
