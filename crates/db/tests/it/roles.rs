//! Who may be the application, and what each role may look at.

use db::{ConnectError, Db, DbSettings};
use secrecy::{ExposeSecret as _, SecretString};
use std::time::Duration;
use testing::Tables;
use url::Url;
use uuid::Uuid;

pub(crate) fn settings(world: &Tables) -> DbSettings {
    let database = &world.settings.database;
    DbSettings {
        app_url: database.app_url().unwrap(),
        system_url: database.system_url().unwrap(),
        min_connections: 0,
        max_connections: 2,
        connect_timeout: Duration::from_secs(30),
        acquire_timeout: Duration::from_secs(30),
        statement_timeout: Duration::from_secs(30),
        application_name: "tests".to_owned(),
    }
}

/// Why these settings are rejected.
async fn rejection(settings: &DbSettings) -> String {
    let db = Db::connect_lazily(settings).await.unwrap();
    let rejected = db.check_roles().await.expect_err("a rejection");
    db.close().await;
    match rejected {
        ConnectError::Role { fault, .. } => fault,
        other @ ConnectError::Connect { .. } => panic!("{other:?}"),
    }
}

/// A role of the test's own, as roles belong to the whole server.
struct OwnRole<'a> {
    world: &'a Tables,
    name: String,
}

impl<'a> OwnRole<'a> {
    async fn make(world: &'a Tables, attributes: &str) -> Self {
        let name = format!("test_{}", Uuid::new_v4().simple());
        let role = Self { world, name };
        role.run(&format!("CREATE ROLE {} LOGIN PASSWORD 'test' {attributes}", role.name)).await;
        role
    }

    fn url(&self) -> SecretString {
        let owner = self.world.settings.database.owner_url().unwrap();
        let mut url: Url = owner.expose_secret().parse().unwrap();
        url.set_username(&self.name).unwrap();
        url.set_password(Some("test")).unwrap();
        url.to_string().into()
    }

    async fn run(&self, sql: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(self.world.owner()).await.unwrap();
    }

    async fn forget(self) {
        self.run(&format!("DROP OWNED BY {0}; DROP ROLE {0}", self.name)).await;
    }
}

#[tokio::test]
async fn the_roles_of_the_migrations_are_taken() {
    let world = Tables::start().await;
    let db = Db::connect_lazily(&settings(&world)).await.unwrap();
    db.ping().await.unwrap();
    db.check_roles().await.unwrap();
    db.close().await;
    world.finish().await;
}

#[tokio::test]
async fn a_superuser_is_rejected_in_either_place() {
    let world = Tables::start().await;
    let owner = world.settings.database.owner_url().unwrap().clone();
    let as_app = DbSettings { app_url: owner.clone(), ..settings(&world) };
    assert_eq!(rejection(&as_app).await, "is a superuser");
    let as_system = DbSettings { system_url: owner, ..settings(&world) };
    assert_eq!(rejection(&as_system).await, "is a superuser");
    world.finish().await;
}

#[tokio::test]
async fn a_role_that_may_bypass_row_level_security_is_rejected() {
    let world = Tables::start().await;
    let role = OwnRole::make(&world, "BYPASSRLS").await;
    let settings = DbSettings { app_url: role.url(), ..settings(&world) };
    assert_eq!(rejection(&settings).await, "may bypass row-level security");
    role.forget().await;
    world.finish().await;
}

#[tokio::test]
async fn a_role_that_owns_a_table_is_rejected() {
    let world = Tables::start().await;
    let role = OwnRole::make(&world, "").await;
    role.run(&format!("GRANT ALL ON SCHEMA public TO {0}; ALTER TABLE claims OWNER TO {0}", role.name)).await;
    let settings = DbSettings { app_url: role.url(), ..settings(&world) };
    assert_eq!(rejection(&settings).await, "owns tables");
    role.forget().await;
    world.finish().await;
}

#[tokio::test]
async fn the_application_may_not_be_or_become_the_role_that_crosses_organizations() {
    let world = Tables::start().await;
    let itself = DbSettings { app_url: settings(&world).system_url, ..settings(&world) };
    assert_eq!(rejection(&itself).await, "crosses organizations");

    let role = OwnRole::make(&world, "IN ROLE callflex_system").await;
    let member = DbSettings { app_url: role.url(), ..settings(&world) };
    assert_eq!(rejection(&member).await, "crosses organizations");
    role.forget().await;

    let owner = world.settings.database.owner_url().unwrap().expose_secret().parse::<Url>().unwrap();
    let role = OwnRole::make(&world, &format!("IN ROLE {}", owner.username())).await;
    let member_of_the_owner = DbSettings { app_url: role.url(), ..settings(&world) };
    assert_eq!(rejection(&member_of_the_owner).await, "is a superuser");
    role.forget().await;
    world.finish().await;
}

async fn readable_by(world: &Tables, role: &str) -> Vec<String> {
    let tables = world
        .query(&format!(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND has_any_column_privilege('{role}', oid, 'SELECT') ORDER BY relname"
        ))
        .await;
    crate::catalogue::names(&tables).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn the_application_does_not_see_people_the_spool_or_the_outbox() {
    let world = Tables::start().await;
    let readable = readable_by(&world, "callflex_app").await;
    assert!(readable.contains(&"calls".to_owned()));
    for hidden in ["users", "webhook_quarantine", "webhook_spool", "outbox", "_sqlx_migrations"] {
        assert!(!readable.contains(&hidden.to_owned()), "{hidden} is shown");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_system_role_sees_what_crosses_organizations_and_no_call() {
    let world = Tables::start().await;
    let expected = [
        "api_keys",
        "assistants",
        "events",
        "inbound_integrations",
        "memberships",
        "organizations",
        "outbox",
        "phone_numbers",
        "prompt_trial_arms",
        "prompt_trials",
        "users",
        "vapi_connections",
        "webhook_quarantine",
        "webhook_spool",
    ];
    assert_eq!(readable_by(&world, "callflex_system").await, expected);
    world.finish().await;
}

#[tokio::test]
async fn the_system_role_makes_no_organization_no_member_and_no_key() {
    let world = Tables::start().await;
    let writable = world
        .query(
            "SELECT relname FROM unnest(ARRAY['organizations', 'memberships', 'api_keys']) AS relname
             WHERE has_any_column_privilege('callflex_system', relname, 'INSERT, UPDATE')",
        )
        .await;
    assert!(writable.is_empty(), "{writable:?}");
    world.finish().await;
}
