#![doc = include_str!("../README.md")]

mod secret;
mod signature;

pub use secret::{Secret, SecretError};
pub use signature::{Headers, Proof, SignatureError, sign, verify};
