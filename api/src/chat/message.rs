use sea_orm::entity::prelude::*;

/// One message of a conversation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub conversation_id: Uuid,
    /// Place in the conversation, from 0.
    pub position: i32,
    /// `citizen` or `assistant`.
    pub author: String,
    /// What was said; personal numbers of citizens are masked.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The assistant's whole message, JSON.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
