//! Table of files.

use sea_orm::entity::prelude::*;

/// A row of `attachments`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Under which the bytes lie in the store. Answers to joined tickets share them.
    pub object: Uuid,
    /// See [`super::store::State`].
    pub state: String,
    /// What it belongs to, once it does: "ticket".
    pub owner_kind: Option<String>,
    pub owner_id: Option<Uuid>,
    /// The message it came with.
    pub part_id: Option<Uuid>,
    /// The member of the staff who gave it.
    pub by: Option<Uuid>,
    /// As it is shown.
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    /// SHA-256 of the bytes as they are kept, in hexadecimal digits.
    pub sha256: String,
    /// Whether there is a small form.
    pub small: bool,
    pub uploaded_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
