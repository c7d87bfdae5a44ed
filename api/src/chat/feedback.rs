//! "Did this answer help?": kept beside the message; what did not help becomes a knowledge gap.

use mobile_contract::chat::{Feedback, Message, NewFeedback, Outcome};
use mobile_contract::limits::FEEDBACK_CHARS;
use mobile_contract::{ErrorCode, FaqId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::talk::Assistant;
use super::{conversation, message};
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::gaps::{self, feedback};
use crate::kernel::idempotency::Attempt;
use crate::kernel::pii;
use crate::kernel::secret::opens;
use crate::kernel::text::compose;

/// An answer that the caller has proved to hold, and that can be rated.
#[derive(Clone, Debug)]
pub struct Rateable {
    conversation: conversation::Model,
    message: Message,
    position: i32,
}

/// What is said about an answer: composed, bounded, personal numbers masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    helpful: bool,
    comment: Option<String>,
}

impl TryFrom<NewFeedback> for Opinion {
    type Error = Error;

    fn try_from(new: NewFeedback) -> Result<Self> {
        let comment = compose(new.comment.as_deref().unwrap_or_default());
        if comment.chars().count() > FEEDBACK_CHARS {
            return Err(Error::field(
                "body.comment",
                format!("tối đa {FEEDBACK_CHARS} ký tự"),
                format!("at most {FEEDBACK_CHARS} characters"),
            ));
        }
        let masked = pii::mask(&comment).into_owned();
        Ok(Self {
            helpful: new.helpful,
            comment: (!masked.is_empty()).then_some(masked),
        })
    }
}

/// Whether it makes sense to ask whether an answer helped: only where a question about procedures
/// was answered, asked back about, or not understood.
#[must_use]
pub const fn is_rateable(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Answered | Outcome::Clarify | Outcome::NotFound
    )
}

impl Assistant {
    /// Opens one of the assistant's messages with the token of its conversation. An unknown message
    /// and a wrong token look alike.
    ///
    /// # Errors
    /// When there is none, the token is not that of its conversation, or it is no answer that could
    /// be rated.
    pub async fn rateable(&self, id: Uuid, token: &str) -> Result<Rateable> {
        let row = message::Entity::find_by_id(id).one(&*self.db).await?;
        let conversation = match &row {
            Some(row) => {
                let of = conversation::Entity::find_by_id(row.conversation_id);
                of.one(&*self.db).await?
            }
            None => None,
        };
        // An unknown message costs the same hash and comparison.
        let hash = conversation.as_ref().map_or("", |row| &row.token_hash);
        let (true, Some(row), Some(conversation)) = (opens(token, hash), row, conversation) else {
            return Err(Error::new(ErrorCode::NotFound));
        };
        // The citizen's own messages have no answer, and ids that nobody was told.
        let Some(answer) = &row.answer else {
            return Err(Error::new(ErrorCode::NotFound));
        };
        let message: Message = serde_json::from_str(answer)?;
        if !is_rateable(message.outcome) {
            return Err(Error::field(
                "path.id",
                "chỉ góp ý được cho câu trả lời về thủ tục",
                "only answers about procedures can be rated",
            ));
        }
        Ok(Rateable {
            conversation,
            message,
            position: row.position,
        })
    }

    /// Keeps whether an answer helped, in the place of what was said about it before. A request
    /// sent twice is carried out once.
    ///
    /// # Errors
    /// When the key was used for another request, or the database fails.
    pub async fn rate(
        &self,
        rated: &Rateable,
        opinion: Opinion,
        attempt: Option<&Attempt>,
    ) -> Result<Feedback> {
        let feedback = Feedback {
            message: rated.message.id,
            helpful: opinion.helpful,
            comment: opinion.comment,
        };
        if let Some(saved) = saved(attempt, &*self.db).await? {
            return Ok(saved);
        }
        match self.keep(rated, &feedback, attempt).await {
            // The same request came twice at once, and the other one was faster.
            Err(e) if e.code() == ErrorCode::IdempotencyConflict => {
                saved(attempt, &*self.db).await?.ok_or(e)
            }
            Err(e) => Err(e),
            Ok(()) => Ok(feedback),
        }
    }

    /// What was said about a message.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn feedback_on(&self, message: Uuid) -> Result<Option<Feedback>> {
        feedback::find(&*self.db, message).await
    }

    async fn keep(
        &self,
        rated: &Rateable,
        said: &Feedback,
        attempt: Option<&Attempt>,
    ) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let db = &*transaction;
        // The lock keeps two words about one message, sent at once, from leaving half of each.
        conversation::Entity::find_by_id(rated.conversation.id)
            .lock_exclusive()
            .one(db)
            .await?
            .ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        if let Some(attempt) = attempt {
            attempt.save(db, 200, said, now).await?;
        }
        feedback::put(db, said, now).await?;
        if said.helpful {
            gaps::store::helpful(db, said.message).await?;
        } else {
            let question = question_before(db, rated).await?;
            gaps::store::not_helpful(db, &self.miss(rated, &question), now).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    fn miss<'a>(&self, rated: &'a Rateable, question: &'a str) -> gaps::store::Turn<'a> {
        gaps::store::Turn {
            faq: answered_with(&rated.message, &self.faqs.get()),
            ..gaps::store::Turn::of(
                rated.conversation.id,
                question,
                &rated.message,
                &rated.conversation.locale,
                rated.conversation.place.as_deref(),
            )
        }
    }
}

async fn saved(attempt: Option<&Attempt>, db: &impl ConnectionTrait) -> Result<Option<Feedback>> {
    let Some(attempt) = attempt else {
        return Ok(None);
    };
    match attempt.saved(db).await? {
        Some(row) => Ok(Some(serde_json::from_str(&row.body)?)),
        None => Ok(None),
    }
}

/// The citizen's words that a message answers; they were masked when they were stored.
async fn question_before(db: &impl ConnectionTrait, rated: &Rateable) -> Result<String> {
    let question = message::Entity::find()
        .filter(message::Column::ConversationId.eq(rated.conversation.id))
        .filter(message::Column::Position.eq(rated.position - 1))
        .one(db)
        .await?;
    Ok(question.map(|row| row.text).unwrap_or_default())
}

/// The question of the knowledge whose answer a message repeats: every sentence is a stored one.
fn answered_with(message: &Message, faqs: &Faqs) -> Option<FaqId> {
    let about = message.procedure.as_ref().map(|p| &p.code);
    faqs.after(None, about)
        .find(|faq| faq.procedure.as_ref() == about && message.text.contains(&faq.answer))
        .map(|faq| faq.id.clone())
}
