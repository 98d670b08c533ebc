//! The migrated database that every test's database is cloned from.

use db::Role;
use secrecy::SecretString;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use url::Url;

/// Of the advisory lock under which a template is made: any number that nothing else here uses.
const MAKING: i64 = 0x4346_5445_4d50;

/// Makes the template unless it is there, and returns its name. Changed migrations have a template of their
/// own.
pub(crate) async fn ensure(maintenance: &mut PgConnection, server: &Url) -> String {
    let name = format!("callflex_template_{:016x}", fingerprint());
    if exists(maintenance, &name).await {
        return name;
    }
    sqlx::query("SELECT pg_advisory_lock($1)").bind(MAKING).execute(&mut *maintenance).await.unwrap();
    if !exists(maintenance, &name).await {
        make(maintenance, server, &name).await;
    }
    sqlx::query("SELECT pg_advisory_unlock($1)").bind(MAKING).execute(&mut *maintenance).await.unwrap();
    name
}

/// Under another name first, so that an interrupted migration leaves no template behind that is half made.
async fn make(maintenance: &mut PgConnection, server: &Url, name: &str) {
    let unfinished = format!("{name}_unfinished");
    execute(maintenance, format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).await;
    execute(maintenance, format!("CREATE DATABASE {unfinished}")).await;
    let mut url = server.clone();
    url.set_path(&unfinished);
    let owner = SecretString::from(url.to_string());
    let roles = Role::ALL.map(|role| {
        url.set_username(role.name()).unwrap();
        (role, SecretString::from(url.to_string()))
    });
    db::migrate(&owner, &roles).await.expect("the migrations");
    // A database is cloned only while no session is connected to it.
    execute(maintenance, format!("ALTER DATABASE {unfinished} ALLOW_CONNECTIONS false")).await;
    execute(maintenance, format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
}

pub(crate) async fn connect(url: &Url) -> PgConnection {
    PgConnection::connect(url.as_str()).await.expect("a connection to the Postgres that DATABASE_URL names")
}

pub(crate) async fn execute(connection: &mut PgConnection, sql: String) {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await.unwrap();
}

async fn exists(maintenance: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(maintenance)
        .await
        .unwrap()
}

/// FNV-1a over the checksums of the migrations: the same in every process, which `Hash` does not promise.
fn fingerprint() -> u64 {
    let migrations = sqlx::migrate!("../../migrations");
    let bytes = migrations.iter().flat_map(|migration| migration.checksum.iter().copied());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
