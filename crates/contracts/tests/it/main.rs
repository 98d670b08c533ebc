//! The promises of this crate: bytes of older versions are read, and the catalogue is up to date.

#[cfg(test)]
mod catalogue;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod golden;
