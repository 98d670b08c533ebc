//! What an older version left behind, as files: its database, its queues, and the messages in them.

use std::fs;
use std::path::Path;

use serde_json::json;
use sqlx::{Connection as _, PgConnection};

use super::broker::{Broker, Message, Topology};
use crate::installation::Installation;

/// What both versions run with: the keys that the fixture's secrets are sealed with, and a ladder whose last
/// rung holds a message for as long as it takes to save it, and no longer than a test may wait.
pub(crate) const VARIABLES: [(&str, &str); 3] = [
    ("SEAL_KEY", "dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZyE="),
    ("JWT_SECRET", "the-secret-of-tests-32-bytes-long"),
    ("CALLFLEX__BUS__RETRY_LADDER", "1s,8s"),
];

/// The queue of the ladder's last rung.
pub(crate) const LAST_RUNG: &str = "callflex.retry.8s";

pub(crate) struct Fixture {
    pub(crate) topology: Topology,
    pub(crate) messages: Vec<Message>,
    /// Statements that make the database, but for its roles.
    pub(crate) database: String,
}

impl Fixture {
    pub(crate) fn read(commit: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade").join(commit);
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        Self {
            topology: serde_json::from_str(&text("topology.json")).unwrap(),
            messages: text("messages.jsonl")
                .lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
            database: text("database.sql"),
        }
    }

    pub(crate) fn write(&self, folder: &Path) {
        let messages: String =
            self.messages.iter().map(|message| serde_json::to_string(message).unwrap() + "\n").collect();
        let topology = serde_json::to_string_pretty(&self.topology).unwrap() + "\n";
        fs::create_dir_all(folder).unwrap();
        for (name, text) in
            [("topology.json", &topology), ("messages.jsonl", &messages), ("database.sql", &self.database)]
        {
            fs::write(folder.join(name), text).unwrap();
        }
    }

    /// Puts all of it onto the servers of an installation that does not run yet.
    pub(crate) async fn restore(&self, installation: &Installation) {
        put_demo_file(&installation.demo_file());
        let mut owner = PgConnection::connect(installation.postgres.url()).await.unwrap();
        // Roles are the server's, and in no dump of a database.
        for sql in ["CREATE ROLE callflex_app; CREATE ROLE callflex_system", &self.database] {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut owner).await.unwrap();
        }
        owner.close().await.unwrap();
        Broker::connect(&installation.rabbitmq.url()).await.restore(&self.topology, &self.messages).await;
    }
}

/// The demo organization's id and secrets, which `callflex up` takes from here.
pub(crate) fn put_demo_file(path: &Path) {
    let demo = json!({
        "organization_id": "org_0195d3a07c417e1b8d3a5f0a9b6c2d11",
        "email": "demo@callflex.local",
        "password": "the-password-of-the-fixture",
        "api_key": "cf_live_the_key_of_the_fixture",
        "vapi_webhook_secret": "the-webhook-secret-of-the-fixture",
        "gateway_url": "",
        "ingest_url": "",
        "sandbox_url": "",
    });
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, demo.to_string()).unwrap();
}
