#![doc = include_str!("../README.md")]

mod bucket;
mod current;
mod extract;
mod foreign;
mod problem;
mod request;
mod server;
mod source;

pub use self::bucket::{Allowance, Buckets, Empty};
pub use self::extract::{Json, JsonLimit, Path, read_body, read_body_into};
pub use self::problem::{FieldError, Problem};
pub use self::server::{Server, ServerError, ServerSettings};
pub use self::source::{Proxies, network};
