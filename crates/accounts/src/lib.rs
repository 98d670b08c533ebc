#![doc = include_str!("../README.md")]

pub mod keys;
pub mod organizations;
pub mod passwords;
pub mod people;
pub mod voice;
