//! Until when a question must be answered.

use std::time::Duration;

use tokio::time::Instant;

use super::question::{Kind, Question};
use crate::settings::IngestSettings;

/// One second of a message's own server timeout: what the way to Vapi and back may take.
const WAY_BACK: Duration = Duration::from_secs(1);

/// Half a second before the answer, whatever is not decided is undone: a commit that begins later might end
/// after the caller was told that it failed.
const COMMIT_MARGIN: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadlines {
    tool: Duration,
    routing: Duration,
    destination: Duration,
}

/// The two ends of the time that a question has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline {
    /// By then what is done for it is committed, or undone.
    pub(crate) commit: Instant,
    /// Then the answer is sent, whatever it is.
    pub(crate) answer: Instant,
}

impl Deadlines {
    pub(crate) fn new(settings: &IngestSettings) -> Self {
        Self {
            tool: settings.tool_deadline,
            routing: settings.routing_deadline,
            destination: settings.destination_deadline,
        }
    }

    pub(crate) fn of(self, kind: Kind, question: &Question) -> Deadline {
        let ours = match kind {
            Kind::ToolCalls | Kind::FunctionCall => self.tool,
            Kind::AssistantRequest => self.routing,
            Kind::TransferDestination | Kind::HandoffDestination | Kind::Unsupported(_) => self.destination,
        };
        let time = ours.min(question.envelope.server_timeout.map_or(ours, usable));
        let answer = Instant::from_std(question.received) + time;
        Deadline { commit: answer - COMMIT_MARGIN.min(time / 4), answer }
    }
}

/// Of a very short timeout at least half is ours.
fn usable(server_timeout: Duration) -> Duration {
    server_timeout.saturating_sub(WAY_BACK).max(server_timeout / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_of_the_servers_timeout_is_left_for_the_way_back() {
        assert_eq!(usable(Duration::from_secs(20)), Duration::from_secs(19));
        assert_eq!(usable(Duration::from_secs(3)), Duration::from_secs(2));
        assert_eq!(usable(Duration::from_secs(1)), Duration::from_millis(500));
    }
}
