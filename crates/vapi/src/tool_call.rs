//! A tool that the assistant asks for, in any of the shapes that are published for it.

use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeInclusive;
use std::time::Duration;

use serde::de::{DeserializeOwned, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::json::strip_nul;
use crate::lenient::{self, Lenient, MAX_BUILT, Part, Raw, build};

/// At most 128 calls in a message: model providers take no more tools than that, let alone ask
/// for more at once.
const MAX_TOOL_CALLS: usize = 128;

/// At most 256 KiB for the arguments of all calls of a message together: values take far more
/// memory than their text.
const MAX_ARGUMENTS: usize = 4 * MAX_BUILT;

/// From 1 s to 300 s: what Vapi allows as a server's timeout.
const TIMEOUT_SECONDS: RangeInclusive<f64> = 1.0..=300.0;

/// Said to the assistant, which may do better the second time.
const NOT_AN_OBJECT: &str =
    "The arguments could not be read. Call the tool again with its arguments as one JSON object.";
const TOO_LONG: &str = "The arguments are too long. Call the tool again with shorter ones.";

#[derive(Clone, PartialEq, Eq)]
pub struct ToolCall {
    /// To the letter as it came: the answer goes by it. Empty where none came.
    pub id: String,
    pub name: String,
    /// Or what is wrong with them, in words for the assistant.
    pub arguments: Result<Map<String, Value>, String>,
}

impl fmt::Debug for ToolCall {
    /// Not the arguments: callers' names and numbers are in them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ToolCall").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

/// In real webhooks the name and the arguments are in `function`, in parts of the documentation
/// beside the id.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct RawToolCall {
    id: Lenient<String>,
    function: Part<Function>,
    name: Lenient<String>,
    arguments: Raw,
    parameters: Raw,
}

/// A tool with its call in it. Some have the name for both.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct RawTool {
    function: Part<Function>,
    name: Lenient<String>,
    tool_call: Part<RawToolCall>,
    server: Part<RawServer>,
}

/// Where Vapi sends a message to.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct RawServer {
    timeout_seconds: Lenient<f64>,
}

impl RawServer {
    /// How long Vapi waits for an answer, if that can be.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        let seconds =
            self.timeout_seconds.get().copied().filter(|seconds| TIMEOUT_SECONDS.contains(seconds))?;
        Some(Duration::from_secs_f64(seconds))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Function {
    name: Lenient<String>,
    arguments: Raw,
    parameters: Raw,
}

impl RawTool {
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.server.get()?.0.timeout()
    }
}

/// The first objects of a list. What follows is passed over without being built.
pub(crate) struct Few<T>(Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(FewVisitor(PhantomData)).map(Self)
    }
}

struct FewVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for FewVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut few = Vec::new();
        while few.len() < MAX_TOOL_CALLS {
            let Some(item) = items.next_element::<Part<T>>()? else { return Ok(few) };
            few.extend(item.part());
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(few)
    }
}

pub(crate) fn few<T>(list: Lenient<Few<T>>) -> Vec<T> {
    list.value().map(|few| few.0).unwrap_or_default()
}

/// A call whose arguments are not built yet.
struct UnbuiltToolCall {
    id: String,
    name: String,
    arguments: Option<Box<RawValue>>,
}

/// The calls of the first list that has some: all three hold the same.
pub(crate) fn tool_calls(
    call_list: Lenient<Few<RawToolCall>>,
    calls: Lenient<Few<RawToolCall>>,
    tools: Vec<RawTool>,
) -> Vec<ToolCall> {
    let plain = [call_list, calls].into_iter().map(|list| few(list).into_iter().map(unbuilt).collect());
    let in_tools = tools.into_iter().filter_map(unbuilt_in).collect();
    let found =
        plain.chain([in_tools]).find(|calls: &Vec<UnbuiltToolCall>| !calls.is_empty()).unwrap_or_default();
    let mut room = MAX_ARGUMENTS;
    found.into_iter().map(|call| tool_call(call, &mut room)).collect()
}

pub(crate) fn function_call(raw: RawToolCall) -> ToolCall {
    let mut room = MAX_ARGUMENTS;
    tool_call(unbuilt(raw), &mut room)
}

fn unbuilt(raw: RawToolCall) -> UnbuiltToolCall {
    let function = raw.function.part().unwrap_or_default();
    let given = [function.arguments, function.parameters, raw.arguments, raw.parameters];
    UnbuiltToolCall {
        id: raw.id.value().unwrap_or_default(),
        name: function.name.value().or_else(|| raw.name.value()).unwrap_or_default(),
        arguments: given.into_iter().filter_map(Lenient::value).find(|given| given.get() != "null"),
    }
}

fn unbuilt_in(tool: RawTool) -> Option<UnbuiltToolCall> {
    let mut call = unbuilt(tool.tool_call.part()?);
    if call.name.is_empty() {
        let function = tool.function.part().unwrap_or_default();
        call.name = function.name.value().or_else(|| tool.name.value()).unwrap_or_default();
    }
    Some(call)
}

/// Builds a call, where there is room for its arguments.
fn tool_call(call: UnbuiltToolCall, room: &mut usize) -> ToolCall {
    let UnbuiltToolCall { id, name, arguments } = call;
    let length = arguments.as_ref().map_or(0, |given| given.get().len());
    let arguments = match room.checked_sub(length).filter(|_| length <= MAX_BUILT) {
        None => Err(TOO_LONG.to_owned()),
        Some(left) => {
            *room = left;
            read_arguments(arguments.and_then(|given| build(&given)))
        }
    };
    ToolCall { id, name, arguments }
}

