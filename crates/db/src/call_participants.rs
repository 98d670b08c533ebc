//! Who took part in a call.

use chrono::{DateTime, Utc};
use domain::CallId;
use domain::call::Participant;
use sea_orm::FromQueryResult;

use crate::sql::{execute, rows};
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct ParticipantRow {
    pub participant_type: String,
    pub participant_name: Option<String>,
    pub phone_number: Option<String>,
    pub join_time: Option<DateTime<Utc>>,
    pub leave_time: Option<DateTime<Utc>>,
    pub talk_time_seconds: i32,
}

/// Puts these parties in place of a call's participants.
pub(crate) async fn replace(tx: &TenantTx, call: CallId, participants: &[Participant]) -> Result<()> {
    execute(tx.inner(), "DELETE FROM call_participants WHERE call_id = $1", [call.0.into()]).await?;
    for participant in participants {
        let talked =
            i32::try_from(participant.talk_milliseconds.saturating_add(500) / 1000).unwrap_or(i32::MAX);
        execute(
            tx.inner(),
            "INSERT INTO call_participants (organization_id, call_id, participant_type, participant_name, phone_number,
                                            join_time, leave_time, talk_time_seconds)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            [
                tx.organization().0.into(),
                call.0.into(),
                participant.kind.as_str().into(),
                participant.name.clone().into(),
                participant.phone_number.clone().map(String::from).into(),
                participant.joined_at.into(),
                participant.left_at.into(),
                talked.into(),
            ],
        )
        .await?;
    }
    Ok(())
}

pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<ParticipantRow>> {
    rows(
        tx.inner(),
        "SELECT participant_type, participant_name, phone_number, join_time, leave_time, talk_time_seconds
         FROM call_participants WHERE call_id = $1 ORDER BY participant_type",
        [call.0.into()],
    )
    .await
}
