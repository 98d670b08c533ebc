//! Accounts in the real Postgres.

#[cfg(test)]
mod keys;
#[cfg(test)]
mod organizations;
#[cfg(test)]
mod people;
#[cfg(test)]
mod sealed;
