//! Who may be the application, and what each role may look at.

use db::{ConnectError, Db, DbSettings, Role};
use futures_util::future::join_all;
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::{Connection as _, Executor as _, PgConnection};
use std::time::Duration;
use testing::Tables;
use url::Url;
use uuid::Uuid;

pub(crate) fn settings(world: &Tables) -> DbSettings {
    let database = &world.settings.database;
    DbSettings {
        app_url: database.app_url().unwrap(),
        system_url: Some(database.system_url().unwrap()),
        identity_url: Some(database.identity_url().unwrap()),
        retention_url: Some(database.retention_url().unwrap()),
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
async fn a_superuser_is_rejected_in_every_place() {
    let world = Tables::start().await;
    let owner = world.settings.database.owner_url().unwrap().clone();
    let as_app = DbSettings { app_url: owner.clone(), ..settings(&world) };
    assert_eq!(rejection(&as_app).await, "is a superuser");
    for settings in as_another(&world, &owner) {
        assert_eq!(rejection(&settings).await, "is a superuser");
    }
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
    let database = &world.settings.database;
    for url in [database.system_url(), database.identity_url(), database.retention_url()] {
        let itself = DbSettings { app_url: url.unwrap(), ..settings(&world) };
        assert_eq!(rejection(&itself).await, "crosses organizations");
    }

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

/// The settings with a role's address in the place of each role's that crosses organizations.
fn as_another(world: &Tables, url: &SecretString) -> [DbSettings; 3] {
    [
        DbSettings { system_url: Some(url.clone()), ..settings(world) },
        DbSettings { identity_url: Some(url.clone()), ..settings(world) },
        DbSettings { retention_url: Some(url.clone()), ..settings(world) },
    ]
}

#[tokio::test]
async fn no_role_may_be_or_become_one_of_the_others() {
    let world = Tables::start().await;
    for other in Role::ALL {
        let member = OwnRole::make(&world, &format!("IN ROLE {other}")).await;
        let rejected = as_another(&world, &member.url()).into_iter().zip(Role::ALL.into_iter().skip(1));
        for (settings, role) in rejected.filter(|(_, role)| *role != other) {
            assert_eq!(rejection(&settings).await, format!("may do what {other} may"), "as {role}");
        }
        member.forget().await;
    }
    world.finish().await;
}

#[tokio::test]
async fn a_process_is_the_roles_that_it_was_given_and_no_other() {
    let world = Tables::start().await;
    let identity = world.db.only(&[Role::Identity]);
    identity.check_roles().await.unwrap();
    identity.identity().await.unwrap().commit().await.unwrap();
    identity.system().await.unwrap_err();
    identity.retention().await.unwrap_err();
    world.finish().await;
}

/// A session of each role, as the services open it.
async fn sessions(world: &Tables) -> [(Role, PgConnection); 4] {
    let database = &world.settings.database;
    let urls = [
        (Role::App, database.app_url()),
        (Role::System, database.system_url()),
        (Role::Identity, database.identity_url()),
        (Role::Retention, database.retention_url()),
    ];
    let open = urls
        .map(async |(role, url)| (role, PgConnection::connect(url.unwrap().expose_secret()).await.unwrap()));
    join_all(open).await.try_into().unwrap()
}

#[tokio::test]
async fn no_role_makes_tables_or_functions_temporary_ones_included() {
    let world = Tables::start().await;
    for (role, mut session) in sessions(&world).await {
        for (make, rejection) in [
            ("CREATE TEMPORARY TABLE claims (a int)", "permission denied to create temporary tables"),
            ("CREATE TABLE mine (a int)", "permission denied for schema public"),
            (
                "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "permission denied for schema public",
            ),
        ] {
            let error = session.execute(sqlx::raw_sql(make)).await.unwrap_err().to_string();
            assert!(error.contains(rejection), "{role}, {make}: {error}");
        }
        session.close().await.unwrap();
    }
    world.finish().await;
}

#[tokio::test]
async fn migrating_forbids_temporary_tables_each_time() {
    let world = Tables::start().await;
    let allowed = async || {
        let allowed = "SELECT has_database_privilege('public', current_database(), 'TEMPORARY') AS allowed";
        world.query(allowed).await[0]["allowed"] == true
    };
    assert!(!allowed().await);
    let named = world.query("SELECT current_database() AS name").await;
    let name = named[0]["name"].as_str().unwrap();
    world.execute(&format!("GRANT TEMPORARY ON DATABASE {name} TO PUBLIC")).await;
    assert!(allowed().await);
    db::migrate(world.settings.database.owner_url().unwrap(), &[]).await.unwrap();
    assert!(!allowed().await);
    world.finish().await;
}

#[tokio::test]
async fn a_name_means_our_own_table_whatever_schema_has_the_name_of_the_role() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for role in Role::ALL {
        world
            .execute(&format!(
                "CREATE SCHEMA {role} AUTHORIZATION {role};
                 CREATE TABLE {role}.claims AS SELECT * FROM public.claims;
                 GRANT ALL ON ALL TABLES IN SCHEMA {role} TO {role}"
            ))
            .await;
    }
    let db = Db::connect_lazily(&settings(&world)).await.unwrap();
    let tx = db.tenant(acme.id).await.unwrap();
    assert!(db::claims::take(&tx, "tests", "search path").await.unwrap());
    tx.commit().await.unwrap();
    db.close().await;
    let taken = world.query("SELECT count(*) FROM public.claims WHERE handler = 'tests'").await;
    assert_eq!(taken, [serde_json::json!({"count": 1})]);
    world.finish().await;
}

#[tokio::test]
async fn what_runs_as_the_owner_looks_names_up_in_our_schema_and_is_nobodys_by_default() {
    let world = Tables::start().await;
    let open = world
        .query(
            "SELECT proname AS relname FROM pg_proc
             WHERE pronamespace = 'public'::regnamespace AND prosecdef
               AND (NOT coalesce('search_path=public, pg_temp' = ANY (proconfig), false)
                    OR has_function_privilege('public', oid, 'EXECUTE'))",
        )
        .await;
    assert!(open.is_empty(), "{open:?}");
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
    let hidden =
        ["users", "webhook_quarantine", "webhook_spool", "outbox", "dead_letters", "_sqlx_migrations"];
    for hidden in hidden {
        assert!(!readable.contains(&hidden.to_owned()), "{hidden} is shown");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_system_role_sees_what_crosses_organizations_and_no_call() {
    let world = Tables::start().await;
    let expected = [
        "assistants",
        "dead_letters",
        "events",
        "inbound_integrations",
        "organizations",
        "outbox",
        "phone_numbers",
        "prompt_trial_arms",
        "prompt_trials",
        "vapi_connections",
        "webhook_spool",
    ];
    assert_eq!(readable_by(&world, "callflex_system").await, expected);
    world.finish().await;
}

#[tokio::test]
async fn sign_in_and_administration_see_who_people_are_and_what_operators_are_shown() {
    let world = Tables::start().await;
    let expected = [
        "api_keys",
        "events",
        "inbound_integrations",
        "memberships",
        "organizations",
        "users",
        "vapi_connections",
        "webhook_quarantine",
    ];
    assert_eq!(readable_by(&world, "callflex_identity").await, expected);
    let narrow = world
        .query(
            "SELECT attrelid::regclass || '.' || attname AS relname FROM pg_attribute
             WHERE attrelid IN ('events'::regclass, 'inbound_integrations'::regclass, 'organizations'::regclass,
                                'vapi_connections'::regclass)
               AND attnum > 0 AND has_column_privilege('callflex_identity', attrelid, attnum, 'SELECT')
             ORDER BY 1",
        )
        .await;
    let expected = [
        "events.position",
        "inbound_integrations.id",
        "inbound_integrations.is_active",
        "inbound_integrations.organization_id",
        "organizations.id",
        "organizations.is_active",
        "organizations.name",
        "vapi_connections.id",
        "vapi_connections.is_active",
        "vapi_connections.organization_id",
    ];
    assert_eq!(crate::catalogue::names(&narrow), expected);
    world.finish().await;
}

#[tokio::test]
async fn whoever_deletes_what_is_old_reads_nothing() {
    let world = Tables::start().await;
    assert!(readable_by(&world, "callflex_retention").await.is_empty());
    world.finish().await;
}

/// The tables that a role may write to.
async fn writable_by(world: &Tables, role: Role) -> Vec<String> {
    let tables = world
        .query(&format!(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND (has_any_column_privilege('{role}', oid, 'INSERT, UPDATE')
                     OR has_table_privilege('{role}', oid, 'DELETE, TRUNCATE')) ORDER BY relname"
        ))
        .await;
    crate::catalogue::names(&tables).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn of_the_roles_that_cross_organizations_only_administration_changes_who_people_are() {
    let world = Tables::start().await;
    assert_eq!(
        writable_by(&world, Role::System).await,
        ["dead_letters", "events", "outbox", "webhook_quarantine", "webhook_spool"]
    );
    assert_eq!(writable_by(&world, Role::Identity).await, ["users", "webhook_quarantine", "webhook_spool"]);
    assert!(writable_by(&world, Role::Retention).await.is_empty());
    world.finish().await;
}

#[tokio::test]
async fn only_whoever_deletes_may_call_what_deletes() {
    let world = Tables::start().await;
    let callable = world
        .query(
            "SELECT role || ' ' || proname AS relname FROM pg_proc,
                 unnest(ARRAY['callflex_app', 'callflex_identity', 'callflex_system']) AS role
             WHERE pronamespace = 'public'::regnamespace AND proname ~ '^(delete|drop)_'
               AND has_function_privilege(role, pg_proc.oid, 'EXECUTE')",
        )
        .await;
    assert!(callable.is_empty(), "{callable:?}");
    world.finish().await;
}
