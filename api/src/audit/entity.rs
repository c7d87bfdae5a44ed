use sea_orm::entity::prelude::*;

/// An entry of the audit record.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entries")]
pub struct Model {
    /// 1 for the first, without gaps.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// When it happened, in whole microseconds: both databases keep those.
    pub at: DateTimeUtc,
    /// The account that did it.
    pub actor: Option<Uuid>,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub agency: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub detail: Option<String>,
    /// See [`super::seal`].
    pub hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
