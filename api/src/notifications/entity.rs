use sea_orm::entity::prelude::*;

/// A message that is to be sent, was sent, or could not be (thông báo).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
pub struct Model {
    /// Also the order within a lane, and what the Message-ID is made of.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// See [`super::Channel`].
    pub channel: String,
    /// Where to. This and the other private columns are sealed: see [`super::content`].
    #[sea_orm(column_type = "Text")]
    pub address: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub name: Option<String>,
    /// Whose messages keep their order: see [`super::matching`].
    pub lane: String,
    /// Name of the template.
    pub template: String,
    pub locale: String,
    pub urgent: bool,
    pub about_kind: Option<String>,
    pub about_id: Option<Uuid>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reply_to: Option<String>,
    /// Whose unsubscribe link it carries; see [`super::contacts`].
    pub contact_id: Option<Uuid>,
    #[sea_orm(unique)]
    pub dedup_key: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    /// The plain text; empty once a secret in it has served its time.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The same as HTML, without the page around it.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// Whether the words hold a code or a link that opens something: forgotten once sent.
    pub secret: bool,
    /// See [`super::State`].
    pub state: String,
    /// Refusals so far that were about this message.
    pub attempts: i32,
    pub created_at: DateTimeUtc,
    /// Before this nobody takes it: it waits for the morning, for another try, or for whoever
    /// has taken it.
    pub due_at: DateTimeUtc,
    /// After this it helps nobody any more.
    pub expires_at: Option<DateTimeUtc>,
    /// Who has taken it. Only they may say how it ended.
    pub claim: Option<Uuid>,
    /// When it was sent, or given up.
    pub ended_at: Option<DateTimeUtc>,
    /// What was wrong the last time: a code, never an address.
    pub error: Option<String>,
    /// Whether what is private is sealed; `false` in rows of a program before this one.
    pub sealed: bool,
    /// When the channel first broke over it.
    pub broken_at: Option<DateTimeUtc>,
    /// When it was last tried in vain.
    pub tried_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
