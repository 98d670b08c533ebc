//! A call in its tables.

use std::collections::BTreeSet;

use chrono::{Duration, TimeZone as _, Utc};
use db::calls::{CallFilter, FirstSight, Links};
use db::usage_records::UsageRecord;
use domain::call::{
    ActionStatus, ActionType, AssistantSeen, Call, CallType, CostItem, EndedReason, Facts, FaultOwner,
    Observation, ParticipantKind, Role, SentOn, Source, SourceRank, Stamp, Status, Transfer, TransferOutcome,
    TransferTarget, Turn, VapiCallId,
};
use domain::{CallId, Micros, PartyNumber, PhoneNumber};
use futures_util::future::join_all;
use serde_json::json;
use testing::Tables;
use uuid::Uuid;

use crate::filling::{event, noon, report, save};

fn text(text: &str) -> String {
    text.to_owned()
}

/// Every fact there is: a new one does not compile until it is here.
#[expect(clippy::too_many_lines, reason = "a line or more for each fact")]
fn every_fact() -> Facts {
    let number = |digits| Some(PhoneNumber::parse(digits).unwrap());
    let spoken = Turn {
        role: Role::Assistant,
        text: "Guten Tag, здравствуйте 👋".to_owned(),
        name: None,
        tool_call_id: None,
        arguments: None,
        started_at: Some(noon()),
        ended_at: Some(noon() + Duration::milliseconds(2_501)),
    };
    let tool = Turn {
        role: Role::ToolCall,
        text: String::new(),
        name: Some(text("book_appointment")),
        tool_call_id: Some(text("tool-1")),
        arguments: Some(json!({"day": "Tuesday", "guests": 2})),
        ..spoken.clone()
    };
    let result = Turn {
        role: Role::ToolResult,
        text: "Booked.".to_owned(),
        arguments: None,
        ended_at: None,
        ..tool.clone()
    };
    let cost = CostItem {
        kind: "model".to_owned(),
        provider: Some(text("openai")),
        model: Some(text("gpt-4.1")),
        minutes: Some(0.2575),
        prompt_tokens: Some(812),
        completion_tokens: Some(64),
        characters: Some(1_200),
        amount: Micros(19_600),
    };
    Facts {
        call_type: Some(CallType::Other("fax".to_owned())),
        ended_reason: Some(EndedReason { reason: "customer-busy".to_owned(), owner: FaultOwner::Caller }),
        placed_at: Some(noon()),
        started_at: Some(noon() + Duration::milliseconds(2_171)),
        ended_at: Some(noon() + Duration::milliseconds(17_622)),
        reported_seconds: Some(16),
        transcript: Some(text("AI: Guten Tag\nUser: Hallo")),
        turns: Some(vec![spoken, tool, result]),
        summary: Some(text("A short call.")),
        success_evaluation: Some(text("true")),
        structured_data: Some(json!({"reason": "tooth", "nested": [1, null]})),
        recording_url: Some(text("https://storage.example/mono.wav")),
        stereo_recording_url: Some(text("https://storage.example/stereo.wav")),
        customer_number: number("+14155550199").map(PartyNumber::from),
        customer_name: Some(text("Ann O'Neill")),
        customer_info: Some(json!({"number": "+14155550199"})),
        line_number: Some(PartyNumber::Other(text("sip:desk@example.com"))),
        vapi_phone_number_id: Some(text("phone")),
        vapi_assistant_id: Some(text("assistant")),
        assistant_name: Some(text("Front desk")),
        assistants: Some(vec![AssistantSeen {
            vapi_id: Some(text("assistant")),
            name: Some(text("Front desk")),
            joined_at: Some(noon() + Duration::milliseconds(2_500)),
            left_at: None,
            talk_milliseconds: Some(2_501),
        }]),
        destination: Some(TransferTarget::number("+14155550142")),
        transfers: Some(vec![
            Transfer {
                target: Some(TransferTarget::number("+14155550142")),
                name: Some(text("Dana")),
                is_warm: true,
                status: Some(text("connected")),
                outcome: TransferOutcome::Connected,
                joined_at: Some(noon() + Duration::milliseconds(10_001)),
                left_at: Some(noon() + Duration::milliseconds(12_002)),
                talk_milliseconds: Some(1_000),
            },
            Transfer {
                target: Some(TransferTarget::Address(text("sip:sales@pbx.example"))),
                name: None,
                is_warm: false,
                status: Some(text("no-answer")),
                outcome: TransferOutcome::Failed,
                joined_at: None,
                left_at: None,
                talk_milliseconds: None,
            },
        ]),
        sent_on: vec![SentOn {
            at: noon() + Duration::milliseconds(9_009),
            target: TransferTarget::number("+14155550142"),
        }],
        cost: Some(Micros(-1_234_567_891)),
        costs: Some(vec![
            cost.clone(),
            CostItem { kind: "vapi".to_owned(), amount: Micros(1), ..CostItem::default() },
        ]),
        raw_data: Some(json!({"message": {"type": "end-of-call-report"}})),
    }
}

