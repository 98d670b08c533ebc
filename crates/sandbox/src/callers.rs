//! Made-up calls: who calls whom, what is said, which tools are used, how it ends. A script knows no clock;
//! placing it on a line at a moment makes it a call.

mod history;
mod outcome;
mod placed;
mod scenarios;
mod script;

mod timeline;

pub use history::{History, HistoryError};
pub use outcome::Direction;
pub use placed::{Line, PlacedCall};
pub use scenarios::Language;
pub use script::{CallScript, Speech, ToolUse, Turn};
