//! What citizens said about answers: one row per message, the last word counts.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mobile_contract::chat::Feedback;
use sea_orm::ActiveValue::Set;
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::error::Error;

/// What was said about a message.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message_feedback")]
pub struct Model {
    /// The assistant's message.
    #[sea_orm(primary_key, auto_increment = false)]
    pub message_id: Uuid,
    /// Whether it helped.
    pub helpful: bool,
    /// In the citizen's words; personal numbers are masked.
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    /// When it was said last.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// How often answers were said to help, and not to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that helped.
    pub helpful: u64,
    /// Answers that did not.
    pub not_helpful: u64,
}

/// Keeps what was said about a message, in the place of what was said before.
///
/// # Errors
/// When the database fails.
pub async fn put(
    db: &impl ConnectionTrait,
    feedback: &Feedback,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = ActiveModel {
        message_id: Set(feedback.message),
        helpful: Set(feedback.helpful),
        comment: Set(feedback.comment.clone()),
        created_at: Set(now),
    };
    let replaced = [Column::Helpful, Column::Comment, Column::CreatedAt];
    let replace = OnConflict::column(Column::MessageId)
        .update_columns(replaced)
        .to_owned();
    Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// What was said about a message.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, message: Uuid) -> Result<Option<Feedback>, Error> {
    let row = Entity::find_by_id(message).one(db).await?;
    Ok(row.map(|row| Feedback {
        message: row.message_id,
        helpful: row.helpful,
        comment: row.comment,
    }))
}

/// How often answers were said to help since a time.
///
/// # Errors
/// When the database fails.
pub async fn counts(db: &impl ConnectionTrait, since: DateTime<Utc>) -> Result<Counts, Error> {
    let count = |helpful: bool| {
        Entity::find()
            .filter(Column::CreatedAt.gte(since))
            .filter(Column::Helpful.eq(helpful))
            .count(db)
    };
    Ok(Counts {
        helpful: count(true).await?,
        not_helpful: count(false).await?,
    })
}

/// Messages asked for at once; databases bound the number of parameters.
const IN_ONE_QUERY: usize = 500;

/// The comments on these messages.
///
/// # Errors
/// When the database fails.
pub(super) async fn comments(
    db: &impl ConnectionTrait,
    messages: &[Uuid],
) -> Result<HashMap<Uuid, String>, DbErr> {
    let mut comments = HashMap::new();
    for part in messages.chunks(IN_ONE_QUERY) {
        let rows: Vec<(Uuid, String)> = Entity::find()
            .select_only()
            .columns([Column::MessageId, Column::Comment])
            .filter(Column::MessageId.is_in(part.iter().copied()))
            .filter(Column::Comment.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        comments.extend(rows);
    }
    Ok(comments)
}