fn observation(id: &str, facts: Facts) -> Observation {
    Observation {
        vapi_call_id: VapiCallId::parse(id).unwrap(),
        stamp: Stamp {
            rank: SourceRank::Record,
            at: noon() + Duration::milliseconds(123),
            source: Source::Api,
            hash: u64::MAX,
        },
        status: Some(Status::Ended),
        is_final: true,
        is_complete: true,
        facts,
        derived: Facts::default(),
    }
}

#[tokio::test]
async fn every_fact_of_a_call_is_found_as_it_was_saved() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for (id, facts) in [("full", every_fact()), ("empty", Facts::default())] {
        let tx = world.db.tenant(acme.id).await.unwrap();
        let (call, _) = save(&tx, observation(id, facts.clone()), noon()).await;
        tx.commit().await.unwrap();

        let unknown = Call::unknown(call, acme.id, VapiCallId::parse(id).unwrap());
        let (expected, _) = unknown.merge(observation(id, facts));
        let tx = world.db.tenant(acme.id).await.unwrap();
        let stored = db::calls::find(&tx, call).await.unwrap().unwrap();
        assert_eq!(stored.call, expected);
        assert_eq!((stored.partition_at, stored.updated_at, stored.contact), (noon(), noon(), None));
    }
    let durations =
        world.query("SELECT vapi_call_id, duration_seconds, cost FROM calls ORDER BY 1 DESC").await;
    assert_eq!(durations[0], json!({"vapi_call_id": "full", "duration_seconds": 15, "cost": -1_234.567_891}));
    assert_eq!(durations[1], json!({"vapi_call_id": "empty", "duration_seconds": null, "cost": null}));
    world.finish().await;
}

#[tokio::test]
async fn how_long_a_call_was_and_what_it_cost_may_be_unknown() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let started = Facts { started_at: Some(noon()), ..Facts::default() };
    let counted = Facts { reported_seconds: Some(73), ..started.clone() };
    let backwards = Facts { ended_at: Some(noon() - Duration::seconds(9)), ..started.clone() };
    let none = Facts { reported_seconds: Some(0), cost: Some(Micros(0)), ..Facts::default() };
    let tx = world.db.tenant(acme.id).await.unwrap();
    for (id, facts) in [("a", started), ("b", counted), ("c", backwards), ("d", none)] {
        let (call, _) = save(&tx, observation(id, facts), noon()).await;
        let stored = db::calls::find(&tx, call).await.unwrap().unwrap().call;
        let (seconds, cost) = (stored.duration_seconds(), stored.facts.cost);
        let record = UsageRecord { call, day: noon().date_naive(), seconds, cost };
        db::usage_records::put(&tx, None, &record, event()).await.unwrap();
        assert_eq!(db::usage_records::find(&tx, call).await.unwrap(), Some(record));
    }
    let page = db::calls::list(&tx, &CallFilter::default(), None, 10).await.unwrap();
    tx.commit().await.unwrap();
    let mut listed: Vec<_> =
        page.into_iter().map(|call| (call.vapi_call_id.to_string(), call.duration_seconds)).collect();
    listed.sort();
    let expected = [("a", None), ("b", Some(73)), ("c", None), ("d", Some(0))];
    assert_eq!(listed, expected.map(|(id, seconds)| (text(id), seconds)));
    let used = "SELECT u.seconds, u.cost_micros FROM usage_records u JOIN calls c ON c.id = u.call_id
                ORDER BY c.vapi_call_id";
    let expected = [(None, None), (Some(73), None), (None, None), (Some(0), Some(0))];
    let expected = expected.map(|(seconds, cost)| json!({"seconds": seconds, "cost_micros": cost}));
    assert_eq!(world.query(used).await, expected);
    world.finish().await;
}

