//! The tools by name.

use domain::call::is_tool;
use serde_json::{Map, Value, json};

use crate::book_appointment::BookAppointment;
use crate::cancel_appointment::CancelAppointment;
use crate::fields::{FieldError, Fields};
use crate::list_available_slots::ListAvailableSlots;
use crate::log_driver_callout::LogDriverCallout;
use crate::lookup_customer::LookupCustomer;
use crate::reschedule_appointment::RescheduleAppointment;
use crate::schedule_callback::ScheduleCallback;
use crate::spoken::SpokenLine;
use crate::take_message::TakeMessage;
use crate::tool::Tool;
use crate::tool_context::{ToolContext, ToolReply};
use crate::transfer_call::TransferCall;

/// In the place of a name that no tool has.
const UNKNOWN: &str = "unknown";

macro_rules! tools {
    ($($tool:ident)*) => {
        /// Runs the tool of this name.
        pub(crate) async fn run(
            context: &ToolContext<'_>,
            name: &str,
            arguments: &Result<Map<String, Value>, String>,
        ) -> db::Result<ToolReply> {
            $(
                if is_tool(name, $tool::NAME) {
                    // Boxed, as every answer would carry the futures of all tools.
                    return Box::pin(use_tool::<$tool>(context, arguments)).await;
                }
            )*
            Ok(ToolReply::Invalid(SpokenLine::UnknownTool))
        }

        /// A tool's own name, for logs and traces: what a message calls a tool may be anything, and is in neither.
        pub fn known_name(name: &str) -> &'static str {
            $(
                if is_tool(name, $tool::NAME) {
                    return $tool::NAME;
                }
            )*
            UNKNOWN
        }

        /// Every tool, as an item of Vapi's `model.tools`.
        pub fn definitions() -> Vec<Value> {
            vec![$(definition::<$tool>()),*]
        }
    };
}

tools! {
    TransferCall
    LogDriverCallout
    ScheduleCallback
    TakeMessage
    BookAppointment
    ListAvailableSlots
    RescheduleAppointment
    CancelAppointment
    LookupCustomer
}

fn definition<T: Tool>() -> Value {
    json!({
        "type": "function",
        "function": { "name": T::NAME, "description": T::DESCRIPTION, "parameters": T::parameters() },
    })
}

async fn use_tool<T: Tool>(
    context: &ToolContext<'_>,
    arguments: &Result<Map<String, Value>, String>,
) -> db::Result<ToolReply> {
    let arguments = match arguments {
        Ok(arguments) => arguments,
        Err(wrong) => return Ok(ToolReply::Invalid(SpokenLine::Unreadable(wrong.clone()))),
    };
    match T::read(&Fields(arguments)) {
        Ok(arguments) => T::run(context, arguments).await,
        Err(FieldError(field)) => Ok(ToolReply::Invalid(SpokenLine::Need(field))),
    }
}

#[cfg(test)]
mod tests {
    use super::known_name;

    #[test]
    fn a_name_that_is_no_tools_is_in_no_log_and_no_trace() {
        assert_eq!(known_name("book_appointment"), "bookAppointment");
        for other in ["+14155550142", "call Ann", "", "bookAppointment4155550142"] {
            assert_eq!(known_name(other), "unknown");
        }
    }
}
