//! What a tool is.

use serde_json::Value;

use crate::fields::{FieldError, Fields};
use crate::tool_context::{ToolContext, ToolReply};

/// Something that an assistant can do for its caller.
pub(crate) trait Tool {
    const NAME: &'static str;

    /// For the model that decides to use it.
    const DESCRIPTION: &'static str;

    type Arguments: Send;

    /// The JSON schema of its parameters, as published to Vapi.
    fn parameters() -> Value;

    fn read(fields: &Fields<'_>) -> Result<Self::Arguments, FieldError>;

    /// What makes two requests of one conversation the same: any of these in common, whatever their wording.
    fn meanings(_: &ToolContext<'_>, _: &Self::Arguments) -> Vec<String> {
        Vec::new()
    }

    /// Reads, decides, then writes: a rejected call has written nothing.
    fn run(
        context: &ToolContext<'_>,
        arguments: Self::Arguments,
    ) -> impl Future<Output = db::Result<ToolReply>> + Send;
}
