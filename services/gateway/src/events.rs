//! Live events.

mod feed;
mod follower;
mod frame;
mod frames;
mod places;
mod start;
pub(crate) mod stream;
mod timing;

pub(crate) use feed::Feed;
pub use timing::StreamTiming;
