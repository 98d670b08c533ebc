//! Lets a person see unassigned webhooks.

use anyhow::bail;
use db::{Db, Role};

use crate::arguments::Operator;
use crate::home::Home;
use crate::terminal::print;

pub(crate) async fn run(command: Operator) -> anyhow::Result<()> {
    let (_, db) = Home::here().database("callflex operator", &[Role::Identity]).await?;
    match command {
        Operator::Add { email } => {
            if !make(&db, &email).await? {
                bail!("nobody signs in as {email}: add an organization with them as its owner first");
            }
            print(format!("{email} is an operator"));
        }
        Operator::Remove { email } => {
            let tx = db.identity().await?;
            if !db::users::unmake_operator(&tx, &email).await? {
                bail!("no operator signs in as {email}");
            }
            tx.commit().await?;
            print(format!("{email} is no operator any more"));
        }
        Operator::List => {
            let tx = db.identity().await?;
            let operators = db::users::operators(&tx).await?;
            tx.commit().await?;
            if operators.is_empty() {
                print("Nobody is an operator.");
            }
            operators.into_iter().for_each(print);
        }
    }
    Ok(())
}

/// False when nobody has this e-mail address.
pub(crate) async fn make(db: &Db, email: &str) -> anyhow::Result<bool> {
    let tx = db.identity().await?;
    let is_made = db::users::make_operator(&tx, email).await?;
    tx.commit().await?;
    Ok(is_made)
}
