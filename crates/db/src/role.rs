//! The roles that do the work, and which sessions may be one.

use std::fmt;

use sea_orm::{DatabaseConnection, DbErr, FromQueryResult};

use crate::sql::{quoted, statement};

/// A role of Postgres, which may do what one kind of work needs and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Sees one organization at a time.
    App,
    /// Works across organizations: the look-ups of ingest, the spool, the relay, dead letters.
    System,
    /// People, their memberships and keys: sign-in and administration.
    Identity,
    /// Deletes what is old enough, and reads none of it.
    Retention,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::App, Self::System, Self::Identity, Self::Retention];

    /// As Postgres knows it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::App => "callflex_app",
            Self::System => "callflex_system",
            Self::Identity => "callflex_identity",
            Self::Retention => "callflex_retention",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error(
        "could not connect to Postgres as the role {role}: is it running, migrated, and the address right?"
    )]
    Connect { role: &'static str, source: DbErr },
    #[error("the role {role} may not be used: it {fault}; connect as the role that the migrations made")]
    Role { role: String, fault: String },
}

#[derive(FromQueryResult)]
struct Power {
    name: String,
    /// What row-level security does not hold about the session's role, or what it may do beyond its own.
    fault: Option<String>,
}

/// Rejects a pool whose sessions could do more than its role may.
pub(crate) async fn reject_power(pool: &DatabaseConnection, role: Role) -> Result<(), ConnectError> {
    let others = quoted(Role::ALL.into_iter().filter(|other| *other != role));
    // What a role may become counts as what it is: policies and ownership reach through membership.
    let ask = format!(
        "SELECT current_user::text AS name, CASE
             WHEN EXISTS (SELECT FROM pg_roles WHERE rolsuper AND pg_has_role(current_user, oid, 'MEMBER'))
                 THEN 'is a superuser'
             WHEN EXISTS (SELECT FROM pg_roles WHERE rolbypassrls AND pg_has_role(current_user, oid, 'MEMBER'))
                 THEN 'may bypass row-level security'
             WHEN EXISTS (SELECT FROM pg_tables
                          WHERE schemaname = 'public' AND pg_has_role(current_user, tableowner, 'MEMBER'))
                 THEN 'owns tables'
             WHEN $1 AND other.name IS NOT NULL THEN 'crosses organizations'
             ELSE 'may do what ' || other.name || ' may'
         END AS fault
         FROM (SELECT min(rolname::text) AS name FROM pg_roles
               WHERE rolname IN ({others}) AND pg_has_role(current_user, oid, 'MEMBER')) AS other"
    );
    let power = Power::find_by_statement(statement(&ask, [(role == Role::App).into()]))
        .one(pool)
        .await
        .and_then(|power| power.ok_or(DbErr::RecordNotFound("the current role".to_owned())))
        .map_err(|source| ConnectError::Connect { role: role.name(), source })?;
    match power.fault {
        Some(fault) => Err(ConnectError::Role { role: power.name, fault }),
        None => Ok(()),
    }
}
