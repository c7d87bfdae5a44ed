use sea_orm::entity::prelude::*;

/// A miss: one message that was not answered well (lỗ hổng kiến thức). It goes with its message.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "knowledge_gaps")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub conversation_id: Uuid,
    /// The assistant's message that did not help.
    #[sea_orm(unique)]
    pub message_id: Uuid,
    /// See [`super::Kind`].
    pub kind: String,
    /// What the citizen said; personal numbers are masked.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The part of a procedure that was asked for.
    pub facet: Option<String>,
    /// Codes of the procedures that were offered, or of the one answered about, JSON.
    #[sea_orm(column_type = "Text")]
    pub procedures: String,
    /// The question it was answered with.
    pub faq: Option<String>,
    pub locale: String,
    pub place: Option<String>,
    pub created_at: DateTimeUtc,
    /// Before this it may still turn out to be none: a clarifying question waits for a choice.
    pub counts_from: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
