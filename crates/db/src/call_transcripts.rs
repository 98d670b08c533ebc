//! The turns of a call.

use chrono::{DateTime, Utc};
use domain::call::Turn;
use domain::{CallId, OrganizationId};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, entity};

use crate::{Error, Result, TenantTx};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "call_transcripts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: CallId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub turn: i32,
    pub role: String,
    pub text: String,
    pub name: Option<String>,
    pub tool_call_id: Option<String>,
    pub arguments: Option<Json>,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl entity::ActiveModelBehavior for ActiveModel {}

/// At most 1,000 rows a statement: Postgres takes 65,535 parameters, and neither a turn nor a
/// cost has more than twelve.
pub(crate) const ROWS_A_STATEMENT: usize = 1000;

/// Puts these turns in place of a call's turns.
pub(crate) async fn replace(tx: &TenantTx, call: CallId, turns: &[Turn]) -> Result<()> {
    Entity::delete_many().filter(Column::CallId.eq(call)).exec(tx.inner()).await?;
    let mut rows = Vec::with_capacity(turns.len());
    for (turn, said) in (0_i32..).zip(turns) {
        rows.push(ActiveModel {
            organization_id: Set(tx.organization()),
            call_id: Set(call),
            turn: Set(turn),
            role: Set(said.role.to_string()),
            text: Set(said.text.clone()),
            name: Set(said.name.clone()),
            tool_call_id: Set(said.tool_call_id.clone()),
            arguments: Set(said.arguments.clone()),
            started_at: Set(said.started_at),
            ended_at: Set(said.ended_at),
        });
    }
    for chunk in rows.chunks(ROWS_A_STATEMENT) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

/// A call's turns, in their order.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<Turn>> {
    let rows =
        Entity::find().filter(Column::CallId.eq(call)).order_by_asc(Column::Turn).all(tx.inner()).await?;
    rows.into_iter().map(Turn::try_from).collect()
}

impl TryFrom<Model> for Turn {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self> {
        Ok(Self {
            role: row.role.parse().map_err(|_| Error::Row { table: "call_transcripts", column: "role" })?,
            text: row.text,
            name: row.name,
            tool_call_id: row.tool_call_id,
            arguments: row.arguments,
            started_at: row.started_at,
            ended_at: row.ended_at,
        })
    }
}
