#![doc = include_str!("../README.md")]

mod extract;
mod foreign;
mod problem;
mod request;
mod server;

pub use self::{
    extract::{Json, JsonLimit, Path, Query, read_body, read_body_into},
    problem::{FieldError, Problem},
    request::RequestId,
    server::{Server, ServerError, ServerSettings},
};