/// An object in webhooks, a string of JSON by the schema; a model that has none to give may
/// send nothing at all.
fn read_arguments(given: Option<Value>) -> Result<Map<String, Value>, String> {
    let mut decoded = match given {
        Some(Value::String(text)) if text.trim().is_empty() => Value::Null,
        Some(Value::String(text)) => {
            lenient::parse_value(text.as_bytes()).map_err(|_| NOT_AN_OBJECT.to_owned())?
        }
        given => given.unwrap_or_default(),
    };
    strip_nul(&mut decoded);
    match decoded {
        Value::Null => Ok(Map::new()),
        Value::Object(arguments) => Ok(arguments),
        _ => Err(NOT_AN_OBJECT.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(message: &str) -> Vec<ToolCall> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Lists {
            list: Lenient<Few<RawToolCall>>,
            calls: Lenient<Few<RawToolCall>>,
            tools: Lenient<Few<RawTool>>,
        }
        let lists: Lists = lenient::parse(message.as_bytes()).unwrap();
        tool_calls(lists.list, lists.calls, few(lists.tools))
    }

    fn book(arguments: &Value) -> ToolCall {
        let arguments = Ok(arguments.as_object().unwrap().clone());
        ToolCall { id: "a".to_owned(), name: "book".to_owned(), arguments }
    }

    #[test]
    fn every_published_shape_is_the_same_call() {
        let expected = [book(&json!({"day": "friday"}))];
        for message in [
            r#"{"list":[{"id":"a","type":"function","function":{"name":"book","arguments":{"day":"friday"}}}]}"#,
            r#"{"list":[{"id":"a","function":{"name":"book","arguments":"{\"day\":\"friday\"}"}}]}"#,
            r#"{"list":[{"id":"a","function":{"name":"book","parameters":{"day":"friday"}}}]}"#,
            r#"{"list":[{"id":"a","name":"book","parameters":{"day":"friday"}}]}"#,
            r#"{"list":[{"id":"a","name":"book","arguments":{"day":"friday"}}]}"#,
            r#"{"list":[],"calls":[{"id":"a","name":"book","arguments":{"day":"friday"}}]}"#,
            r#"{"list":[7],"tools":[{"toolCall":{"id":"a","function":{"name":"book","arguments":{"day":"friday"}}}}]}"#,
            r#"{"tools":[{"name":"book","toolCall":{"id":"a","parameters":{"day":"friday"}}}]}"#,
            r#"{"tools":[{"function":{"name":"book"},"toolCall":{"id":"a","parameters":{"day":"friday"}}}]}"#,
        ] {
            assert_eq!(read(message), expected, "{message}");
        }
    }

    #[test]
    fn several_calls_keep_their_order_and_their_ids() {
        let calls =
            read(r#"{"list":[{"id":" b ","name":"x"},{"name":"y"},{"id":"a"}],"calls":[{"id":"other"}]}"#);
        let named: Vec<(&str, &str)> =
            calls.iter().map(|call| (call.id.as_str(), call.name.as_str())).collect();
        assert_eq!(named, [(" b ", "x"), ("", "y"), ("a", "")]);
    }

    #[test]
    fn no_arguments_are_none() {
        for arguments in ["null", "{}", r#""""#, r#""null""#, r#""{}""#] {
            let calls = read(&format!(r#"{{"list":[{{"id":"a","name":"book","arguments":{arguments}}}]}}"#));
            assert_eq!(calls, [book(&json!({}))], "{arguments}");
        }
        assert_eq!(read(r#"{"list":[{"id":"a","name":"book"}]}"#), [book(&json!({}))]);
    }

    #[test]
    fn arguments_that_are_no_object_are_reported_to_the_assistant() {
        for arguments in ["7", "[1]", r#""friday""#, r#""{\"day\":""#, r#""[1]""#] {
            let calls = read(&format!(r#"{{"list":[{{"id":"a","arguments":{arguments}}}]}}"#));
            let problem = calls[0].arguments.as_ref().unwrap_err();
            assert!(problem.starts_with("The arguments could not be read."), "{arguments}");
        }
    }

    #[test]
    fn what_postgres_can_not_hold_is_not_in_the_arguments() {
        let calls = read(r#"{"list":[{"id":"a","name":"book","arguments":"{\"day\":\"fri\\u0000day\"}"}]}"#);
        assert_eq!(calls, [book(&json!({"day": "friday"}))]);
    }

    #[test]
    fn more_calls_than_a_model_can_ask_for_are_passed_over() {
        let many = vec![r#"{"id":"a"}"#; MAX_TOOL_CALLS + 1].join(",");
        assert_eq!(read(&format!(r#"{{"list":[{many}]}}"#)).len(), MAX_TOOL_CALLS);
    }

    #[test]
    fn arguments_that_are_too_long_alone_or_together_are_reported_to_the_assistant() {
        let call = |length: usize| format!(r#"{{"arguments":{{"a":"{}"}}}}"#, "x".repeat(length));
        let are_read = |calls: &[String]| -> Vec<bool> {
            let calls = read(&format!(r#"{{"list":[{}]}}"#, calls.join(",")));
            calls.into_iter().map(|call| call.arguments != Err(TOO_LONG.to_owned())).collect()
        };
        assert_eq!(are_read(&[call(MAX_BUILT), call(10)]), [false, true]);
        let half = call(MAX_BUILT / 2 + 1);
        let mut expected = vec![true; 7];
        expected.extend([false, true]);
        assert_eq!(are_read(&[vec![half; 8], vec![call(10)]].concat()), expected);
    }

    #[test]
    fn debug_hides_the_arguments() {
        let shown = format!("{:?}", book(&json!({"phone": "+14155550199"})));
        assert_eq!(shown, r#"ToolCall { id: "a", name: "book", .. }"#);
    }
}
