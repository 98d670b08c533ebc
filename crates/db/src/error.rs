//! What can go wrong with the database, by what to do about it.

use sea_orm::{DbErr, RuntimeErr};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database is down or has no room: the same again will do once it is back.
    #[error("could not reach the database")]
    Unavailable(#[source] DbErr),
    /// A constraint rejected a value.
    #[error("the database rejected a value by its constraint {constraint}")]
    Constraint { constraint: String, source: DbErr },
    #[error("could not use the database")]
    Failed(#[source] DbErr),
    /// A row holds what our code does not write.
    #[error("could not read a row")]
    Row(#[source] DbErr),
}

impl Error {
    /// A column that holds what our code does not write.
    pub fn unreadable(table: &str, column: &str) -> Self {
        Self::Row(DbErr::Type(format!("could not read the column {column} of {table}")))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match database_error(&error) {
            Cause::Unavailable => Self::Unavailable(error),
            Cause::Row => Self::Row(error),
            Cause::Constraint(constraint) => Self::Constraint { constraint, source: error },
            Cause::Other => Self::Failed(error),
        }
    }
}

enum Cause {
    Unavailable,
    Row,
    Constraint(String),
    Other,
}

fn database_error(error: &DbErr) -> Cause {
    let runtime = match error {
        DbErr::ConnectionAcquire(_) => return Cause::Unavailable,
        // A word that is on no list, or a number that is none.
        DbErr::TryIntoErr { .. } => return Cause::Row,
        DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime) => runtime,
        _ => return Cause::Other,
    };
    let RuntimeErr::SqlxError(error) = runtime else { return Cause::Other };
    match error.as_ref() {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Cause::Unavailable,
        sqlx::Error::Database(error) => {
            if error.code().is_some_and(|code| means_unavailable(&code)) {
                return Cause::Unavailable;
            }
            match error.constraint() {
                Some(constraint) => Cause::Constraint(constraint.to_owned()),
                None => Cause::Other,
            }
        }
        _ => Cause::Other,
    }
}

/// `SQLSTATE` of Postgres (appendix A of its manual) that no message is to blame for:
/// connections, who may sign in, no such database, a standby that takes no writes, resources,
/// shutdown and start-up, faults of its machine.
const UNAVAILABLE: [&str; 7] = ["08", "28", "3D", "25006", "53", "57P", "58"];

fn means_unavailable(sqlstate: &str) -> bool {
    UNAVAILABLE.iter().any(|class| sqlstate.starts_with(class))
}
