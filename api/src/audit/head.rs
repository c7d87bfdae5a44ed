//! Where the record ends: one row, at which writers take turns.

use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::Mark;
use crate::error::Error;

/// The id of the only row.
const ONLY: i16 = 1;

/// How far the record goes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    /// Number of the newest entry; 0 when there is none.
    pub number: i64,
    /// Hash of the newest entry.
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Mark {
    fn from(row: Model) -> Self {
        Self {
            number: row.number,
            hash: row.hash,
        }
    }
}

/// The head, as it is now. `None`: somebody took it away.
pub(super) async fn read(db: &impl ConnectionTrait) -> Result<Option<Mark>, DbErr> {
    Ok(Entity::find_by_id(ONLY).one(db).await?.map(Mark::from))
}

/// The head, which nobody else can move before the caller's transaction ends. SQLite locks no rows
/// and need not: a writing transaction there is alone.
pub(super) async fn hold(db: &impl ConnectionTrait) -> Result<Mark, Error> {
    let row = Entity::find_by_id(ONLY).lock_exclusive().one(db).await?;
    row.map(Mark::from)
        .ok_or_else(|| Error::internal("the head of the audit record is missing"))
}

/// Moves the head from one entry to the next.
///
/// Where it stood is asked for once more: a caller that is in no transaction holds nothing, and must
/// fail here instead of writing a second entry after the same one.
pub(super) async fn advance(db: &impl ConnectionTrait, from: i64, to: Mark) -> Result<(), Error> {
    let row = ActiveModel {
        number: Set(to.number),
        hash: Set(to.hash),
        ..Default::default()
    };
    let moved = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(ONLY))
        .filter(Column::Number.eq(from))
        .exec(db)
        .await?;
    if moved.rows_affected == 1 {
        Ok(())
    } else {
        Err(Error::internal("the head of the audit record has moved"))
    }
}
