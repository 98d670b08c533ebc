//! What the made-up calls look like.

use std::collections::HashSet;

use sandbox::callers::{CallScript, Direction, Language, Speech};

fn series(seed: u64, count: u64) -> Vec<CallScript> {
    CallScript::series(seed, count).collect()
}

#[test]
fn the_same_seed_makes_the_same_calls_and_another_seed_others() {
    assert_eq!(series(7, 50), series(7, 50));
    assert_ne!(series(7, 50), series(8, 50));
    assert_eq!(series(7, 50)[20..], (20..50).map(|index| CallScript::generate(7, index)).collect::<Vec<_>>());
}

#[test]
fn a_hundred_calls_have_ids_of_their_own_and_everything_that_happens_on_a_line() {
    let calls = series(1, 100);
    assert_eq!(calls.iter().map(|call| call.call_id).collect::<HashSet<_>>().len(), 100);

    for direction in [Direction::Inbound, Direction::Outbound, Direction::Web] {
        assert!(calls.iter().any(|call| call.direction == direction), "{direction:?}");
    }
    for language in [Language::English, Language::Russian] {
        assert!(calls.iter().filter(|call| call.language == language).count() > 20, "{language:?}");
    }
    let reasons: HashSet<&str> = calls.iter().map(|call| call.ended_reason).collect();
    assert!(reasons.len() >= 11, "{reasons:?}");
    assert!(calls.iter().any(|call| call.tool_uses().count() == 0));
    let tools: HashSet<&str> = calls.iter().flat_map(CallScript::tool_uses).map(|tool| tool.name).collect();
    assert!(["takeMessage", "scheduleCallback", "bookAppointment"].iter().all(|name| tools.contains(name)));

    let numbers: Vec<&String> = calls.iter().filter_map(|call| call.customer_number.as_ref()).collect();
    let distinct: HashSet<&&String> = numbers.iter().collect();
    assert!(distinct.len() * 2 < numbers.len(), "callers come back");
    assert!(numbers.iter().all(|number| {
        (number.starts_with("+1415555") || number.starts_with("+7495")) && number.len() == 12
    }));
}

#[test]
fn lengths_run_from_seconds_to_nine_minutes_and_unanswered_calls_have_none() {
    let calls = series(3, 400);
    let mut shortest = u32::MAX;
    let mut longest = 0;
    for call in &calls {
        match call.answered_ms {
            None => assert!(
                call.turns.is_empty() && call.summary.is_none() && call.direction == Direction::Outbound
            ),
            Some(answered) => {
                shortest = shortest.min(call.ended_ms - answered);
                longest = longest.max(call.ended_ms - answered);
            }
        }
    }
    assert!((3_000..8_000).contains(&shortest), "{shortest}");
    assert_eq!(longest, 540_000);
    assert!(calls.iter().any(|call| call.answered_ms.is_none()));
}

#[test]
fn turns_follow_each_other_and_end_before_the_call_does() {
    for call in series(4, 400) {
        let Some(answered) = call.answered_ms else {
            continue;
        };
        assert!(!call.turns.is_empty());
        let mut clock = answered;
        for turn in &call.turns {
            assert!(turn.start_ms >= clock && turn.end_ms >= turn.start_ms, "{call:?}");
            clock = turn.end_ms;
            if let Speech::Assistant(text) | Speech::Caller(text) = &turn.speech {
                assert!(!text.is_empty() && !text.contains(['{', '}']), "{text}");
            }
        }
        assert!(clock <= call.ended_ms);
        assert!(call.summary.is_none_or(|summary| !summary.contains(['{', '}'])));
    }
}
