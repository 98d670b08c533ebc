//! The world itself.

#[cfg(test)]
mod finishing;
#[cfg(test)]
mod starting;
