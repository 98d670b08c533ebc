//! Row-level security from the point of view of the one who is held by it.

use domain::OrganizationId;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use testing::{Tables, Tenant};

use crate::catalogue::TENANT_TABLES;
use crate::filling::fill;

/// A table, the column that names the organization, and what the application's role may do.
#[derive(Debug)]
struct Table {
    name: String,
    owner: String,
    reads: bool,
    inserts: bool,
    updates: bool,
    /// All that may be inserted.
    columns: String,
}

/// Two organizations, the first of which has a row in every table.
struct Scene {
    world: Tables,
    full: Tenant,
    other: Tenant,
    tables: Vec<Table>,
}

impl Scene {
    async fn set() -> Self {
        let world = Tables::start().await;
        let full = world.organization("Acme Dental").await;
        let other = world.organization("Other").await;
        fill(&world, &full).await;
        let tables = tables(&world).await;
        for table in &tables {
            let rows = rows_of(&world, table, full.id).await;
            assert!(
                !rows.is_empty(),
                "{} has no row of {}: fill it, so that this proves something",
                table.name,
                full.name
            );
        }
        Self { world, full, other, tables }
    }

    /// A session of the application's role, in a transaction of an organization.
    async fn app(&self, organization: Option<OrganizationId>) -> PgConnection {
        let url = self.world.settings.database.app_url().unwrap();
        let mut session = PgConnection::connect(url.expose_secret()).await.unwrap();
        if let Some(organization) = organization {
            sqlx::query("SELECT set_config('app.current_org_id', $1, false)")
                .bind(organization.0.to_string())
                .execute(&mut session)
                .await
                .unwrap();
        }
        session
    }
}

async fn tables(world: &Tables) -> Vec<Table> {
    let rows = world
        .query(&format!(
            "SELECT t.relname, t.owner, has_table_privilege('callflex_app', t.oid, 'SELECT') AS reads,
                    has_table_privilege('callflex_app', t.oid, 'INSERT') AS inserts,
                    has_table_privilege('callflex_app', t.oid, 'UPDATE') AS updates,
                    (SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                     WHERE attrelid = t.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
             FROM ({TENANT_TABLES}) t ORDER BY t.relname"
        ))
        .await;
    let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| Table {
            name: text(row, "relname"),
            owner: text(row, "owner"),
            reads: row["reads"] == true,
            inserts: row["inserts"] == true,
            updates: row["updates"] == true,
            columns: text(row, "columns"),
        })
        .collect()
}

async fn rows_of(world: &Tables, table: &Table, organization: OrganizationId) -> Vec<Value> {
    let Table { name, owner, .. } = table;
    world.query(&format!("SELECT * FROM {name} WHERE {owner} = '{}'", organization.0)).await
}

async fn count(session: &mut PgConnection, sql: String) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(session).await.unwrap()
}

async fn rejection(session: &mut PgConnection, sql: String) -> String {
    let error = session.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.expect_err("an error");
    error.to_string()
}

#[tokio::test]
async fn without_an_organization_no_row_is_shown() {
    let scene = Scene::set().await;
    let mut session = scene.app(None).await;
    let readable: Vec<&Table> = scene.tables.iter().filter(|table| table.reads).collect();
    assert!(readable.len() >= 18, "{readable:?}");
    for table in readable {
        let shown = count(&mut session, format!("SELECT count(*) FROM {}", table.name)).await;
        assert_eq!(shown, 0, "{}", table.name);
    }
    session.close().await.unwrap();
    scene.world.finish().await;
}

#[tokio::test]
async fn an_organization_sees_its_own_rows_and_no_others() {
    let scene = Scene::set().await;
    let mut own = scene.app(Some(scene.full.id)).await;
    let mut foreign = scene.app(Some(scene.other.id)).await;
    for Table { name, owner, .. } in scene.tables.iter().filter(|table| table.reads) {
        let of_the_full = format!("SELECT count(*) FROM {name} WHERE {owner} = '{}'", scene.full.id.0);
        assert!(
            count(&mut own, of_the_full.clone()).await > 0,
            "{name} hides an organization's rows from itself"
        );
        assert_eq!(count(&mut foreign, of_the_full).await, 0, "{name} shows them to another");
    }
    own.close().await.unwrap();
    foreign.close().await.unwrap();
    scene.world.finish().await;
}

#[tokio::test]
async fn a_row_of_another_organization_is_not_taken() {
    let scene = Scene::set().await;
    let mut foreign = scene.app(Some(scene.other.id)).await;
    let mut rejected = 0;
    for table in &scene.tables {
        let Table { name, columns, inserts, .. } = table;
        let row = rows_of(&scene.world, table, scene.full.id).await.remove(0).to_string().replace('\'', "''");
        let insert = format!(
            "INSERT INTO {name} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{name}, '{row}')"
        );
        let text = rejection(&mut foreign, insert).await;
        let expected =
            if *inserts { "violates row-level security policy" } else { "permission denied for table" };
        assert!(text.contains(expected), "{name}: {text}");
        rejected += usize::from(*inserts);
    }
    assert!(rejected >= 17, "only {rejected} tables take rows at all");
    foreign.close().await.unwrap();
    scene.world.finish().await;
}

#[tokio::test]
async fn a_row_is_not_given_to_another_organization() {
    let scene = Scene::set().await;
    let mut own = scene.app(Some(scene.full.id)).await;
    for Table { name, owner, .. } in scene.tables.iter().filter(|table| table.updates && table.reads) {
        let text = rejection(&mut own, format!("UPDATE {name} SET {owner} = '{}'", scene.other.id.0)).await;
        assert!(text.contains("violates row-level security policy"), "{name}: {text}");
    }
    own.close().await.unwrap();
    scene.world.finish().await;
}

#[tokio::test]
async fn a_pooled_connection_forgets_the_organization_it_served() {
    let scene = Scene::set().await;
    let db = &scene.world.db;
    for (tenant, calls) in [(&scene.full, 1), (&scene.other, 0), (&scene.full, 1), (&scene.other, 0)] {
        let tx = db.tenant(tenant.id).await.unwrap();
        let listed = db::calls::list(&tx, &db::calls::CallFilter::default(), None, 10).await.unwrap();
        assert_eq!(listed.len(), calls, "{}", tenant.name);
        tx.commit().await.unwrap();
    }
    scene.world.finish().await;
}
