use sea_orm::entity::prelude::*;

/// A conversation. It belongs to whoever holds its token; nothing in it names a person.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "conversations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub token_hash: String,
    pub locale: String,
    pub place: Option<String>,
    /// The code that was scanned, when it began at a counter.
    pub qr: Option<String>,
    /// What is being talked about, JSON.
    #[sea_orm(column_type = "Text")]
    pub topic: String,
    /// How many messages it has.
    pub messages: i32,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
