//! What one message comes to: recognised, understood, looked up, decided, worded.

use chrono::TimeDelta;
use mobile_contract::chat::{ChatOption, Message, Outcome};
use mobile_contract::knowledge::Facet;
use mobile_contract::qr::ScannedCode;
use mobile_contract::search::{HitKind, SearchKind};
use mobile_contract::{Locale, ProcedureCode};
use uuid::Uuid;

use super::answer;
use super::choice::Named;
use super::decide::{self, Decision};
use super::dossier::kept_words;
use super::replies;
use super::talk::Assistant;
use super::topic::Topic;
use crate::dossiers::Origin;
use crate::error::{Error, Result};
use crate::kernel::pii;
use crate::search::{ANSWER_CONFIDENCE, Found, Role, Understood};

/// Hits looked at for one answer.
const HITS: usize = 10;
/// Hits among which choices, and procedures talked about, are looked for.
pub(super) const MANY: usize = 50;
/// A follow-up has few words that say what it is about.
pub(super) const FEW_WORDS: usize = 3;
/// Confidence from which a few words begin a new topic.
pub(super) const NEW_TOPIC: f32 = 0.85;
/// After such a pause words are no reply to the question back any more: people come back with
/// something new. Numbers and touches still choose.
const LONG_PAUSE: TimeDelta = TimeDelta::hours(6);

/// Words that say what a message is about.
pub(super) fn content_words(understood: &Understood) -> usize {
    understood
        .terms
        .iter()
        .filter(|term| term.role == Role::Word)
        .count()
}

/// A message without procedure, choices or citations.
pub(super) fn blank(outcome: Outcome, text: String) -> Message {
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
        counter: None,
        agency: None,
    }
}

/// A text that stands by itself.
pub(super) fn reply(outcome: Outcome, name: &str, locale: Locale) -> Message {
    blank(outcome, replies::known(name, locale))
}

/// Leaves out what is for others, where something as good is for those who ask.
fn for_those_who_ask(hits: Vec<Found>) -> Vec<Found> {
    let gives_way = |hit: &Found| {
        let mut others = hits.iter();
        others.any(|other| {
            other.confidence >= ANSWER_CONFIDENCE && hit.features.gives_way_to(&other.features)
        })
    };
    let kept: Vec<bool> = hits.iter().map(|hit| !gives_way(hit)).collect();
    hits.into_iter()
        .zip(kept)
        .filter_map(|(hit, keep)| keep.then_some(hit))
        .collect()
}

/// One turn within its conversation.
pub(super) struct Turn<'a> {
    pub(super) assistant: &'a Assistant,
    pub(super) locale: Locale,
    /// What is talked about; what is remembered already knows the present message.
    pub(super) topic: &'a Topic,
    /// Time since the last message.
    pub(super) pause: TimeDelta,
    /// Where it is said, for wrong proofs.
    pub(super) origin: &'a Origin,
    /// What the scanned code tells of where the citizen stands.
    pub(super) here: Option<&'a ScannedCode>,
    /// Whether they probably still stand there.
    pub(super) is_visit: bool,
}

