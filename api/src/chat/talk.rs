//! One turn of a conversation, from the citizen's words to the stored answer.

use std::sync::Arc;

use actix_web::web::Data;
use mobile_contract::chat::{Message, NewMessage};
use mobile_contract::limits::MESSAGE_CHARS;
use mobile_contract::{DossierCode, ErrorCode, Locale};
use motcua_seed::dialogue::Dialogue;
use motcua_seed::guards::Guards;
use uuid::Uuid;

use super::beginning::Beginning;
use super::counter;
use super::dossier::shown_words;
use super::replies;
use super::store::{self, Access};
use super::topic::Topic;
use super::turn::Turn;
use crate::dossiers::LookUp;
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::clock::Clock;
use crate::kernel::idempotency::Attempt;
use crate::kernel::secret::Secret;
use crate::kernel::shared::Shared;
use crate::kernel::text::compose;
use crate::life_events::LifeEvents;
use crate::procedures::Procedures;
use crate::qr::Resolver;
use crate::search::{Reader, SearchEngine, Understood};
use crate::storage::Database;

/// Answers messages over the present knowledge.
#[derive(Clone)]
pub struct Assistant {
    /// Where conversations are kept.
    pub db: Database,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// Frequently asked questions.
    pub faqs: Data<Shared<Faqs>>,
    /// Life events.
    pub life_events: Data<Shared<LifeEvents>>,
    /// The search engine.
    pub engine: Data<Shared<Arc<dyn SearchEngine>>>,
    /// Reads what is said.
    pub reader: Reader,
    /// How people steer a conversation.
    pub dialogue: Arc<Dialogue>,
    /// What must not be answered with a procedure.
    pub guards: Arc<Guards>,
    /// What a scanned code means today.
    pub resolver: Resolver,
    /// Opens dossiers for those who prove that they are theirs.
    pub look_up: LookUp,
    /// The clock.
    pub clock: Clock,
}

/// A conversation that has just begun.
pub struct Opened {
    /// Its id.
    pub id: Uuid,
    /// Its token, shown only now.
    pub token: Secret,
    /// The greeting.
    pub message: Message,
}

/// What a citizen sends: words, or the id of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Words.
    Words(String),
    /// A choice of the last clarifying question.
    Choice(String),
}

impl TryFrom<NewMessage> for Said {
    type Error = Error;

    fn try_from(message: NewMessage) -> Result<Self> {
        match (message.text, message.option) {
            (Some(text), None) => Self::words(&text),
            (None, Some(option)) => Ok(Self::Choice(option)),
            _ => Err(Error::field(
                "body",
                "cần đúng một trong hai: text hoặc option",
                "needs exactly one of text and option",
            )),
        }
    }
}

impl Said {
    /// Words of a citizen, composed and bounded.
    ///
    /// # Errors
    /// When nothing is left of them, or they are too long.
    pub fn words(text: &str) -> Result<Self> {
        if text.chars().count() > MESSAGE_CHARS {
            return Err(Error::field(
                "body.text",
                format!("tối đa {MESSAGE_CHARS} ký tự"),
                format!("at most {MESSAGE_CHARS} characters"),
            ));
        }
        let text = compose(text);
        if text.is_empty() {
            return Err(Error::field(
                "body.text",
                "hãy viết câu hỏi",
                "please write a question",
            ));
        }
        Ok(Self::Words(text))
    }
}

/// What a turn comes to, before it is stored.
struct Outlined {
    message: Message,
    topic: Topic,
    /// The citizen's words, for the record.
    said: String,
}

