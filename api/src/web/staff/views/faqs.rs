use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::editorial::{
    AnswerTemplate, EditFaqDraft, FaqDraft, FaqDraftRow, FaqState, PersonalKind, PersonalWords,
    SimilarTicket,
};
use mobile_contract::knowledge::Facet;
use mobile_contract::limits::{
    FAQ_ANSWER_CHARS, FAQ_QUESTION_CHARS, MESSAGE_CHARS, REASON_CHARS, REASON_LEAST_CHARS,
    TEMPLATE_CHARS, TEMPLATE_TITLE_CHARS,
};

use super::Shell;
use super::faq_text::{self, Text};
use super::format::moment;
use crate::error::Error;
use crate::kernel::words;
use crate::web::staff::faqs::one::Ticked;
use crate::web::staff::faqs::texts::Typed;
use crate::web::views::{Block, blocks, with_param};

/// What was done just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaqStep {
    /// The words were kept.
    Saved,
    /// They were handed in.
    Submitted,
    /// They were sent back.
    SentBack,
    /// They were published.
    Published,
    /// They were taken back.
    Withdrawn,
}

impl FaqStep {
    const ALL: [Self; 5] = [
        Self::Saved,
        Self::Submitted,
        Self::SentBack,
        Self::Published,
        Self::Withdrawn,
    ];

    /// The name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Saved => "luu",
            Self::Submitted => "nop",
            Self::SentBack => "tra-lai",
            Self::Published => "dang",
            Self::Withdrawn => "rut",
        }
    }

    /// The step of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

const fn state_name(t: &'static Text, state: FaqState) -> &'static str {
    match state {
        FaqState::Draft => t.draft,
        FaqState::Submitted => t.submitted,
        FaqState::Published => t.published,
        FaqState::Withdrawn => t.withdrawn,
    }
}

/// `/can-bo/hoi-dap`: questions that are made of answers.
#[derive(Debug, Template)]
#[template(path = "staff/faqs.html")]
pub struct FaqsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// How the words that are listed stand; `None`: all.
    pub state: Option<FaqState>,
    /// The lines.
    pub rows: &'a [FaqDraftRow],
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
}

impl FaqsPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    /// The lists: name, address, whether it is this one.
    fn lists(&self) -> Vec<(&'static str, String, bool)> {
        let f = self.f();
        let of = |name, state: Option<FaqState>, value: &str| {
            let path = match state {
                Some(_) => with_param(PATH, "state", value),
                None => PATH.to_owned(),
            };
            (name, self.shell.href(&path), self.state == state)
        };
        vec![
            of(f.all, None, ""),
            of(f.submitted, Some(FaqState::Submitted), "submitted"),
            of(f.draft, Some(FaqState::Draft), "draft"),
            of(f.published, Some(FaqState::Published), "published"),
            of(f.withdrawn, Some(FaqState::Withdrawn), "withdrawn"),
        ]
    }

    fn state_of(&self, row: &FaqDraftRow) -> &'static str {
        state_name(self.f(), row.state)
    }

    fn moment(&self, time: &DateTime<Utc>) -> String {
        moment(*time, self.shell.chrome.locale)
    }

    fn next_url(&self) -> Option<String> {
        let next = with_param(PATH, "cursor", self.next_cursor?);
        let next = match self.state {
            Some(state) => with_param(&next, "state", &crate::kernel::wire::name(state)),
            None => next,
        };
        Some(self.shell.href(&next))
    }
}

const PATH: &str = "/can-bo/hoi-dap";

/// `/can-bo/hoi-dap/moi`: begins one.
#[derive(Debug, Template)]
#[template(path = "staff/faq_new.html")]
pub struct NewFaqPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// A question that was asked.
    pub question: &'a str,
    /// Code of an answered ticket.
    pub ticket: &'a str,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl NewFaqPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    const fn most(&self) -> usize {
        MESSAGE_CHARS
    }
}

/// `/can-bo/hoi-dap/{id}`: one of them.
#[derive(Debug, Template)]
#[template(path = "staff/faq.html")]
pub struct FaqEditPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// As it is stored.
    pub draft: &'a FaqDraft,
    /// The words in the form: those, or what was typed and refused.
    pub typed: &'a EditFaqDraft,
    /// Tickets that may ask the same.
    pub similar: &'a [SimilarTicket],
    /// What was ticked beside the words.
    pub ticked: &'a Ticked,
    /// Whether who looks may publish.
    pub leads: bool,
    /// Whether who looks wrote the words.
    pub own: bool,
    /// Name of who wrote them.
    pub writer: Option<&'a str>,
    /// What was done just now.
    pub done: Option<FaqStep>,
    /// Why it was refused.
    pub problem: Option<&'a Error>,
}

