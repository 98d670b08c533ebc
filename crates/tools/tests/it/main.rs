//! Live tools against the real Postgres.

#[cfg(test)]
mod booking;
#[cfg(test)]
mod callbacks;
#[cfg(test)]
mod changing;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod looking_up;
#[cfg(test)]
mod messages;
#[cfg(test)]
mod office;
#[cfg(test)]
mod once;
#[cfg(test)]
mod published;
#[cfg(test)]
mod repeats;
#[cfg(test)]
mod transferring;
#[cfg(test)]
mod zones;
