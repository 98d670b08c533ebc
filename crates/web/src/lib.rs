#![doc = include_str!("../README.md")]

mod answer;
mod bucket;
mod connection;
mod current;
mod extract;
mod foreign;
mod problem;
mod request;
mod server;
mod source;

pub use self::bucket::{Allowance, Buckets, Empty};
pub use self::connection::Pace;
pub use self::extract::{BodyTimeout, Json, JsonLimit, Path, read_body, read_body_into};
pub use self::problem::{FieldError, MAX_ERRORS, Problem};
pub use self::server::{Server, ServerError, ServerSettings};
pub use self::source::{Proxies, network};
