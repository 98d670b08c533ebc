//! What a call cost, item by item.

use domain::call::CostItem;
use domain::{CallId, Micros, OrganizationId};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, entity};

use crate::call_transcripts::ROWS_A_STATEMENT;
use crate::{Result, TenantTx};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "call_costs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organization_id: OrganizationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub call_id: CallId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item: i32,
    pub kind: String,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub minutes: Option<f64>,
    pub prompt_tokens: Option<i64>,
    pub completion_tokens: Option<i64>,
    pub characters: Option<i64>,
    pub amount_micros: i64,
    pub currency: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl entity::ActiveModelBehavior for ActiveModel {}

/// Puts these items in place of a call's costs.
pub(crate) async fn replace(tx: &TenantTx, call: CallId, costs: &[CostItem]) -> Result<()> {
    Entity::delete_many().filter(Column::CallId.eq(call)).exec(tx.inner()).await?;
    let row = |(item, cost): (i32, &CostItem)| ActiveModel {
        organization_id: Set(tx.organization()),
        call_id: Set(call),
        item: Set(item),
        kind: Set(cost.kind.clone()),
        provider: Set(cost.provider.clone()),
        model: Set(cost.model.clone()),
        minutes: Set(cost.minutes),
        prompt_tokens: Set(cost.prompt_tokens),
        completion_tokens: Set(cost.completion_tokens),
        characters: Set(cost.characters),
        amount_micros: Set(cost.amount.0),
        currency: NotSet,
    };
    let rows: Vec<ActiveModel> = (0_i32..).zip(costs).map(row).collect();
    for chunk in rows.chunks(ROWS_A_STATEMENT) {
        Entity::insert_many(chunk.to_vec()).exec_without_returning(tx.inner()).await?;
    }
    Ok(())
}

/// A call's costs, in Vapi's order.
pub async fn of_call(tx: &TenantTx, call: CallId) -> Result<Vec<CostItem>> {
    let rows =
        Entity::find().filter(Column::CallId.eq(call)).order_by_asc(Column::Item).all(tx.inner()).await?;
    Ok(rows.into_iter().map(CostItem::from).collect())
}

impl From<Model> for CostItem {
    fn from(row: Model) -> Self {
        Self {
            kind: row.kind,
            provider: row.provider,
            model: row.model,
            minutes: row.minutes,
            prompt_tokens: row.prompt_tokens,
            completion_tokens: row.completion_tokens,
            characters: row.characters,
            amount: Micros(row.amount_micros),
        }
    }
}
