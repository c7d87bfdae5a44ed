//! Reading and writing of conversations.

use chrono::{DateTime, Utc};
use mobile_contract::chat::{Message, Outcome};
use mobile_contract::limits::CONVERSATION_MESSAGES;
use mobile_contract::{ErrorCode, Locale, ProcedureCode, Slug};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::beginning::Beginning;
use super::topic::Topic;
use super::{conversation, message};
use crate::dossiers::Origin;
use crate::error::Error;
use crate::gaps;
use crate::kernel::pii;
use crate::kernel::secret::{Secret, opens, sha256_hex};

const CITIZEN: &str = "citizen";
const ASSISTANT: &str = "assistant";

/// A conversation that the caller has proved to hold.
#[derive(Clone, Debug)]
pub struct Access {
    row: conversation::Model,
    locale: Option<Locale>,
    procedure: Option<ProcedureCode>,
    origin: Origin,
    /// Made of the token, which is stored nowhere.
    salt: String,
}

impl Access {
    /// Answers in another language than the conversation began in.
    #[must_use]
    pub const fn speaking(mut self, locale: Locale) -> Self {
        self.locale = Some(locale);
        self
    }

    /// Who speaks, as wrong proofs of dossiers are counted.
    #[must_use]
    pub fn from(mut self, origin: Origin) -> Self {
        self.origin = origin;
        self
    }

    /// What hashes of messages are made with: a message may be four digits, and a bare hash of those is as good as
    /// they are. It is made of the token, which is stored nowhere.
    #[must_use]
    pub fn salt(&self) -> &str {
        &self.salt
    }

    /// Where it is spoken from.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The next words are asked on the page of a procedure: "phí bao nhiêu" is about it.
    #[must_use]
    pub fn about(mut self, procedure: Option<ProcedureCode>) -> Self {
        self.procedure = procedure;
        self
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.row.id
    }

    /// Whether nothing more can be said in it.
    #[must_use]
    pub fn is_full(&self) -> bool {
        is_full(self.row.messages)
    }

    /// Its language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
            .or_else(|| Locale::from_tag(&self.row.locale))
            .unwrap_or_default()
    }

    /// The code that was scanned, when it began at a counter.
    #[must_use]
    pub fn qr(&self) -> Option<&str> {
        self.row.qr.as_deref()
    }

    /// When it began, and its code was scanned.
    #[must_use]
    pub const fn begun(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// When something was last said in it.
    #[must_use]
    pub const fn last_said(&self) -> DateTime<Utc> {
        self.row.updated_at
    }

    /// Where the citizen lives, as the conversation began.
    #[must_use]
    pub fn place(&self) -> Option<Slug> {
        self.row.place.as_ref()?.parse().ok()
    }

    /// What it is about. What cannot be read, because an older program wrote it, is forgotten.
    #[must_use]
    pub fn topic(&self) -> Topic {
        let mut topic: Topic = serde_json::from_str(&self.row.topic).unwrap_or_default();
        if self.procedure.is_some() {
            topic.procedure.clone_from(&self.procedure);
        }
        topic
    }
}

/// One turn to show again.
#[derive(Clone, Debug)]
pub enum Turn {
    /// The citizen's words.
    Citizen(String),
    /// The assistant's message.
    Assistant(Box<Message>),
}

/// Begins a conversation.
///
/// # Errors
/// When the database fails.
pub async fn create(
    db: &impl ConnectionTrait,
    secret: &Secret,
    beginning: Beginning,
    greeting: &Message,
    now: DateTime<Utc>,
) -> Result<Uuid, Error> {
    let id = Uuid::now_v7();
    let row = conversation::ActiveModel {
        id: Set(id),
        token_hash: Set(secret.hash()),
        locale: Set(beginning.locale.as_str().to_owned()),
        place: Set(beginning.place.map(|p| p.to_string())),
        qr: Set(beginning.scanned.map(|scanned| scanned.code.to_string())),
        topic: Set(serde_json::to_string(&Topic::default())?),
        messages: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    };
    conversation::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    insert(db, id, 0, assistant(greeting)?, now).await?;
    Ok(id)
}

