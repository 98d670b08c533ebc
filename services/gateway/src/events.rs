//! Live events.

mod feed;
mod follower;
mod frame;
mod start;
pub(crate) mod stream;

pub(crate) use feed::Feed;
