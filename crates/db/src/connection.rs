//! The pools of the two roles, and the transactions they give.

use std::time::{Duration, Instant};

use domain::OrganizationId;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    FromQueryResult, SqlxPostgresConnector, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use tracing::instrument;

use crate::Result;
use crate::sql::statement;

#[derive(Clone, Debug)]
pub struct DbSettings {
    /// Opens the database as `callflex_app`.
    pub app_url: SecretString,
    /// Opens the database as `callflex_system`.
    pub system_url: SecretString,
    pub min_connections: u32,
    /// Of each role.
    pub max_connections: u32,
    pub connect_timeout: Duration,
    pub acquire_timeout: Duration,
    /// After this Postgres gives a statement up.
    pub statement_timeout: Duration,
    /// Shown in `pg_stat_activity`.
    pub application_name: String,
}

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error(
        "could not connect to Postgres as the role {role}: is it running, migrated, and the address right?"
    )]
    Connect { role: &'static str, source: DbErr },
    #[error("the role {role} may not be used: it {fault}; connect as the role that the migrations made")]
    Role { role: String, fault: String },
}

/// Postgres as the two roles that do the work.
#[derive(Clone, Debug)]
pub struct Db {
    app: DatabaseConnection,
    system: DatabaseConnection,
}

impl Db {
    /// Pools that connect when they are first used: for a process that must start while
    /// Postgres is unavailable.
    pub async fn connect_lazily(settings: &DbSettings) -> std::result::Result<Self, ConnectError> {
        let lazy = |url: &SecretString| {
            let mut options = options(settings, url);
            options.connect_lazy(true).min_connections(0);
            Box::pin(Database::connect(options))
        };
        let failed = |role| move |source| ConnectError::Connect { role, source };
        let app = lazy(&settings.app_url).await.map_err(failed("callflex_app"))?;
        let system = lazy(&settings.system_url).await.map_err(failed("callflex_system"))?;
        Ok(Self { app, system })
    }

    /// The same database through pools beside these, for work that must not wait for others'. They connect
    /// when they are first used; the app's then stays connected. `name` is shown in `pg_stat_activity`.
    #[must_use]
    pub fn apart(&self, name: &str, connections: u32) -> Self {
        let beside = |connection: &DatabaseConnection, kept: u32| {
            let pool = connection.get_postgres_connection_pool();
            let options = pool.options().clone().min_connections(kept).max_connections(connections);
            let connect = pool.connect_options().as_ref().clone().application_name(name);
            // Whoever waits for an answer waits for no connection to be made again.
            let options = options.idle_timeout(None).max_lifetime(None);
            SqlxPostgresConnector::from_sqlx_postgres_pool(options.connect_lazy_with(connect))
        };
        Self { app: beside(&self.app, connections), system: beside(&self.system, 0) }
    }

    /// Rejects roles that row-level security does not hold, now that the database answers.
    pub async fn check_roles(&self) -> std::result::Result<(), ConnectError> {
        reject_power(&self.app, "callflex_app").await?;
        reject_power(&self.system, "callflex_system").await
    }

    /// A transaction that sees the rows of one organization.
    #[instrument(skip_all, fields(organization.id = %organization))]
    pub async fn tenant(&self, organization: OrganizationId) -> Result<TenantTx> {
        let tx = self.app.begin().await?;
        let set = "SELECT set_config('app.current_org_id', $1, true)";
        tx.execute_raw(statement(set, [organization.0.to_string().into()])).await?;
        Ok(TenantTx { tx, organization })
    }

    /// The same for whoever waits until a deadline: Postgres gives up what the transaction still does after it.
    #[instrument(name = "tenant", skip_all, fields(organization.id = %organization))]
    pub async fn tenant_until(&self, organization: OrganizationId, deadline: Instant) -> Result<TenantTx> {
        let tx = self.app.begin().await?;
        let set =
            "SELECT set_config('app.current_org_id', $1, true), set_config('statement_timeout', $2, true)";
        let left = deadline.saturating_duration_since(Instant::now());
        // 0 would mean never.
        let milliseconds = left.as_millis().max(1).to_string();
        tx.execute_raw(statement(set, [organization.0.to_string().into(), milliseconds.into()])).await?;
        Ok(TenantTx { tx, organization })
    }

    /// A transaction that crosses organizations, within what the system role may do.
    #[instrument(skip_all)]
    pub async fn system(&self) -> Result<SystemTx> {
        Ok(SystemTx { tx: self.system.begin().await? })
    }