impl Assistant {
    /// Begins a conversation with a greeting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin(&self, beginning: Beginning) -> Result<Opened> {
        let token = Secret::generate();
        let greeting = self.greeting(beginning.scanned.as_ref(), beginning.locale);
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let id = store::create(&*transaction, &token, beginning, &greeting, now).await?;
        transaction.commit().await?;
        Ok(Opened {
            id,
            token,
            message: greeting,
        })
    }

    /// Answers what was said and stores both. A request sent twice gets the answer saved before.
    ///
    /// # Errors
    /// When a choice is unknown, the conversation is full, or the database or the engine fails.
    pub async fn answer(
        &self,
        access: &Access,
        said: Said,
        attempt: Option<&Attempt>,
    ) -> Result<Message> {
        if let Some(saved) = self.saved(attempt).await? {
            return Ok(saved);
        }
        let outlined = self.outline(access, said).await?;
        match self.store(access, &outlined, attempt).await {
            // The same request came twice at once, and the other one was faster.
            Err(e) if e.code() == ErrorCode::IdempotencyConflict => {
                self.saved(attempt).await?.ok_or(e)
            }
            Err(e) => Err(e),
            Ok(()) => Ok(outlined.message),
        }
    }

    async fn saved(&self, attempt: Option<&Attempt>) -> Result<Option<Message>> {
        let Some(attempt) = attempt else {
            return Ok(None);
        };
        match attempt.saved(&*self.db).await? {
            Some(row) => Ok(Some(serde_json::from_str(&row.body)?)),
            None => Ok(None),
        }
    }

    async fn store(
        &self,
        access: &Access,
        turn: &Outlined,
        attempt: Option<&Attempt>,
    ) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        if let Some(attempt) = attempt {
            attempt.save(&*transaction, 200, &turn.message, now).await?;
        }
        store::add(
            &*transaction,
            access.id(),
            &turn.said,
            &turn.message,
            &turn.topic,
            now,
        )
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn outline(&self, access: &Access, said: Said) -> Result<Outlined> {
        let mut topic = access.topic();
        if topic.kept.place.is_none() {
            let place = access.place();
            topic.kept.place = place.and_then(|id| self.reader.names.place_today(&id));
        }
        let heard = match &said {
            Said::Words(text) => Some(self.hear(text, &mut topic)),
            Said::Choice(_) => None,
        };
        let locale = topic.kept.speaks.unwrap_or_else(|| access.locale());
        // A code that was withdrawn since tells nothing any more.
        let here = self.resolver.noted_if_any(access.qr(), locale).await?;
        let turn = Turn {
            assistant: self,
            locale,
            here: here.as_ref(),
            is_visit: access.is_visit(self.clock.now()),
            topic: &topic,
            pause: self.clock.now() - access.last_said(),
            origin: access.origin(),
        };
        let (message, mut next) = match (&said, &heard) {
            (Said::Choice(id), _) => turn.chosen(topic.option(id).ok_or_else(unknown_choice)?)?,
            (Said::Words(text), Some(understood)) => turn.spoken(text, understood).await?,
            (Said::Words(_), None) => return Err(Error::new(ErrorCode::Internal)),
        };
        next.kept.clone_from(&topic.kept);
        next.kept
            .turn_to(topic.procedure.as_ref(), next.procedure.as_ref());
        // A dossier that was left is remembered: what opens it may still be typed, and must not be kept.
        let left = || Some(topic.dossier.as_ref()?.left(message.outcome));
        next.dossier = next.dossier.take().or_else(left);
        let said = match said {
            // What must not be given away is not kept either.
            Said::Words(_) if replies::is_about_secrets(&message) => "•••".to_owned(),
            Said::Words(text) => shown_words(&text, &topic, &message),
            Said::Choice(id) => topic.option(&id).map(|o| o.label.clone()).unwrap_or(id),
        };
        Ok(Outlined {
            message: counter::told(message, here.as_ref()),
            topic: next,
            said,
        })
    }
}

impl Assistant {
    /// Understands words, and remembers what they say of the citizen.
    fn hear(&self, text: &str, topic: &mut Topic) -> Understood {
        let mut understood = self.reader.read(text);
        let several = understood.terms.len() > 1;
        // A code belongs to no language.
        let is_code = DossierCode::find_in(text).is_some();
        match understood.language {
            _ if is_code => {}
            Locale::En => topic.kept.speaks = Some(Locale::En),
            // A word or two ("ok", "2") belong to no language.
            Locale::Vi if several => topic.kept.speaks = None,
            Locale::Vi => {}
        }
        topic.kept.hear(&mut understood);
        understood
    }
}

fn unknown_choice() -> Error {
    Error::field(
        "body.option",
        "lựa chọn này không còn",
        "there is no such choice (any more)",
    )
}
