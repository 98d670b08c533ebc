//! A call with everything that is known of it.

use chrono::{DateTime, Utc};
use db::TenantTx;
use db::calls::StoredCall;
use domain::call::{FaultOwner, Span};
use domain::{AssistantId, CallId, OrganizationId, PhoneNumberId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::parts::{Action, CallContact, Cost, Delivery, Money, Participant, SaidTurn, Usage};

/// A call with everything that is known of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallView {
    id: CallId,
    organization_id: OrganizationId,
    /// Vapi's own id.
    vapi_call_id: String,
    #[schema(example = "inbound")]
    r#type: Option<String>,
    /// Vapi's word.
    #[schema(example = "ended")]
    status: String,
    /// The record is there: what comes now are corrections.
    is_final: bool,
    #[schema(example = "customer-ended-call")]
    ended_reason: Option<String>,
    /// Who caused the end.
    fault_owner: Option<FaultOwner>,
    /// When the call was placed.
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
    /// How long the call was; null while unknown.
    #[schema(example = 94)]
    duration_seconds: Option<u32>,

    assistant_id: Option<AssistantId>,
    assistant_name: Option<String>,
    vapi_assistant_id: Option<String>,
    phone_number_id: Option<PhoneNumberId>,
    vapi_phone_number_id: Option<String>,
    /// The business's own number in E.164; what is no phone number is as it was received.
    line_number: Option<String>,
    /// In E.164; what is no phone number is as it was received. Absent where it is withheld.
    #[schema(example = "+14155550199")]
    customer_number: Option<String>,
    customer_name: Option<String>,
    /// Where the call was sent on to: a number, or a SIP URI. Null when that failed.
    #[schema(example = "+14155550142")]
    transferred_to: Option<String>,

    summary: Option<String>,
    /// Vapi's judgement: a word, a number, or the JSON of a rubric.
    success_evaluation: Option<String>,
    /// What Vapi extracted from the conversation. Where it did so in several ways, an object with the members
    /// `structuredOutputs`, `structuredData` and `structuredDataMulti`.
    structured_data: Option<Value>,
    recording_url: Option<String>,
    stereo_recording_url: Option<String>,
    transcript: Option<String>,
    turns: Vec<SaidTurn>,

    /// What Vapi charged so far; null while unknown.
    cost: Option<Money>,
    costs: Vec<Cost>,
    /// Assistants, the customer, and everyone whom the call was sent on to; at most 50.
    participants: Vec<Participant>,
    actions: Vec<Action>,
    notifications: Vec<Delivery>,
    contact: Option<CallContact>,
    usage: Option<Usage>,
}

/// What was said in a call.
#[derive(Serialize, ToSchema)]
pub(crate) struct TranscriptView {
    call_id: CallId,
    transcript: Option<String>,
    turns: Vec<SaidTurn>,
}

/// What hangs on a call in other tables.
struct Attached {
    participants: Vec<Participant>,
    actions: Vec<Action>,
    notifications: Vec<Delivery>,
    contact: Option<CallContact>,
    usage: Option<Usage>,
}

impl CallView {
    pub(super) async fn load(tx: &TenantTx, id: CallId) -> db::Result<Option<Self>> {
        let Some(stored) = db::calls::find(tx, id).await? else { return Ok(None) };
        let contact = match stored.contact {
            Some(contact) => db::contacts::find(tx, contact).await?,
            None => None,
        };
        let attached = Attached {
            participants: shown(db::call_participants::of_call(tx, id).await?),
            actions: shown(db::call_actions::of_call(tx, id).await?),
            notifications: shown(db::notifications::of_call(tx, id).await?),
            contact: contact.map(CallContact::from),
            usage: db::usage_records::find(tx, id).await?.map(Usage::from),
        };
        Ok(Some(Self::of(stored, attached)))
    }

    fn of(stored: StoredCall, attached: Attached) -> Self {
        let duration_seconds = stored.call.duration_seconds();
        let transferred_to = stored.call.transferred_to().map(String::from);
        let Span { began_at, over_at } = stored.call.span();
        let call = stored.call;
        let facts = call.facts;
        Self {
            id: call.id,
            organization_id: call.organization,
            vapi_call_id: call.vapi_call_id.to_string(),
            r#type: facts.call_type.as_ref().map(ToString::to_string),
            status: call.status.to_string(),
            is_final: call.is_final,
            fault_owner: facts.ended_reason.as_ref().map(|ended| ended.owner),
            ended_reason: facts.ended_reason.map(|ended| ended.reason),
            created_at: stored.partition_at,
            started_at: began_at,
            ended_at: over_at,
            updated_at: stored.updated_at,
            duration_seconds,
            assistant_id: stored.assistant,
            assistant_name: facts.assistant_name,
            vapi_assistant_id: facts.vapi_assistant_id,
            phone_number_id: stored.phone_number,
            vapi_phone_number_id: facts.vapi_phone_number_id,
            line_number: facts.line_number.map(String::from),
            customer_number: facts.customer_number.map(String::from),
            customer_name: facts.customer_name,
            transferred_to,
            summary: facts.summary,
            success_evaluation: facts.success_evaluation,
            structured_data: facts.structured_data,
            recording_url: facts.recording_url,
            stereo_recording_url: facts.stereo_recording_url,
            transcript: facts.transcript,
            turns: shown(facts.turns.unwrap_or_default()),
            cost: facts.cost.map(Money::from),
            costs: shown(facts.costs.unwrap_or_default()),
            participants: attached.participants,
            actions: attached.actions,
            notifications: attached.notifications,
            contact: attached.contact,
            usage: attached.usage,
        }
    }
}

impl TranscriptView {
    pub(super) async fn load(tx: &TenantTx, id: CallId) -> db::Result<Option<Self>> {
        let stored = db::calls::find(tx, id).await?;
        Ok(stored.map(|StoredCall { call, .. }| Self {
            call_id: call.id,
            transcript: call.facts.transcript,
            turns: shown(call.facts.turns.unwrap_or_default()),
        }))
    }
}

fn shown<Row, View: From<Row>>(rows: Vec<Row>) -> Vec<View> {
    rows.into_iter().map(View::from).collect()
}
