use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use servers::{Durability, Postgres, PostgresOptions, StartError};
use sqlx::{Connection as _, PgConnection};

use crate::scene::{Directory, processes_of};

fn relaxed(directory: &Directory) -> PostgresOptions {
    PostgresOptions {
        durability: Durability::Relaxed,
        ..PostgresOptions::new(directory.path().join("postgres"))
    }
}

async fn execute(postgres: &Postgres, statement: &'static str) {
    let mut connection = PgConnection::connect(postgres.url()).await.unwrap();
    sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
}

async fn value(postgres: &Postgres) -> i32 {
    let mut connection = PgConnection::connect(postgres.url()).await.unwrap();
    sqlx::query_scalar("SELECT value FROM kept").fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn a_stopped_postgres_starts_again_with_its_port_and_data() {
    let directory = Directory::new();
    let mut postgres = Postgres::start(&relaxed(&directory)).await.unwrap();
    let url = postgres.url().to_owned();
    execute(&postgres, "CREATE TABLE kept AS SELECT 7 AS value").await;

    postgres.stop().await;
    assert!(!postgres.is_running());
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());
    postgres.start_again().await.unwrap();
    assert_eq!(value(&postgres).await, 7);

    drop(postgres);
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());
    let next = Postgres::start(&relaxed(&directory)).await.unwrap();
    assert_eq!(next.url(), url, "the next owner of the directory finds the same port and password");
    assert_eq!(value(&next).await, 7);
}

#[tokio::test]
async fn a_killed_postgres_keeps_what_was_committed_and_leaves_no_backend() {
    let directory = Directory::new();
    let mut postgres = Postgres::start(&relaxed(&directory)).await.unwrap();
    execute(&postgres, "CREATE TABLE kept (value int)").await;
    let mut busy = PgConnection::connect(postgres.url()).await.unwrap();
    let sleeper = async { sqlx::raw_sql("SELECT pg_sleep(60)").execute(&mut busy).await };
    let crash = async {
        execute(&postgres, "INSERT INTO kept VALUES (8)").await;
        postgres.kill().await;
    };
    let (slept, ()) = tokio::join!(sleeper, crash);

    assert!(slept.is_err(), "the connection broke");
    assert_eq!(processes_of(directory.path()), Vec::<String>::new());
    postgres.start_again().await.unwrap();
    assert_eq!(value(&postgres).await, 8);
}

#[tokio::test]
async fn a_directory_in_use_is_rejected() {
    let directory = Directory::new();
    let _owner = Postgres::start(&relaxed(&directory)).await.unwrap();
    let second = Postgres::start(&relaxed(&directory)).await;
    assert!(matches!(second, Err(StartError::InUse(_))));
}

#[tokio::test]
async fn a_start_that_fails_names_the_cause() {
    let directory = Directory::new();
    let owner = Postgres::start(&relaxed(&directory)).await.unwrap();
    let elsewhere = Directory::new();
    let taken = PostgresOptions { port: owner.port(), ..relaxed(&elsewhere) };
    let error = Postgres::start(&taken).await.err().unwrap().to_string();
    assert!(error.contains("Address already in use"), "{error}");
}

#[tokio::test]
async fn only_the_password_opens_it() {
    let directory = Directory::new();
    let postgres = Postgres::start(&relaxed(&directory)).await.unwrap();
    let (_, address) = postgres.url().split_once('@').unwrap();
    let guess = format!("postgres://callflex:guess@{address}");
    let error = PgConnection::connect(&guess).await.unwrap_err().to_string();
    assert!(error.contains("password authentication failed"), "{error}");
}

#[tokio::test]
async fn a_directory_that_its_account_cannot_reach_is_replaced() {
    let directory = Directory::new();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let options = PostgresOptions { temporary: true, ..relaxed(&directory) };
    let postgres = Postgres::start(&options).await.unwrap();
    execute(&postgres, "SELECT 1").await;

    // Only root starts it as another account, which then can't pass the closed directory.
    let place = postgres.data_dir().to_path_buf();
    let substitute = place.starts_with("/var/tmp");
    assert_eq!(substitute, rustix::process::geteuid().is_root());
    drop(postgres);
    assert!(!place.exists(), "a temporary directory goes with its server");
}
