//! Made-up calls: who calls whom, what is said, which tools are used, how it ends. A script knows no clock;
//! placing it on a line at a moment makes it a call.

mod facts;
mod history;
mod outcome;
mod placed;
mod scenario;
mod scenarios;
mod script;
mod timeline;
mod turn;

pub use history::{History, HistoryError};
pub use outcome::Direction;
pub(crate) use placed::CONTROL_PATH;
pub use placed::{Line, PlacedCall};
pub use scenarios::Language;
pub use script::CallScript;
pub use turn::{Speech, ToolUse, Turn};