impl FaqEditPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    fn path(&self) -> String {
        self.shell.href(&format!("{PATH}/{}", self.draft.id))
    }

    fn step(&self, step: &str) -> String {
        self.shell.href(&format!("{PATH}/{}/{step}", self.draft.id))
    }

    fn state(&self) -> &'static str {
        state_name(self.f(), self.draft.state)
    }

    fn told(&self) -> Option<&'static str> {
        let f = self.f();
        self.done.map(|done| match done {
            FaqStep::Saved => f.saved_done,
            FaqStep::Submitted => f.submitted_done,
            FaqStep::SentBack => f.sent_back_done,
            FaqStep::Published => f.published_done,
            FaqStep::Withdrawn => f.withdrawn_done,
        })
    }

    fn is_submitted(&self) -> bool {
        self.draft.state == FaqState::Submitted
    }

    fn answered_on(&self) -> String {
        words::date(self.draft.answered_on)
    }

    fn also(&self) -> String {
        self.typed.also.join("\n")
    }

    fn cites(&self) -> String {
        self.typed.cites.join(" ")
    }

    fn procedure(&self) -> &str {
        self.typed.procedure.as_deref().unwrap_or_default()
    }

    fn correction(&self) -> &str {
        self.typed.correction.as_deref().unwrap_or_default()
    }

    fn facets(&self) -> Vec<(&'static str, &'static str, bool)> {
        let locale = self.shell.chrome.locale;
        let all = Facet::ALL.into_iter();
        all.map(|facet| {
            let chosen = self.typed.facet == Some(facet);
            (facet.as_str(), words::facet_name(facet, locale), chosen)
        })
        .collect()
    }

    fn preview(&self) -> Vec<Block<'_>> {
        blocks(&self.draft.answer)
    }

    fn kind(&self, found: &PersonalWords) -> &'static str {
        let f = self.f();
        match found.kind {
            PersonalKind::Number => f.is_number,
            PersonalKind::Mail => f.is_mail,
            PersonalKind::Name => f.is_name,
            PersonalKind::Address => f.is_address,
            PersonalKind::Code => f.is_code,
        }
    }

    fn part(&self, found: &PersonalWords) -> &'static str {
        let f = self.f();
        match found.part.as_str() {
            "question" => f.question,
            "also" => f.also,
            "correction" => f.correction,
            _ => f.answer,
        }
    }

    /// Only names and addresses may turn out to be nobody's.
    fn may_stay(&self, found: &PersonalWords) -> bool {
        matches!(found.kind, PersonalKind::Name | PersonalKind::Address)
    }

    fn stays(&self, found: &PersonalWords) -> bool {
        self.ticked.impersonal.contains(&found.words)
    }

    fn is_same(&self, ticket: &SimilarTicket) -> bool {
        self.ticked
            .same
            .iter()
            .any(|code| code == ticket.code.as_str())
    }

    fn likeness(&self, ticket: &SimilarTicket) -> u8 {
        (ticket.likeness.clamp(0.0, 1.0) * 100.0).round() as u8
    }

    fn ticket_url(&self, code: &str) -> String {
        self.shell.href(&format!("/can-bo/phieu/{code}"))
    }

    fn page_url(&self) -> Option<String> {
        let faq = self.draft.faq.as_ref()?;
        Some(self.shell.href(&format!("/hoi-dap/{faq}")))
    }

    fn moment(&self, time: &DateTime<Utc>) -> String {
        moment(*time, self.shell.chrome.locale)
    }

    const fn most_of_question(&self) -> usize {
        FAQ_QUESTION_CHARS
    }

    const fn most_of_answer(&self) -> usize {
        FAQ_ANSWER_CHARS
    }

    const fn least_of_reason(&self) -> usize {
        REASON_LEAST_CHARS
    }

    const fn most_of_reason(&self) -> usize {
        REASON_CHARS
    }
}

/// `/can-bo/mau-tra-loi`: texts that answers begin with.
#[derive(Debug, Template)]
#[template(path = "staff/answer_texts.html")]
pub struct AnswerTextsPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The texts.
    pub texts: &'a [AnswerTemplate],
    /// What was typed and refused.
    pub typed: Option<&'a Typed>,
}

impl AnswerTextsPage<'_> {
    fn f(&self) -> &'static Text {
        faq_text::of(self.shell.chrome.locale)
    }

    /// What was typed for a text and refused.
    fn typed_for(&self, text: &AnswerTemplate) -> Option<&Typed> {
        self.typed.filter(|typed| typed.id == Some(text.id))
    }

    fn typed_anew(&self) -> Option<&Typed> {
        self.typed.filter(|typed| typed.id.is_none())
    }

    /// Everything that is wrong, in one sentence each.
    fn wrong(&self, typed: &Typed) -> Vec<String> {
        let told = typed.error.problem(self.shell.chrome.locale, "");
        if told.errors.is_empty() {
            return vec![told.detail.unwrap_or(told.title)];
        }
        let errors = told.errors.into_iter();
        errors.map(|e| words::upper_first(&e.msg)).collect()
    }

    const fn most_of_title(&self) -> usize {
        TEMPLATE_TITLE_CHARS
    }

    const fn most_of_text(&self) -> usize {
        TEMPLATE_CHARS
    }
}
