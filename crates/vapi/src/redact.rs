//! Takes out of a payload what must not be kept, wherever Vapi echoes it, and leaves a business's own words alone.

mod bytes;
mod places;

use serde_json::Value;

use self::bytes::{MAX_TEXTS, hides_secret};
pub use self::bytes::{redacted_body, redacted_body_from};
use self::places::Scope;

/// What stands in the place of a secret.
const REDACTED: &str = "[redacted]";

/// Removes secrets and short-lived links from a body, of whatever shape.
pub(crate) fn redact(body: &mut Value) {
    remove(body, Scope::Plain, &mut String::new());
}

/// Removes them from a call that stands by itself.
pub(crate) fn redact_call(call: &mut Value) {
    remove(call, Scope::Settings, &mut String::new());
}

fn remove(value: &mut Value, scope: Scope, room: &mut String) {
    match value {
        _ if scope == Scope::Own => {}
        Value::Array(items) => items.iter_mut().for_each(|item| remove(item, scope, room)),
        Value::Object(members) => members.retain(|name, member| {
            let Some(scope) = scope.of_member(name, room) else { return false };
            remove(member, scope, room);
            true
        }),
        Value::String(text) if scope.is_settings() && hides_secret(text, MAX_TEXTS) => {
            REDACTED.clone_into(text);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
