#![doc = include_str!("../README.md")]

mod extract;
mod foreign;
mod problem;
mod request;
mod server;

pub use self::{
    extract::{Json, JsonLimit, Path, Query, read_body},
    problem::{FieldError, Problem},
    request::RequestId,
    server::{Server, ServerError, ServerSettings},
};
