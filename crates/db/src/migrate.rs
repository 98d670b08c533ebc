//! Brings the schema up to date, and lets the roles sign in.

use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection, PgConnection};
use url::Url;

use crate::Role;
use crate::connection::session;

#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error(
        "could not connect to Postgres as the owner of the schema: is it running, and DATABASE_URL right?"
    )]
    Connect(#[source] sqlx::Error),
    #[error("could not migrate the database")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    #[error("could not forbid temporary tables")]
    Forbid(#[source] sqlx::Error),
    #[error("could not read the address of the role {role}: it needs a user and a password")]
    Address { role: &'static str },
    #[error("could not let the role {role} sign in")]
    SignIn { role: &'static str, source: sqlx::Error },
}

/// `SQLSTATE` of a Postgres that is starting or stopping, or has no room for a connection.
const NOT_YET: [&str; 2] = ["57P", "53"];

impl MigrateError {
    /// Whether Postgres could not be reached, or not yet: the same again will do once it is there.
    pub fn is_unavailable(&self) -> bool {
        match self {
            Self::Connect(sqlx::Error::Io(_)) => true,
            Self::Connect(sqlx::Error::Database(error)) => {
                error.code().is_some_and(|code| NOT_YET.iter().any(|class| code.starts_with(class)))
            }
            _ => false,
        }
    }
}

/// Applies what is missing of `migrations/`, as the owner; returns how many there are in all.
///
/// The roles' passwords are taken from the addresses that the services will use. A managed server, where
/// roles are made by other means, is given addresses with other users, which are left alone.
pub async fn migrate(
    owner_url: &SecretString,
    roles: &[(Role, SecretString)],
) -> Result<usize, MigrateError> {
    let migrator = sqlx::migrate!("../../migrations");
    // One of its statements holds a password: none is a line of the log, however slow.
    let options: PgConnectOptions = owner_url.expose_secret().parse().map_err(MigrateError::Connect)?;
    let mut owner = PgConnection::connect_with(&session(options).disable_statement_logging())
        .await
        .map_err(MigrateError::Connect)?;
    migrator.run_direct(None, &mut owner, false).await.map_err(MigrateError::Migrate)?;
    forbid_temporary_tables(&mut owner).await.map_err(MigrateError::Forbid)?;
    for (role, url) in roles {
        sign_in(&mut owner, role.name(), url).await?;
    }
    Ok(migrator.iter().count())
}

/// Each time, as it is a right on the database itself: what is restored or cloned from another has it anew.
async fn forbid_temporary_tables(owner: &mut PgConnection) -> Result<(), sqlx::Error> {
    let revoke: String = sqlx::query_scalar(
        "SELECT format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database())",
    )
    .fetch_one(&mut *owner)
    .await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(revoke)).execute(&mut *owner).await?;
    Ok(())
}

async fn sign_in(
    owner: &mut PgConnection,
    role: &'static str,
    url: &SecretString,
) -> Result<(), MigrateError> {
    let address = Url::parse(url.expose_secret()).map_err(|_| MigrateError::Address { role })?;
    if address.username() != role {
        return Ok(());
    }
    let password = address.password().ok_or(MigrateError::Address { role })?;
    let failed = |source| MigrateError::SignIn { role, source };
    // A role's password is no parameter of a statement: the server itself quotes it. Two databases of one
    // server may be migrated at once, and their roles are the same rows.
    let mut tx = owner.begin().await.map_err(failed)?;
    sqlx::query("SELECT pg_advisory_xact_lock(hashtext('callflex roles'))")
        .execute(&mut *tx)
        .await
        .map_err(failed)?;
    let alter: String =
        sqlx::query_scalar("SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)")
            .bind(role)
            .bind(password)
            .fetch_one(&mut *tx)
            .await
            .map_err(failed)?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(alter)).execute(&mut *tx).await.map_err(failed)?;
    tx.commit().await.map_err(failed)
}
