//! The promises of this crate: yesterday's bytes are read, and the catalogue tells the truth.

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod golden;
