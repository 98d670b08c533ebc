//! The world of a test that needs a database and nothing else.

use std::sync::atomic::{AtomicUsize, Ordering};

use db::{Db, Role};
use runtime::Settings;
use serde_json::Value;
use service::db_settings;

use crate::database::{Database, Leftover};
use crate::{environment, variables};

/// A database of one's own, and its pools. The first part of every [`World`](crate::World).
pub struct Tables {
    pub settings: Settings,
    pub db: Db,
    database: Database,
    tenants: AtomicUsize,
    finished: bool,
}

impl Tables {
    /// Starts on the server that `DATABASE_URL` names.
    pub async fn start() -> Self {
        environment::log();
        let database = Database::create(&environment::server("DATABASE_URL")).await;
        let variables = variables::of_database(database.url(), &variables::PATIENT);
        let settings = Settings::from_sources(variables, None).unwrap();
        let db = Db::connect_lazily(&db_settings(&settings, "testing", &Role::ALL).unwrap()).await.unwrap();
        Self::of(settings, db, database)
    }

    pub(crate) fn of(settings: Settings, db: Db, database: Database) -> Self {
        Self { settings, db, database, tenants: AtomicUsize::new(0), finished: false }
    }

    /// The rows of a query, each as an object, seen by the owner of the database: of all organizations.
    pub async fn query(&self, sql: &str) -> Vec<Value> {
        self.database.rows(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// Runs statements as the owner of the database.
    pub async fn execute(&self, sql: &str) {
        self.database.execute(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The owner's own connections to the database, for what only the owner may do.
    pub fn owner(&self) -> &sqlx::PgPool {
        self.database.owner()
    }

    /// Ends the test. A test that does not is a failed one.
    pub async fn finish(mut self) {
        self.close().await;
    }

    /// The number of the next organization, from 1 on.
    pub(crate) fn next_tenant(&self) -> usize {
        self.tenants.fetch_add(1, Ordering::Relaxed) + 1
    }

    pub(crate) async fn close(&mut self) {
        self.finished = true;
        self.db.clone().close().await;
        self.database.close().await;
        self.database.leftover().drop().await;
    }
}

impl Drop for Tables {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        drop_elsewhere(self.database.leftover());
        assert!(std::thread::panicking(), "call world.finish() at the end of the test");
    }
}

/// On a thread of its own, as a destructor can't wait for what is asynchronous.
fn drop_elsewhere(leftover: Leftover) {
    let work = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(leftover.drop());
    };
    if std::thread::spawn(work).join().is_err() {
        environment::print_error("could not drop the test's database");
    }
}
