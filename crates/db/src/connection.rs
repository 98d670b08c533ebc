//! The pools of the roles, and the transactions they give.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::OrganizationId;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr,
    SqlxPostgresConnector,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use tracing::instrument;

use crate::begin::begin;
use crate::role::{ConnectError, reject_power};
use crate::sql::statement;
use crate::{Error, IdentityTx, Result, RetentionTx, Role, SystemTx, TenantTx};

/// Where names are looked up: nothing stands before our own tables, neither a schema that has the name of the role
/// nor a temporary table.
const SEARCH_PATH: [(&str, &str); 1] = [("search_path", "public,pg_temp")];

#[derive(Clone, Debug)]
pub struct DbSettings {
    /// Opens the database as `callflex_app`.
    pub app_url: SecretString,
    /// Opens the database as `callflex_system`; none where nothing crosses organizations.
    pub system_url: Option<SecretString>,
    /// Opens the database as `callflex_identity`; none where nobody signs in or is administered.
    pub identity_url: Option<SecretString>,
    /// Opens the database as `callflex_retention`; none where nothing is deleted.
    pub retention_url: Option<SecretString>,
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

impl DbSettings {
    /// The roles beside `callflex_app` that there is an address for.
    fn others(&self) -> impl Iterator<Item = (Role, &SecretString)> {
        let others = [
            (Role::System, &self.system_url),
            (Role::Identity, &self.identity_url),
            (Role::Retention, &self.retention_url),
        ];
        others.into_iter().filter_map(|(role, url)| url.as_ref().map(|url| (role, url)))
    }
}

/// Postgres as the roles that do the work: as `callflex_app`, and as those others that the process uses.
#[derive(Clone, Debug)]
pub struct Db {
    app: DatabaseConnection,
    others: BTreeMap<Role, DatabaseConnection>,
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
        let failed = |role: Role| move |source| ConnectError::Connect { role: role.name(), source };
        let app = lazy(&settings.app_url).await.map_err(failed(Role::App))?;
        let mut others = BTreeMap::new();
        for (role, url) in settings.others() {
            others.insert(role, lazy(url).await.map_err(failed(role))?);
        }
        Ok(Self { app, others })
    }

    /// The same pools, for work that is `callflex_app` and of the other roles only these.
    #[must_use]
    pub fn only(&self, roles: &[Role]) -> Self {
        let others = self.others.iter().filter(|(role, _)| roles.contains(role));
        Self { app: self.app.clone(), others: others.map(|(role, pool)| (*role, pool.clone())).collect() }
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
        let others = self.others.iter().map(|(role, pool)| (*role, beside(pool, 0)));
        Self { app: beside(&self.app, connections), others: others.collect() }
    }

    /// Rejects roles that may do more than they are for, now that the database answers.
    pub async fn check_roles(&self) -> std::result::Result<(), ConnectError> {
        reject_power(&self.app, Role::App).await?;
        for (role, pool) in &self.others {
            reject_power(pool, *role).await?;
        }
        Ok(())
    }

    /// A transaction that sees the rows of one organization.
    #[instrument(skip_all, fields(organization.id = %organization))]
    pub async fn tenant(&self, organization: OrganizationId) -> Result<TenantTx> {
        let tx = begin(&self.app).await?;
        let set = "SELECT set_config('app.current_org_id', $1, true)";
        tx.execute_raw(statement(set, [organization.0.to_string().into()])).await?;
        Ok(TenantTx::new(tx, organization))
    }

    /// The same for whoever waits until a deadline: Postgres gives up what the transaction still does after it.
    #[instrument(name = "tenant", skip_all, fields(organization.id = %organization))]
    pub async fn tenant_until(&self, organization: OrganizationId, deadline: Instant) -> Result<TenantTx> {
        let tx = begin(&self.app).await?;
        let set =
            "SELECT set_config('app.current_org_id', $1, true), set_config('statement_timeout', $2, true)";
        let left = deadline.saturating_duration_since(Instant::now());
        // 0 would mean never.
        let milliseconds = left.as_millis().max(1).to_string();
        tx.execute_raw(statement(set, [organization.0.to_string().into(), milliseconds.into()])).await?;
        Ok(TenantTx::new(tx, organization))
    }

    /// A transaction that crosses organizations, within what the system role may do.
    #[instrument(skip_all)]
    pub async fn system(&self) -> Result<SystemTx> {
        Ok(SystemTx::new(self.begin_as(Role::System).await?))
    }

    /// A transaction that sees people, their memberships and keys.
    #[instrument(skip_all)]
    pub async fn identity(&self) -> Result<IdentityTx> {
        Ok(IdentityTx::new(self.begin_as(Role::Identity).await?))
    }

    /// A transaction that deletes what is old enough.
    #[instrument(skip_all)]
    pub async fn retention(&self) -> Result<RetentionTx> {
        Ok(RetentionTx::new(self.begin_as(Role::Retention).await?))
    }

    async fn begin_as(&self, role: Role) -> Result<DatabaseTransaction> {
        let pool = self.others.get(&role).ok_or_else(|| unused(role))?;
        Ok(begin(pool).await?)
    }

    /// The host and port where Postgres listens; none where it is reached by a socket of this machine.
    pub fn address(&self) -> Option<(String, u16)> {
        let options = self.app.get_postgres_connection_pool().connect_options();
        let is_remote = options.get_socket().is_none() && !options.get_host().starts_with('/');
        is_remote.then(|| (options.get_host().trim_matches(['[', ']']).to_owned(), options.get_port()))
    }

    /// How to open one more connection as `callflex_app`.
    pub(crate) fn app_options(&self) -> PgConnectOptions {
        self.app.get_postgres_connection_pool().connect_options().as_ref().clone()
    }

    /// Whether Postgres answers now.
    pub async fn ping(&self) -> Result<()> {
        self.app.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    pub async fn close(self) {
        for pool in std::iter::once(self.app).chain(self.others.into_values()) {
            if let Err(error) = pool.close().await {
                tracing::debug!(%error, "Could not close a pool");
            }
        }
    }
}

/// How a session of ours is opened, whatever the role's own settings are.
pub(crate) fn session(options: PgConnectOptions) -> PgConnectOptions {
    options.options(SEARCH_PATH)
}

/// A fault of our code: a process is given the roles that it uses.
fn unused(role: Role) -> Error {
    Error::Failed(DbErr::Custom(format!("this process was not given the role {role}")))
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
        .map_sqlx_postgres_opts(session)
        .sqlx_logging(false);
    options
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
                system_url: None,
                identity_url: None,
                retention_url: None,
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
