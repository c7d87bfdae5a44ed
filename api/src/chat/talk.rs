//! One turn of a conversation, from the citizen's words to the stored answer.

use std::sync::Arc;

use actix_web::web::Data;
use mobile_contract::chat::{
    ChatOption, Message, NewMessage, Outcome, ProcedureRef,
};
use mobile_contract::knowledge::Facet;
use mobile_contract::limits::MESSAGE_CHARS;
use mobile_contract::search::SearchKind;
use mobile_contract::text::fold;
use mobile_contract::{ErrorCode, FaqId, ProcedureCode};
use motcua_seed::guards::Guards;
use motcua_seed::vocabulary::Vocabulary;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::answer::{self, Answer};
use super::decide::{Decision, decide};
use super::replies;
use super::store::{self, Access, Beginning};
use super::topic::Topic;
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::clock::Clock;
use crate::kernel::idempotency::Attempt;
use crate::kernel::pii;
use crate::kernel::secret::Secret;
use crate::kernel::shared::Shared;
use crate::kernel::text::compose;
use crate::procedures::Procedures;
use crate::search::{Found, SearchEngine, Understood, understand};
use crate::storage;

/// Hits looked at for one answer.
const HITS: usize = 10;

/// Answers messages over the present knowledge.
#[derive(Clone)]
pub struct Assistant {
    /// Where conversations are kept.
    pub db: DatabaseConnection,
    /// Procedures.
    pub procedures: Data<Shared<Procedures>>,
    /// Frequently asked questions.
    pub faqs: Data<Shared<Faqs>>,
    /// The search engine.
    pub engine: Data<Shared<Arc<dyn SearchEngine>>>,
    /// How people say things.
    pub vocabulary: Arc<Vocabulary>,
    /// What must not be answered with a procedure.
    pub guards: Arc<Guards>,
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
            return Err(Error::field("body.text", "hãy viết câu hỏi", "please write a question"));
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
        let greeting = self.reply(Outcome::Smalltalk, "greeting", beginning.locale);
        let now = self.clock.now();
        let transaction = storage::begin(&self.db).await?;
        let id = store::create(&transaction, &token, beginning, &greeting, now).await?;
        transaction.commit().await?;
        Ok(Opened { id, token, message: greeting })
    }

    /// Answers what was said and stores both. A request sent twice gets the answer saved before.
    ///
    /// # Errors
    /// When a choice is unknown, the conversation is full, or the database or the engine fails.
    pub async fn answer(&self, access: &Access, said: Said, attempt: Option<&Attempt>) -> Result<Message> {
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
        let Some(attempt) = attempt else { return Ok(None) };
        match attempt.saved(&self.db).await? {
            Some(row) => Ok(Some(serde_json::from_str(&row.body)?)),
            None => Ok(None),
        }
    }

    async fn store(&self, access: &Access, turn: &Outlined, attempt: Option<&Attempt>) -> Result<()> {
        let now = self.clock.now();
        let transaction = storage::begin(&self.db).await?;
        if let Some(attempt) = attempt {
            attempt.save(&transaction, 200, &turn.message, now).await?;
        }
        store::add(&transaction, access.id(), &turn.said, &turn.message, &turn.topic, now).await?;
        transaction.commit().await?;
        Ok(())
    }

    async fn outline(&self, access: &Access, said: Said) -> Result<Outlined> {
        let topic = access.topic();
        let choice = match &said {
            Said::Choice(id) => Some(topic.option(id).cloned().ok_or_else(unknown_choice)?),
            Said::Words(text) => topic.chosen_by_number(&fold(text)).cloned(),
        };
        let turn = Turn { assistant: self, locale: access.locale(), topic: &topic };
        let (message, next) = match (choice, &said) {
            (Some(choice), _) => turn.chosen(&choice)?,
            (None, Said::Words(text)) => turn.words(text).await?,
            (None, Said::Choice(_)) => return Err(unknown_choice()),
        };
        let said = match said {
            Said::Words(text) => text,
            Said::Choice(id) => topic.option(&id).map(|o| o.label.clone()).unwrap_or(id),
        };
        Ok(Outlined { message, topic: next, said })
    }

    fn reply(&self, outcome: Outcome, name: &str, locale: mobile_contract::Locale) -> Message {
        blank(outcome, replies::known(name, locale))
    }
}

fn unknown_choice() -> Error {
    Error::field("body.option", "lựa chọn này không còn", "there is no such choice (any more)")
}

/// A message without procedure, choices or citations.
fn blank(outcome: Outcome, text: String) -> Message {
    Message {
        id: Uuid::now_v7(),
        outcome,
        text,
        facet: None,
        procedure: None,
        options: Vec::new(),
        citations: Vec::new(),
        suggestions: Vec::new(),
        confidence: 1.0,
    }
}

/// One turn within its conversation.
struct Turn<'a> {
    assistant: &'a Assistant,
    locale: mobile_contract::Locale,
    topic: &'a Topic,
}

