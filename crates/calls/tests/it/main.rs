//! Calls recorded in the real Postgres.

#[cfg(test)]
mod anew;
#[cfg(test)]
mod answered;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod record_of;
#[cfg(test)]
mod together;
