//! The tables against the real Postgres.

#[cfg(test)]
mod abandoned;
#[cfg(test)]
mod archive;
#[cfg(test)]
mod calls;
#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod counting;
#[cfg(test)]
mod dead_letters;
#[cfg(test)]
mod filling;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod listing;
#[cfg(test)]
mod numbers;
#[cfg(test)]
mod once;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod spool;
#[cfg(test)]
mod tenancy;
#[cfg(test)]
mod words;
#[cfg(test)]
mod work;