impl Turn<'_> {
    fn chosen(&self, choice: &ChatOption) -> Result<(Message, Topic)> {
        match &choice.procedure_code {
            Some(code) => self.about(code, self.topic.facet, 1.0),
            None => Ok(self.nothing_fits()),
        }
    }

    async fn words(&self, text: &str) -> Result<(Message, Topic)> {
        if let Some(guarded) = self.assistant.guards.check(text) {
            return Ok((self.reply(guarded.outcome, guarded.reply), self.topic.clone()));
        }
        if mobile_contract::dossier::mentions_code(text) {
            return Ok((self.reply(Outcome::Dossier, "dossier"), self.topic.clone()));
        }
        let understood = understand(text, &self.assistant.vocabulary);
        if !understood.has_meaning() {
            return self.without_meaning(text, &understood);
        }
        let engine = self.assistant.engine.keep();
        let hits = engine
            .search(&understood, SearchKind::All, HITS)
            .await
            .map_err(Error::internal)?;
        let may_ask = self.topic.options.is_empty();
        match decide(&hits, may_ask) {
            Decision::Procedure(hit) => self.procedure_hit(hit, understood.facet),
            Decision::Faq(hit) => self.faq_hit(hit),
            Decision::Clarify(candidates) => Ok(self.clarify(&candidates, understood.facet)),
            Decision::NotFound if pii::has_number(text) => {
                Ok((self.reply(Outcome::PersonalData, "own_data"), self.topic.clone()))
            }
            Decision::NotFound => Ok(self.nothing_fits()),
        }
    }

    /// "Thế phí bao nhiêu?" asks about what was talked about before.
    fn without_meaning(&self, text: &str, understood: &Understood) -> Result<(Message, Topic)> {
        match (&self.topic.procedure, understood.facet) {
            (Some(code), Some(facet)) => self.about(code, Some(facet), 1.0),
            _ if pii::has_number(text) => {
                Ok((self.reply(Outcome::PersonalData, "own_data"), self.topic.clone()))
            }
            _ => Ok((self.reply(Outcome::NotFound, "say_more"), self.topic.clone())),
        }
    }

    fn procedure_hit(&self, hit: &Found, facet: Option<Facet>) -> Result<(Message, Topic)> {
        let code: ProcedureCode = hit.code.parse().map_err(Error::internal)?;
        self.about(&code, facet, hit.confidence)
    }

    fn about(
        &self,
        code: &ProcedureCode,
        facet: Option<Facet>,
        confidence: f32,
    ) -> Result<(Message, Topic)> {
        let procedures = self.assistant.procedures.get();
        // The catalogue may have changed since the code was found.
        let Some(entry) = procedures.find(code) else { return Ok(self.nothing_fits()) };
        let procedure = entry.procedure()?;
        let Answer { text, citations, suggestions } = answer::about(&procedure, facet, self.locale);
        let message = Message {
            facet,
            procedure: Some(ProcedureRef { code: procedure.code.clone(), title: procedure.title }),
            citations,
            suggestions,
            confidence,
            ..blank(Outcome::Answered, text)
        };
        let topic = Topic { procedure: Some(procedure.code), facet, options: Vec::new() };
        Ok((message, topic))
    }

    fn faq_hit(&self, hit: &Found) -> Result<(Message, Topic)> {
        let id: FaqId = hit.code.parse().map_err(Error::internal)?;
        let faqs = self.assistant.faqs.get();
        let Some(entry) = faqs.find(&id) else { return Ok(self.nothing_fits()) };
        let faq = &entry.faq;
        let procedures = self.assistant.procedures.get();
        let procedure = faq.procedure.as_ref().and_then(|code| procedures.find(code));
        let message = Message {
            facet: faq.facet,
            procedure: procedure.map(|entry| ProcedureRef {
                code: entry.summary.code.clone(),
                title: entry.summary.title.clone(),
            }),
            citations: answer::citations(&faq.sources),
            suggestions: answer::suggestions_after(faq.facet, procedure.is_some(), self.locale),
            confidence: hit.confidence,
            ..blank(Outcome::Answered, faq.answer.clone())
        };
        let topic =
            Topic { procedure: faq.procedure.clone(), facet: faq.facet, options: Vec::new() };
        Ok((message, topic))
    }

    fn clarify(&self, candidates: &[&Found], facet: Option<Facet>) -> (Message, Topic) {
        let procedures = self.assistant.procedures.get();
        let options: Vec<ChatOption> = candidates
            .iter()
            .filter_map(|hit| procedures.find(&hit.code.parse().ok()?))
            .map(|entry| ChatOption {
                id: entry.summary.code.to_string(),
                label: entry.summary.title.clone(),
                procedure_code: Some(entry.summary.code.clone()),
            })
            .collect();
        let message = Message {
            facet,
            options: options.clone(),
            confidence: candidates.first().map_or(0.0, |hit| hit.confidence),
            ..self.reply(Outcome::Clarify, "clarify")
        };
        (message, Topic { procedure: self.topic.procedure.clone(), facet, options })
    }

    fn nothing_fits(&self) -> (Message, Topic) {
        let message = Message { confidence: 0.0, ..self.reply(Outcome::NotFound, "not_found") };
        (message, Topic { options: Vec::new(), ..self.topic.clone() })
    }

    fn reply(&self, outcome: Outcome, name: &str) -> Message {
        self.assistant.reply(outcome, name, self.locale)
    }
}
