//! Appointments in the real Postgres.

#[cfg(test)]
mod booking;
#[cfg(test)]
mod changing;
#[cfg(test)]
mod office;
