#![doc = include_str!("../README.md")]

pub mod connections;
pub mod keys;
pub mod organizations;
pub mod passwords;
pub mod people;
pub mod sealed;
