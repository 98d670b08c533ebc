//! A test's own database.

use serde_json::Value;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Connection as _};
use url::Url;
use uuid::Uuid;

use crate::eventually::PATIENCE;
use crate::template;

/// A database that is dropped with its test, and its owner's connections.
pub(crate) struct Database {
    server: Url,
    url: Url,
    name: String,
    owner: PgPool,
}

impl Database {
    /// Clones the template on the server that `server` names as its owner.
    pub(crate) async fn create(server: &Url) -> Self {
        let name = format!("callflex_test_{}", Uuid::new_v4().simple());
        let mut maintenance = template::connect(server).await;
        let template = template::ensure(&mut maintenance, server).await;
        // Copying the files takes half the time of copying them through the log, which is the default.
        let clone = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        template::execute(&mut maintenance, clone).await;
        // A clone has the tables of its template and not the rights on the database itself.
        template::execute(&mut maintenance, format!("REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC")).await;
        maintenance.close().await.unwrap();
        let mut url = server.clone();
        url.set_path(&name);
        // One that connects anew when it must: a test may have restarted the server.
        let pool = PgPoolOptions::new().max_connections(3).acquire_timeout(PATIENCE);
        let owner = pool.connect_lazy(url.as_str()).unwrap();
        Self { server: server.clone(), url, name, owner }
    }

    /// For the owner.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    pub(crate) fn owner(&self) -> &PgPool {
        &self.owner
    }

    /// The rows of a query, each as an object.
    pub(crate) async fn rows(&self, sql: &str) -> Result<Vec<Value>, sqlx::Error> {
        let sql = format!("SELECT to_jsonb(found) FROM ({sql}) AS found");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&self.owner).await
    }

    pub(crate) async fn execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&self.owner).await.map(drop)
    }

    pub(crate) async fn close(&self) {
        self.owner.close().await;
    }

    /// What `drop` needs, to do it elsewhere.
    pub(crate) fn leftover(&self) -> Leftover {
        Leftover { server: self.server.clone(), name: self.name.clone() }
    }
}

pub(crate) struct Leftover {
    server: Url,
    name: String,
}

impl Leftover {
    /// Drops the database even while sessions are connected; keeps it where the environment asks for that.
    pub(crate) async fn drop(self) {
        if std::env::var_os("KEEP_TEST_DATABASES").is_some_and(|keep| !keep.is_empty()) {
            return;
        }
        let mut maintenance = template::connect(&self.server).await;
        template::execute(&mut maintenance, format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
        maintenance.close().await.unwrap();
    }
}
