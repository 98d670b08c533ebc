//! Releases, against a real Postgres.

#[cfg(test)]
mod release;