/// Opens a conversation with its token. An unknown id and a wrong token look alike.
///
/// # Errors
/// When there is none, or the token is not its own.
pub async fn open(db: &impl ConnectionTrait, id: Uuid, token: &str) -> Result<Access, Error> {
    let row = conversation::Entity::find_by_id(id).one(db).await?;
    // An unknown id costs the same hash and comparison.
    let hash = row.as_ref().map_or("", |row| row.token_hash.as_str());
    match (opens(token, hash), row) {
        (true, Some(row)) => Ok(Access {
            row,
            locale: None,
            procedure: None,
            origin: Origin::default(),
            salt: sha256_hex(format!("messages {token}").as_bytes()),
        }),
        _ => Err(Error::new(ErrorCode::NotFound)),
    }
}

/// A turn adds two messages.
fn is_full(messages: i32) -> bool {
    messages + 2 > i32::try_from(CONVERSATION_MESSAGES).unwrap_or(i32::MAX)
}

/// Adds what was said and answered, and what it is now about.
///
/// # Errors
/// When the conversation is full, or the database fails.
pub async fn add(
    db: &impl ConnectionTrait,
    id: Uuid,
    said: &str,
    answer: &Message,
    topic: &Topic,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // The lock keeps two messages sent at once from taking the same position.
    let row = conversation::Entity::find_by_id(id)
        .lock_exclusive()
        .one(db)
        .await?;
    let row = row.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    let position = row.messages;
    if is_full(position) {
        return Err(Error::new(ErrorCode::ConversationFull));
    }
    let citizen = (Uuid::now_v7(), CITIZEN, pii::mask(said).into_owned(), None);
    insert(db, id, position, citizen, now).await?;
    insert(db, id, position + 1, assistant(answer)?, now).await?;
    watch(db, &row, said, answer, topic, now).await?;
    let mut changed = row.into_active_model();
    changed.topic = Set(serde_json::to_string(topic)?);
    changed.messages = Set(position + 2);
    changed.updated_at = Set(now);
    changed.update(db).await?;
    Ok(())
}

/// What was not answered well is kept, to learn from. A clarifying question is about the words that
/// are being clarified, which may be older than the last ones.
async fn watch(
    db: &impl ConnectionTrait,
    row: &conversation::Model,
    said: &str,
    answer: &Message,
    topic: &Topic,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let before: Topic = serde_json::from_str(&row.topic).unwrap_or_default();
    let choice = before.options.iter().any(|option| option.label == said);
    let clarifying = answer.outcome == Outcome::Clarify && !topic.asked.is_empty();
    let said = if clarifying { &topic.asked } else { said };
    let turn = gaps::store::Turn {
        chose: before.is_clarifying() && choice,
        ..gaps::store::Turn::of(row.id, said, answer, &row.locale, row.place.as_deref())
    };
    gaps::store::watch(db, &turn, now).await
}

/// The turns of a conversation, in order; only the last ones of a long one.
///
/// # Errors
/// When the database fails.
pub async fn turns(db: &impl ConnectionTrait, id: Uuid, last: u64) -> Result<Vec<Turn>, Error> {
    let rows = message::Entity::find()
        .filter(message::Column::ConversationId.eq(id))
        .order_by_desc(message::Column::Position)
        .limit(last)
        .all(db)
        .await?;
    rows.into_iter()
        .rev()
        .map(|row| match row.answer {
            Some(answer) => Ok(Turn::Assistant(serde_json::from_str(&answer)?)),
            None => Ok(Turn::Citizen(row.text)),
        })
        .collect()
}

type NewRow = (Uuid, &'static str, String, Option<String>);

fn assistant(message: &Message) -> Result<NewRow, Error> {
    Ok((
        message.id,
        ASSISTANT,
        message.text.clone(),
        Some(serde_json::to_string(message)?),
    ))
}

async fn insert(
    db: &impl ConnectionTrait,
    conversation: Uuid,
    position: i32,
    (id, author, text, answer): NewRow,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = message::ActiveModel {
        id: Set(id),
        conversation_id: Set(conversation),
        position: Set(position),
        author: Set(author.to_owned()),
        text: Set(text),
        answer: Set(answer),
        created_at: Set(now),
    };
    message::Entity::insert(row)
        .exec_without_returning(db)
        .await?;
    Ok(())
}
