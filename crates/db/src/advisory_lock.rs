//! Locks that a session holds for as long as it lives: what one process at a time does.

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};

use crate::connection::session;
use crate::{Db, Error, Result};

/// A lock that this process holds, with a session of its own: losing the session is losing the lock.
#[derive(Debug)]
pub struct AdvisoryLock {
    connection: PgConnection,
}

impl Db {
    /// Takes the lock of a name; `None` while another process holds it.
    pub async fn try_advisory_lock(&self, name: &str) -> Result<Option<AdvisoryLock>> {
        let mut connection = open_session(self.app_options(), name).await?;
        let taken = sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1, 0))").bind(name);
        if taken.fetch_one(&mut connection).await.map_err(failed)? {
            return Ok(Some(AdvisoryLock { connection }));
        }
        connection.close().await.map_err(failed)?;
        Ok(None)
    }
}

impl AdvisoryLock {
    /// Whether the session is still there, and the lock with it.
    pub async fn is_held(&mut self) -> bool {
        self.connection.ping().await.is_ok()
    }
}

/// A connection of one's own. The server notices within half a minute when this host vanishes, and lets go of
/// what it has locked.
pub(crate) async fn open_session(options: PgConnectOptions, name: &str) -> Result<PgConnection> {
    // Its statements come many times a second: none is a line of the log.
    let options = session(options).application_name(name).disable_statement_logging();
    let mut connection = PgConnection::connect_with(&options).await.map_err(failed)?;
    sqlx::query(
        "SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
                set_config('tcp_keepalives_count', '3', false)",
    )
    .execute(&mut connection)
    .await
    .map_err(failed)?;
    Ok(connection)
}

pub(crate) fn failed(error: sqlx::Error) -> Error {
    sea_orm::DbErr::Query(sea_orm::RuntimeErr::SqlxError(error.into())).into()
}
