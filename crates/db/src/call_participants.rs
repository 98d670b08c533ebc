//! Who took part in a call.

use chrono::{DateTime, Utc};
use domain::call::{Participant, ParticipantKind};
use domain::{CallId, PhoneNumber};
use sea_orm::FromQueryResult;

use crate::columns::{columns, select};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct ParticipantRow {
    pub participant_type: ParticipantKind,
    pub participant_name: Option<String>,
    pub phone_number: Option<PhoneNumber>,
    pub join_time: Option<DateTime<Utc>>,
    pub leave_time: Option<DateTime<Utc>>,
    pub talk_time_seconds: i32,
}

columns!(
    ParticipantRow:
    participant_type, participant_name, phone_number, join_time, leave_time, talk_time_seconds
);

struct InCall {
    call_id: CallId,
}

columns!(InCall: call_id);

impl From<Participant> for ParticipantRow {
    fn from(participant: Participant) -> Self {
        let seconds = participant.talk_milliseconds.saturating_add(500) / 1000;
        Self {
            participant_type: participant.kind,
            participant_name: participant.name,
            phone_number: participant.phone_number,
            join_time: participant.joined_at,
            leave_time: participant.left_at,
            talk_time_seconds: i32::try_from(seconds).unwrap_or(i32::MAX),
        }
    }
}

/// Puts these parties in place of a call's participants.
pub(crate) async fn replace(tx: &TenantTx, call: CallId, participants: Vec<Participant>) -> Result<()> {
    let delete = "DELETE FROM call_participants WHERE organization_id = $1 AND call_id = $2";
    tx.execute(delete, [tx.organization().into(), call.into()]).await?;
    let rows = participants.into_iter().map(|party| (InCall { call_id: call }, ParticipantRow::from(party)));
    tx.insert_all("call_participants", rows, "").await?;
    Ok(())
}

pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<ParticipantRow>> {
    let of_call = select::<ParticipantRow>(
        "FROM call_participants WHERE organization_id = $1 AND call_id = $2 ORDER BY participant_type",
    );
    tx.rows(&of_call, [tx.organization().into(), call.into()]).await
}
