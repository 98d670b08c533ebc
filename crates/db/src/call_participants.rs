//! Who took part in a call.

use chrono::{DateTime, Utc};
use domain::call::{Participant, ParticipantKind};
use domain::{CallId, ParticipantId, PhoneNumber};
use sea_orm::FromQueryResult;

use crate::columns::{columns, select};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct ParticipantRow {
    pub id: ParticipantId,
    pub participant_type: ParticipantKind,
    pub participant_name: Option<String>,
    pub phone_number: Option<PhoneNumber>,
    pub address: Option<String>,
    pub transfer_status: Option<String>,
    pub join_time: Option<DateTime<Utc>>,
    pub leave_time: Option<DateTime<Utc>>,
    pub talk_time_seconds: Option<i32>,
}

columns!(
    ParticipantRow:
    id, participant_type, participant_name, phone_number, address, transfer_status, join_time, leave_time,
    talk_time_seconds
);

/// Where a party stands. Its id follows from its call and from what distinguishes it there.
struct Place {
    call_id: CallId,
    position: i32,
}

columns!(Place: call_id, position);

struct NewParticipant {
    party: String,
    participant_type: ParticipantKind,
    participant_name: Option<String>,
    phone_number: Option<PhoneNumber>,
    address: Option<String>,
    transfer_status: Option<String>,
    join_time: Option<DateTime<Utc>>,
    leave_time: Option<DateTime<Utc>>,
    talk_time_seconds: Option<i32>,
}

columns!(
    NewParticipant:
    party, participant_type, participant_name, phone_number, address, transfer_status, join_time, leave_time,
    talk_time_seconds
);

impl From<Participant> for NewParticipant {
    fn from(participant: Participant) -> Self {
        let seconds = |milliseconds: i64| milliseconds.saturating_add(500) / 1000;
        let talked = participant.talk_milliseconds.map(seconds);
        Self {
            party: participant.party,
            participant_type: participant.kind,
            participant_name: participant.name,
            phone_number: participant.phone_number,
            address: participant.address,
            transfer_status: participant.transfer_status,
            join_time: participant.joined_at,
            leave_time: participant.left_at,
            talk_time_seconds: talked.map(|seconds| i32::try_from(seconds).unwrap_or(i32::MAX)),
        }
    }
}

/// Adds the participants of a call that has none.
pub(crate) async fn add(tx: &TenantTx, call: CallId, participants: Vec<Participant>) -> Result<()> {
    let rows = (0..)
        .zip(participants)
        .map(|(position, party)| (Place { call_id: call, position }, NewParticipant::from(party)));
    tx.insert_all("call_participants", rows, "").await?;
    Ok(())
}

/// A call's parties, in the order in which they are shown.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<ParticipantRow>> {
    let of_call = select::<ParticipantRow>(
        "FROM call_participants WHERE organization_id = $1 AND call_id = $2 ORDER BY position",
    );
    tx.rows(&of_call, [tx.organization().into(), call.into()]).await
}
