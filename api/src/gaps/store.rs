//! Keeping misses: as turns are stored, and as citizens say that an answer did not help.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::chat::{Message, Outcome};
use mobile_contract::knowledge::Facet;
use mobile_contract::limits::GAP_DAYS;
use mobile_contract::{FaqId, ProcedureCode};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::entity::{ActiveModel, Column, Entity, Model};
use super::{Kind, feedback};
use crate::error::Error;
use crate::kernel::pii;

/// How long misses, and what citizens said about answers, are kept.
pub const KEPT: Duration = Duration::days(GAP_DAYS as i64);

/// A clarifying question that got no answer for so long is left unanswered.
const PATIENCE: Duration = Duration::hours(1);

/// One turn of a conversation, as far as it tells about misses.
#[derive(Clone, Debug)]
pub struct Turn<'a> {
    /// The conversation.
    pub conversation: Uuid,
    /// The assistant's message.
    pub message: Uuid,
    /// The citizen's words.
    pub said: &'a str,
    /// Whether they are a choice of the clarifying question before.
    pub chose: bool,
    /// How they were answered.
    pub outcome: Outcome,
    /// The part that was asked for.
    pub facet: Option<Facet>,
    /// The procedures that were offered, or the one answered about.
    pub procedures: Vec<ProcedureCode>,
    /// The question it was answered with.
    pub faq: Option<FaqId>,
    /// Language of the conversation.
    pub locale: &'a str,
    /// Place of the conversation.
    pub place: Option<&'a str>,
}

impl<'a> Turn<'a> {
    /// A turn of a conversation. The procedures are those offered, else the one answered about.
    #[must_use]
    pub fn of(
        conversation: Uuid,
        said: &'a str,
        message: &Message,
        locale: &'a str,
        place: Option<&'a str>,
    ) -> Self {
        let offered = message.options.iter().map(|o| o.procedure_code.clone());
        let about = message.procedure.iter().map(|p| Some(p.code.clone()));
        let procedures = match message.outcome {
            Outcome::Clarify => offered.flatten().collect(),
            _ => about.flatten().collect(),
        };
        Self {
            conversation,
            message: message.id,
            said,
            chose: false,
            outcome: message.outcome,
            facet: message.facet,
            procedures,
            faq: None,
            locale,
            place,
        }
    }
}

/// Looks at a turn that is being stored: keeps it when it is a miss, and settles the clarifying
/// question before it. Belongs into the transaction that stores the turn.
///
/// # Errors
/// When the database fails.
pub async fn watch(
    db: &impl ConnectionTrait,
    turn: &Turn<'_>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let asked_again = match waiting(db, turn.conversation).await? {
        Some(row) => settle(db, row, turn, now).await?,
        None => false,
    };
    match turn.outcome {
        Outcome::NotFound => insert(db, turn, Kind::NotFound, now, now).await,
        Outcome::Clarify if !asked_again => {
            insert(db, turn, Kind::UnresolvedClarify, now, now + PATIENCE).await
        }
        _ => Ok(()),
    }
}

/// Keeps a turn whose answer did not help. A turn is one miss, whatever the reasons.
///
/// # Errors
/// When the database fails.
pub async fn not_helpful(
    db: &impl ConnectionTrait,
    turn: &Turn<'_>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // A plain word counts more than a choice that may still come.
    forget(db, turn.message, Kind::UnresolvedClarify).await?;
    insert(db, turn, Kind::NotHelpful, now, now).await
}

/// The citizen thinks better of it: the answer did help.
///
/// # Errors
/// When the database fails.
pub async fn helpful(db: &impl ConnectionTrait, message: Uuid) -> Result<(), Error> {
    forget(db, message, Kind::NotHelpful).await
}

/// Misses since a time that count by now, newest first, at most so many.
///
/// # Errors
/// When the database fails.
pub(super) async fn recent(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::CreatedAt.gte(since))
        .filter(Column::CountsFrom.lte(now))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await
}

/// Deletes misses, and what was said about answers, that are older than [`KEPT`].
///
/// # Errors
/// When the database fails.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let misses = Entity::delete_many()
        .filter(Column::CreatedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    let said = feedback::Entity::delete_many()
        .filter(feedback::Column::CreatedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    Ok(misses.rows_affected + said.rows_affected)
}

/// The last clarifying question of a conversation that was not answered by a choice.
async fn waiting(db: &impl ConnectionTrait, conversation: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find()
        .filter(Column::ConversationId.eq(conversation))
        .filter(Column::Kind.eq(Kind::UnresolvedClarify.as_str()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(1)
        .one(db)
        .await
}

/// What a turn means for the clarifying question before it. Says whether the same question was
/// asked again: that is one miss, not two.
async fn settle(
    db: &impl ConnectionTrait,
    row: Model,
    turn: &Turn<'_>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let offered: Vec<ProcedureCode> = serde_json::from_str(&row.procedures)?;
    // Said in words, a choice shows in what was answered.
    let answered = turn.outcome == Outcome::Answered
        && turn.procedures.iter().any(|code| offered.contains(code));
    if turn.chose || answered {
        Entity::delete_by_id(row.id).exec(db).await?;
        return Ok(false);
    }
    let asked_again = turn.outcome == Outcome::Clarify && turn.procedures == offered;
    let counts_from = if asked_again { now + PATIENCE } else { now };
    if asked_again || row.counts_from > now {
        let mut changed = row.into_active_model();
        changed.counts_from = Set(counts_from);
        changed.update(db).await?;
    }
    Ok(asked_again)
}

async fn forget(db: &impl ConnectionTrait, message: Uuid, kind: Kind) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::MessageId.eq(message))
        .filter(Column::Kind.eq(kind.as_str()))
        .exec(db)
        .await?;
    Ok(())
}

async fn insert(
    db: &impl ConnectionTrait,
    turn: &Turn<'_>,
    kind: Kind,
    now: DateTime<Utc>,
    counts_from: DateTime<Utc>,
) -> Result<(), Error> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        conversation_id: Set(turn.conversation),
        message_id: Set(turn.message),
        kind: Set(kind.as_str().to_owned()),
        text: Set(pii::mask(turn.said).into_owned()),
        facet: Set(turn.facet.map(|facet| facet.as_str().to_owned())),
        procedures: Set(serde_json::to_string(&turn.procedures)?),
        faq: Set(turn.faq.as_ref().map(ToString::to_string)),
        locale: Set(turn.locale.to_owned()),
        place: Set(turn.place.map(ToOwned::to_owned)),
        created_at: Set(now),
        counts_from: Set(counts_from),
    };
    let one_per_message = OnConflict::column(Column::MessageId)
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(one_per_message)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