impl Turn<'_> {
    /// Answers about the choice that was made.
    pub(super) fn chosen(&self, choice: &ChatOption) -> Result<(Message, Topic)> {
        self.chosen_with(choice, self.topic.facet)
    }

    /// Answers about a part of the choice that was made. The other choices can still be made.
    pub(super) fn chosen_with(
        &self,
        choice: &ChatOption,
        facet: Option<Facet>,
    ) -> Result<(Message, Topic)> {
        let Some(code) = &choice.procedure_code else {
            return Ok(self.step(choice));
        };
        let (message, next) = self.within_event(self.about(code, facet, 1.0)?);
        let next = Topic {
            options: self.topic.options.clone(),
            asked: self.topic.asked.clone(),
            ..next
        };
        Ok((message, next))
    }

    /// Answers what was said: the number or place of a choice, or words.
    pub(super) async fn spoken(
        &self,
        text: &str,
        understood: &Understood,
    ) -> Result<(Message, Topic)> {
        if let Some(answered) = self.about_dossier(text).await? {
            return Ok(answered);
        }
        let (message, next) = self.spoken_otherwise(text, understood).await?;
        // Who asks something else has left the dossier; `Talked::left` says what stays of it.
        let next = Topic {
            dossier: None,
            ..next
        };
        Ok((message, next))
    }

    async fn spoken_otherwise(
        &self,
        text: &str,
        understood: &Understood,
    ) -> Result<(Message, Topic)> {
        if Named::read(text).is_none() {
            return self.words(text, understood).await;
        }
        match self.named_choice(text) {
            Some(choice) => self.chosen(choice),
            None if self.may_reply() => Ok(self.choices_stand()),
            None => Ok((
                self.reply(Outcome::NotFound, "say_more"),
                self.topic.clone(),
            )),
        }
    }

    /// The choice that words name by its number or place, and nothing else.
    fn named_choice(&self, text: &str) -> Option<&ChatOption> {
        let at = Named::read(text)?.index(self.topic.options.len())?;
        self.topic.options.get(at)
    }

    /// Answers words.
    async fn words(&self, text: &str, understood: &Understood) -> Result<(Message, Topic)> {
        let (mut message, mut next) = self.within_event(self.answered(text, understood).await?);
        let helped = matches!(message.outcome, Outcome::Answered | Outcome::Clarify);
        if helped && pii::has_number(text) {
            message.text.push('\n');
            message
                .text
                .push_str(&replies::known("number_masked", self.locale));
        }
        next.asked_back = message.outcome == Outcome::Clarify;
        next.asked = if next.asked_back {
            next.asked
        } else if next.procedure == self.topic.procedure || !next.asked.is_empty() {
            self.topic.asked.clone()
        } else {
            // The topic is stored, as messages are.
            self.kept(text)
        };
        Ok((message, next))
    }

    /// Words as they may be kept.
    pub(super) fn kept(&self, text: &str) -> String {
        pii::mask(&kept_words(text, self.topic)).into_owned()
    }

    async fn answered(&self, text: &str, understood: &Understood) -> Result<(Message, Topic)> {
        if let Some(told) = self.what_is_done_here(text, understood) {
            return Ok(told);
        }
        if let Some(guarded) = self.assistant.guards.check(text) {
            return Ok((
                self.guarded(guarded.outcome, guarded.reply),
                self.topic.clone(),
            ));
        }
        if let Some(steered) = self.steered(text).await? {
            return Ok(steered);
        }
        // A bare number that chooses nothing says nothing either.
        let wordless = !text.contains(char::is_alphabetic) && understood.code.is_none();
        if wordless || !understood.has_meaning() {
            return self.without_meaning(text, understood);
        }
        if let Some(choice) = self.named_choice(&understood.beside_the_part()) {
            return self.chosen_with(choice, understood.facet.or(self.topic.facet));
        }
        if self.may_reply()
            && let Some(choice) = self.choice_by_words(text, understood).await?
        {
            return self.chosen_with(&choice, understood.facet.or(self.topic.facet));
        }
        if let Some(named) = self.unit(understood) {
            return Ok(named);
        }
        self.looked_up(text, understood).await
    }

    /// Goes back, or corrects, where the message says so and there is something to go back to.
    async fn steered(&self, text: &str) -> Result<Option<(Message, Topic)>> {
        let dialogue = &self.assistant.dialogue;
        if dialogue.asks_what_next(text)
            && let Some(next) = self.next_step()
        {
            return self.chosen_with(next, None).map(Some);
        }
        if let Some(back) = dialogue.back(text)
            && let Some(gone) = self.gone_back(&back).await?
        {
            return Ok(Some(gone));
        }
        let answered = self.topic.procedure.is_some() || !self.topic.options.is_empty();
        match dialogue.correction(text).filter(|_| answered) {
            Some(correction) => self.corrected(&correction).await.map(Some),
            None => Ok(None),
        }
    }

    async fn looked_up(&self, text: &str, understood: &Understood) -> Result<(Message, Topic)> {
        // A number of one's own is spoken of first.
        let told = (!pii::has_number(text))
            .then(|| self.told_event(understood))
            .flatten();
        if let Some(told) = told.as_ref().filter(|told| told.says_it_all) {
            return Ok(self.life_event(told));
        }
        let facet = self.part_asked(text, understood);
        let hits = self.without_siblings(self.search(understood).await?);
        let hits = for_those_who_ask(self.fitting(hits, facet));
        if let Some(answer) = self.followed_up(text, understood, &hits).await? {
            return Ok(answer);
        }
        match (self.decide(&hits, understood.is_bare()), told) {
            // Better the steps of what happened than no answer.
            (Decision::NotFound, Some(told)) => Ok(self.life_event(&told)),
            (Decision::Clarify(_), Some(told)) if told.says_most => Ok(self.life_event(&told)),
            // "Số căn cước của em là …": nothing is asked.
            (Decision::Clarify(_), None) if pii::has_number(text) && !understood.asks() => {
                Ok(self.own_number())
            }
            (Decision::NotFound, None) if understood.tells_who() => {
                Ok((self.reply(Outcome::Smalltalk, "noted"), self.topic.clone()))
            }
            (decision, _) => self.decided(text, decision, facet),
        }
    }

    /// The part asked for; "còn hộ chiếu thì sao" asks for the part that was asked for before.
    fn part_asked(&self, text: &str, understood: &Understood) -> Option<Facet> {
        let open = matches!(understood.facet, None | Some(Facet::Steps));
        if open && self.assistant.dialogue.asks_what_about(text) {
            return self.topic.facet.or(understood.facet);
        }
        understood.facet
    }

    /// Whether a clarifying question may be asked: never two in a row.
    pub(super) const fn may_ask(&self) -> bool {
        !self.topic.is_clarifying()
    }

    /// Whether words may be a reply to a clarifying question.
    fn may_reply(&self) -> bool {
        self.topic.is_clarifying() && self.is_soon()
    }

    /// Whether the last message was not long ago.
    pub(super) fn is_soon(&self) -> bool {
        self.pause < LONG_PAUSE
    }

    pub(super) fn decided(
        &self,
        text: &str,
        decision: Decision<'_>,
        facet: Option<Facet>,
    ) -> Result<(Message, Topic)> {
        match decision {
            Decision::Procedure(hit) => self.procedure_hit(hit, facet),
            Decision::Faq(hit) => self.faq_hit(hit),
            Decision::NotFound if pii::has_number(text) => Ok(self.own_number()),
            Decision::Clarify(candidates) => Ok(self.clarify(text, &candidates, facet)),
            Decision::NotFound if self.may_reply() => Ok(self.choices_stand()),
            Decision::NotFound => Ok(self.nothing_fits()),
        }
    }

    /// Understands words, with what is remembered of the citizen.
    pub(super) fn read(&self, text: &str) -> Understood {
        let mut understood = self.assistant.reader.read(text);
        self.topic.kept.clone().hear(&mut understood);
        understood
    }

    pub(super) async fn search(&self, understood: &Understood) -> Result<Vec<Found>> {
        self.search_many(understood, HITS).await
    }

    pub(super) async fn search_many(
        &self,
        understood: &Understood,
        limit: usize,
    ) -> Result<Vec<Found>> {
        let engine = self.assistant.engine.keep();
        engine
            .search(understood, SearchKind::All, limit)
            .await
            .map_err(Error::internal)
    }

    /// "Thế phí bao nhiêu?" asks about what was talked about before.
    fn without_meaning(&self, text: &str, understood: &Understood) -> Result<(Message, Topic)> {
        if self.may_reply() {
            let (message, topic) = self.choices_stand();
            // The part asked for is answered once a choice is made.
            let facet = understood.facet.or(topic.facet);
            return Ok((message, Topic { facet, ..topic }));
        }
        let place_told = understood.names_its_place();
        match (&self.topic.procedure, understood.facet) {
            (Some(code), Some(facet)) => self.about(code, Some(facet), 1.0),
            (Some(code), None) if place_told => self.about(code, Some(Facet::Place), 1.0),
            _ if pii::has_number(text) => Ok(self.own_number()),
            _ if place_told || understood.tells_who() => {
                Ok((self.reply(Outcome::Smalltalk, "noted"), self.topic.clone()))
            }
            _ => Ok((
                self.reply(Outcome::NotFound, "say_more"),
                self.topic.clone(),
            )),
        }
    }

    /// Leaves out questions that answer another part than the one asked for, and puts one that
    /// answers before a procedure that knows nothing about that part.
    pub(super) fn fitting(&self, mut hits: Vec<Found>, facet: Option<Facet>) -> Vec<Found> {
        let Some(facet) = facet else { return hits };
        let faqs = self.assistant.faqs.get();
        let part = |hit: &Found| Some(faqs.find(&hit.code.parse().ok()?)?.faq.facet);
        hits.retain(|hit| {
            hit.kind == HitKind::Procedure || part(hit).flatten().is_none_or(|p| p == facet)
        });
        let empty = hits
            .first()
            .is_some_and(|best| best.kind == HitKind::Procedure && !self.knows(best, facet));
        let sure_faq = hits
            .iter()
            .position(|hit| hit.kind == HitKind::Faq && hit.confidence >= ANSWER_CONFIDENCE);
        if let (true, Some(at)) = (empty, sure_faq) {
            let faq = hits.remove(at);
            hits.insert(0, faq);
        }
        hits
    }

    fn knows(&self, hit: &Found, facet: Facet) -> bool {
        let procedures = self.assistant.procedures.get();
        let entry = hit
            .code
            .parse()
            .ok()
            .and_then(|code| procedures.find(&code));
        entry
            .and_then(|entry| entry.procedure().ok())
            .is_some_and(|p| answer::knows(&p, facet))
    }

    /// The procedure that a hit is, or that the question found belongs to.
    pub(super) fn procedure_of(&self, hit: &Found) -> Option<ProcedureCode> {
        match hit.kind {
            HitKind::Procedure => hit.code.parse().ok(),
            HitKind::Faq => {
                let faqs = self.assistant.faqs.get();
                faqs.find(&hit.code.parse().ok()?)?.faq.procedure.clone()
            }
        }
    }

    pub(super) fn without_siblings(&self, hits: Vec<Found>) -> Vec<Found> {
        decide::without_siblings(hits, |hit| self.title_of(&hit.code.parse().ok()?))
    }

    pub(super) fn title_of(&self, code: &ProcedureCode) -> Option<String> {
        let procedures = self.assistant.procedures.get();
        Some(procedures.find(code)?.summary.title.clone())
    }

    /// The title of a procedure in a language, as far as there is one.
    pub(super) fn title_in(&self, code: &ProcedureCode, language: Locale) -> Option<String> {
        let procedures = self.assistant.procedures.get();
        let entry = procedures.find(code)?;
        let english = || entry.procedure().ok()?.title_en;
        match language {
            Locale::En => english(),
            Locale::Vi => None,
        }
        .or_else(|| Some(entry.summary.title.clone()))
    }

    pub(super) fn nothing_fits(&self) -> (Message, Topic) {
        let message = Message {
            confidence: 0.0,
            ..self.reply(Outcome::NotFound, "not_found")
        };
        let topic = Topic {
            options: Vec::new(),
            life_event: None,
            asked_back: false,
            ..self.topic.clone()
        };
        (message, topic)
    }

    /// A personal number is refused, and why.
    fn own_number(&self) -> (Message, Topic) {
        let message = self.reply(Outcome::PersonalData, "own_data");
        (message, self.topic.clone())
    }

    pub(super) fn reply(&self, outcome: Outcome, name: &str) -> Message {
        reply(outcome, name, self.locale)
    }
}