#[tokio::test]
async fn the_parties_and_actions_of_a_call_are_saved_with_it() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, observation("full", every_fact()), noon()).await;
    let parties = db::call_participants::of_call(&tx, call).await.unwrap();
    let kinds: Vec<_> =
        parties.iter().map(|party| (party.participant_type, party.talk_time_seconds)).collect();
    assert_eq!(
        kinds,
        [
            (ParticipantKind::Agent, Some(3)),
            (ParticipantKind::Customer, Some(0)),
            (ParticipantKind::Operator, Some(1)),
            (ParticipantKind::Transfer, None)
        ]
    );
    let (operator, failed) = (&parties[2], &parties[3]);
    assert_eq!(operator.participant_name.as_deref(), Some("Dana"));
    assert_eq!(operator.phone_number, PhoneNumber::parse("+14155550142").ok());
    assert_eq!(operator.leave_time, Some(noon() + Duration::milliseconds(12_002)));
    assert_eq!((failed.address.as_deref(), failed.join_time), (Some("sip:sales@pbx.example"), None));
    assert_eq!(failed.transfer_status.as_deref(), Some("no-answer"));
    let actions = db::call_actions::of_call(&tx, call).await.unwrap();
    assert_eq!(actions.len(), 1);
    assert_eq!(
        (actions[0].action_type, actions[0].tool.as_str(), actions[0].status),
        (ActionType::Booking, "book_appointment", ActionStatus::Completed)
    );
    assert_eq!(actions[0].result.as_deref(), Some("Booked."));
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn a_party_keeps_its_id_whatever_else_becomes_known_of_the_call() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let transfer = |digits: &str| Transfer {
        target: Some(TransferTarget::number(digits)),
        name: None,
        is_warm: false,
        status: None,
        outcome: TransferOutcome::Unknown,
        joined_at: None,
        left_at: None,
        talk_milliseconds: None,
    };
    let later = Observation {
        facts: Facts {
            transfers: Some(vec![transfer("+14155550141"), transfer("+14155550142")]),
            customer_name: Some(text("Ann")),
            ..Facts::default()
        },
        ..observation("call-1", Facts::default())
    };
    let earlier = Observation {
        stamp: Stamp { rank: SourceRank::Status, ..later.stamp },
        facts: Facts { transfers: Some(vec![transfer("+14155550142")]), ..Facts::default() },
        ..later.clone()
    };
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, earlier, noon()).await;
    let before = db::call_participants::of_call(&tx, call).await.unwrap();
    save(&tx, later.clone(), noon()).await;
    let after = db::call_participants::of_call(&tx, call).await.unwrap();
    assert_eq!((before.len(), after.len()), (1, 3));
    assert_eq!(before[0].id, after[2].id);
    assert_eq!((before[0].id.0.get_version_num(), before[0].id.0.get_variant()), (8, uuid::Variant::RFC4122));

    // The same parties of another call have other ids.
    let other = Observation { vapi_call_id: VapiCallId::parse("call-2").unwrap(), ..later };
    let (other, _) = save(&tx, other, noon()).await;
    let others = db::call_participants::of_call(&tx, other).await.unwrap();
    let ids: BTreeSet<_> = after.iter().chain(&others).map(|party| party.id).collect();
    assert_eq!(ids.len(), 6);
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn a_call_of_another_organization_is_not_found_and_may_have_the_same_id_at_vapi() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let other = world.organization("Other").await;
    let tx = world.db.tenant(acme.id).await.unwrap();
    let (call, _) = save(&tx, report(&acme, "call-1"), noon()).await;
    tx.commit().await.unwrap();

    let tx = world.db.tenant(other.id).await.unwrap();
    assert!(db::calls::find(&tx, call).await.unwrap().is_none());
    assert!(db::calls::lock_known(&tx, call).await.unwrap().is_none());
    let (theirs, _) = save(&tx, report(&other, "call-1"), noon()).await;
    assert_ne!(theirs, call);
    tx.commit().await.unwrap();
    world.finish().await;
}

#[tokio::test]
async fn a_month_is_made_on_demand_by_many_at_once() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let months = [(2024, 2), (2024, 2), (2024, 2), (2024, 3), (2024, 3), (2025, 12)];
    let savers = months.iter().zip(0..).map(async |((year, month), number)| {
        let at = Utc.with_ymd_and_hms(*year, *month, 28, 23, 59, 59).unwrap();
        let tx = world.db.tenant(acme.id).await.unwrap();
        save(&tx, observation(&format!("call-{number}"), Facts::default()), at).await;
        tx.commit().await.unwrap();
    });
    join_all(savers).await;
    let partitions = world
        .query("SELECT tableoid::regclass::text AS month, count(*) AS calls FROM calls GROUP BY 1 ORDER BY 1")
        .await;
    let expected = [("calls_2024_02", 3), ("calls_2024_03", 2), ("calls_2025_12", 1)];
    assert_eq!(partitions, expected.map(|(month, calls)| json!({"month": month, "calls": calls})));
    world.finish().await;
}

#[tokio::test]
async fn a_call_is_not_placed_where_no_call_can_be() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    for year in [1970, 2019, 2999] {
        let tx = world.db.tenant(acme.id).await.unwrap();
        let at = Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).unwrap();
        let first = FirstSight { id: CallId(Uuid::new_v4()), partition_at: at };
        let locked = db::calls::lock(&tx, &VapiCallId::parse("call-1").unwrap(), first).await;
        assert!(locked.is_err(), "{year}");
    }
    world.finish().await;
}

#[tokio::test]
async fn of_two_first_sights_at_once_the_second_waits_and_finds_the_call() {
    let world = Tables::start().await;
    let acme = world.organization("Acme Dental").await;
    let sights = (0..6).map(async |_| {
        let tx = world.db.tenant(acme.id).await.unwrap();
        let id = VapiCallId::parse("call-1").unwrap();
        let first = FirstSight { id: CallId(Uuid::new_v4()), partition_at: noon() };
        let locked = db::calls::lock(&tx, &id, first).await.unwrap();
        if locked.is_new {
            db::calls::save(&tx, &locked, Links::default(), noon()).await.unwrap();
        }
        tx.commit().await.unwrap();
        (locked.call.id, locked.is_new)
    });
    let sights = join_all(sights).await;
    assert_eq!(sights.iter().filter(|(_, is_new)| *is_new).count(), 1);
    assert!(sights.iter().all(|(id, _)| *id == sights[0].0), "{sights:?}");
    world.finish().await;
}