    /// The host and port where Postgres listens; none where it is reached by a socket of this machine.
    pub fn address(&self) -> Option<(String, u16)> {
        let options = self.app.get_postgres_connection_pool().connect_options();
        let is_remote = options.get_socket().is_none() && !options.get_host().starts_with('/');
        is_remote.then(|| (options.get_host().trim_matches(['[', ']']).to_owned(), options.get_port()))
    }

    /// How to open one more connection as the system role.
    pub(crate) fn system_options(&self) -> PgConnectOptions {
        self.system.get_postgres_connection_pool().connect_options().as_ref().clone()
    }

    /// Whether Postgres answers now.
    pub async fn ping(&self) -> Result<()> {
        self.app.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    pub async fn close(self) {
        for pool in [self.app, self.system] {
            if let Err(error) = pool.close().await {
                tracing::debug!(%error, "Could not close a pool");
            }
        }
    }
}

/// A transaction that sees the rows of one organization. Dropped without `commit` it is rolled back.
#[derive(Debug)]
#[must_use = "dropped without `commit` it is rolled back"]
pub struct TenantTx {
    tx: DatabaseTransaction,
    organization: OrganizationId,
}

impl TenantTx {
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    pub(crate) fn inner(&self) -> &DatabaseTransaction {
        &self.tx
    }

    #[instrument(name = "db.commit", skip_all)]
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

/// A transaction that crosses organizations. Dropped without `commit` it is rolled back.
#[derive(Debug)]
#[must_use = "dropped without `commit` it is rolled back"]
pub struct SystemTx {
    tx: DatabaseTransaction,
}

impl SystemTx {
    pub(crate) fn inner(&self) -> &DatabaseTransaction {
        &self.tx
    }

    #[instrument(name = "db.commit", skip_all)]
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}

fn options(settings: &DbSettings, url: &SecretString) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.expose_secret());
    options
        .min_connections(settings.min_connections)
        .max_connections(settings.max_connections)
        .connect_timeout(settings.connect_timeout)
        .acquire_timeout(settings.acquire_timeout)
        .statement_timeout(settings.statement_timeout)
        .set_application_name(settings.application_name.clone())
        .sqlx_logging(false);
    options
}

#[derive(FromQueryResult)]
struct Power {
    name: String,
    /// What row-level security does not hold about the role.
    fault: Option<String>,
}

async fn reject_power(
    pool: &DatabaseConnection,
    role: &'static str,
) -> std::result::Result<(), ConnectError> {
    // What a role may become counts as what it is: policies and ownership reach through membership.
    let ask = statement(
        "SELECT current_user::text AS name, CASE
             WHEN EXISTS (SELECT FROM pg_roles WHERE rolsuper AND pg_has_role(current_user, oid, 'MEMBER'))
                 THEN 'is a superuser'
             WHEN EXISTS (SELECT FROM pg_roles WHERE rolbypassrls AND pg_has_role(current_user, oid, 'MEMBER'))
                 THEN 'may bypass row-level security'
             WHEN EXISTS (SELECT FROM pg_tables
                          WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'MEMBER'))
                 THEN 'owns tables'
             WHEN $1 <> 'callflex_system' AND pg_has_role(current_user, 'callflex_system', 'MEMBER')
                 THEN 'crosses organizations'
         END AS fault",
        [role.into()],
    );
    let power = Power::find_by_statement(ask)
        .one(pool)
        .await
        .and_then(|power| power.ok_or(DbErr::RecordNotFound("the current role".to_owned())))
        .map_err(|source| ConnectError::Connect { role, source })?;
    match power.fault {
        Some(fault) => Err(ConnectError::Role { role: power.name, fault }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn postgres_is_where_its_url_says_or_behind_a_socket() {
        for (url, address) in [
            ("postgres://user@db.example.com/callflex", Some(("db.example.com", 5432))),
            ("postgres://user@localhost/callflex?host=10.0.0.7&port=6432", Some(("10.0.0.7", 6432))),
            ("postgres://user@[::1]:6432/callflex", Some(("::1", 6432))),
            ("postgres://user@localhost/callflex?host=/var/run/postgresql", None),
            ("postgres://user@%2Fvar%2Frun%2Fpostgresql/callflex", None),
        ] {
            let settings = DbSettings {
                app_url: url.into(),
                system_url: url.into(),
                min_connections: 0,
                max_connections: 1,
                connect_timeout: Duration::from_secs(1),
                acquire_timeout: Duration::from_secs(1),
                statement_timeout: Duration::from_secs(1),
                application_name: "tests".to_owned(),
            };
            let db = Db::connect_lazily(&settings).await.unwrap();
            let address = address.map(|(host, port)| (host.to_owned(), port));
            assert_eq!(db.address(), address, "{url}");
        }
    }
}
