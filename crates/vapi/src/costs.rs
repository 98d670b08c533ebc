//! What Vapi charged for a call, as a whole and item by item.

use domain::Micros;
use domain::call::CostItem;
use serde_json::Value;

use crate::json::{first_text, number, text, whole};

/// What the call cost, where that is reported.
pub(crate) fn cost(source: &Value) -> Option<Micros> {
    amount(source, "/cost")
}

/// What the call cost by the items of its bill, where all of them can be read; else by the older breakdown.
pub(crate) fn sum(source: &Value) -> Option<Micros> {
    let components = BREAKDOWN.iter().map(|(_, pointer)| pointer).chain(&UNNAMED);
    let components = components.filter_map(|pointer| source.pointer(pointer)).filter(|part| !part.is_null());
    sum_of(items(source).map(|item| amount(item, "/cost")))
        .or_else(|| amount(source, "/costBreakdown/total"))
        .or_else(|| sum_of(components.map(|component| amount(component, ""))))
}

/// `None` where there is none, or one is unknown.
fn sum_of(amounts: impl Iterator<Item = Option<Micros>>) -> Option<Micros> {
    amounts.reduce(|sum, amount| Some(Micros(sum?.0.checked_add(amount?.0)?))).flatten()
}

fn items(source: &Value) -> impl Iterator<Item = &Value> {
    source.pointer("/costs").and_then(Value::as_array).into_iter().flatten()
}

/// The bill item by item; where only the older breakdown was sent, its components.
pub(crate) fn costs(source: &Value) -> Option<Vec<CostItem>> {
    let mut items: Vec<CostItem> = items(source).filter_map(cost_item).collect();
    if items.is_empty() {
        let component = |(kind, amount): (&str, Micros)| CostItem {
            kind: kind.to_owned(),
            amount,
            ..CostItem::default()
        };
        items = components(source).map(component).collect();
    }
    (!items.is_empty()).then_some(items)
}

/// Components of `costBreakdown` under the names that `costs[]` has for them.
const BREAKDOWN: [(&str, &str); 6] = [
    ("transport", "/costBreakdown/transport"),
    ("transcriber", "/costBreakdown/stt"),
    ("model", "/costBreakdown/llm"),
    ("voice", "/costBreakdown/tts"),
    ("vapi", "/costBreakdown/vapi"),
    ("chat", "/costBreakdown/chat"),
];

/// The other components, which are in the sum.
const UNNAMED: [&str; 6] = [
    "/costBreakdown/voicemailDetectionCost",
    "/costBreakdown/knowledgeBaseCost",
    "/costBreakdown/analysisCostBreakdown/summary",
    "/costBreakdown/analysisCostBreakdown/structuredData",
    "/costBreakdown/analysisCostBreakdown/structuredOutput",
    "/costBreakdown/analysisCostBreakdown/successEvaluation",
];

fn components(source: &Value) -> impl Iterator<Item = (&'static str, Micros)> {
    BREAKDOWN.into_iter().filter_map(move |(kind, pointer)| Some((kind, amount(source, pointer)?)))
}

fn cost_item(item: &Value) -> Option<CostItem> {
    let kind = text(item, "/type")?;
    let count = |pointer: &str| number(item, pointer).and_then(whole);
    Some(CostItem {
        provider: first_text(
            item,
            &["/provider", "/model/provider", "/voice/provider", "/transcriber/provider"],
        ),
        model: first_text(item, &["/model/model", "/voice/voiceId", "/transcriber/model", "/subType"]),
        minutes: number(item, "/minutes"),
        prompt_tokens: count("/promptTokens"),
        completion_tokens: count("/completionTokens"),
        characters: count("/characters"),
        amount: amount(item, "/cost")?,
        kind,
    })
}

fn amount(place: &Value, pointer: &str) -> Option<Micros> {
    number(place, pointer).and_then(Micros::from_dollars)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cost_is_what_is_reported_and_never_less_than_nothing() {
        for (written, expected) in [
            (json!(0.12), Some(Micros(120_000))),
            (json!("0.12"), Some(Micros(120_000))),
            (json!(0), Some(Micros(0))),
            (json!(-0.12), None),
            (json!("-0.12"), None),
            (json!("NaN"), None),
            (json!("free"), None),
            (json!(null), None),
        ] {
            assert_eq!(cost(&json!({"cost": written})), expected, "{written}");
        }
    }

    #[test]
    fn a_sum_is_of_every_item_or_unknown() {
        for (source, expected) in [
            (json!({"costs": [{"type": "model", "cost": 0.01}, {"cost": "0.002"}]}), Some(Micros(12_000))),
            (json!({"costs": [{"cost": 0.01}, {"type": "voice"}]}), None),
            (json!({"costs": [{"cost": 0.01}, {"cost": -1}]}), None),
            (json!({"costs": [{"cost": "?"}], "costBreakdown": {"total": 0.3}}), Some(Micros(300_000))),
            (json!({"costs": [], "costBreakdown": {"stt": 0.1, "llm": "0.2"}}), Some(Micros(300_000))),
            (
                json!({"costBreakdown": {"llm": 0.1, "analysisCostBreakdown": {"summary": 0.2}}}),
                Some(Micros(300_000)),
            ),
            (json!({"costBreakdown": {"llm": 0.1, "tts": "?"}}), None),
            (json!({"costs": []}), None),
            (json!({"costs": {"a": 1}, "costBreakdown": {}}), None),
            (json!({}), None),
        ] {
            assert_eq!(sum(&source), expected, "{source}");
        }
    }

    #[test]
    fn the_items_of_a_bill_may_be_text() {
        let items = costs(&json!({"costs": [
            {"type": "model", "cost": "0.002", "promptTokens": "812", "minutes": "0.26"}, {"type": "vapi"},
        ]}));
        let expected = CostItem {
            kind: "model".to_owned(),
            amount: Micros(2_000),
            prompt_tokens: Some(812),
            minutes: Some(0.26),
            ..CostItem::default()
        };
        assert_eq!(items, Some(vec![expected]));
    }
}
