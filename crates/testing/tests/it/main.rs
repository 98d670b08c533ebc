//! The world itself, and what holds for the code of all crates.

#[cfg(test)]
mod finishing;
#[cfg(test)]
mod modules;
#[cfg(test)]
mod starting;
