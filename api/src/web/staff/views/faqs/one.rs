use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::FaqId;
use mobile_contract::editorial::{
    EditFaqDraft, FaqDraft, FaqState, FaqWithdrawn, PersonalKind, PersonalWords, SimilarTicket,
    WithdrawalCause,
};
use mobile_contract::knowledge::Facet;
use mobile_contract::limits::{
    FAQ_ANSWER_CHARS, FAQ_QUESTION_CHARS, REASON_CHARS, REASON_LEAST_CHARS,
};

use super::{PATH, state_name};
use crate::error::Error;
use crate::kernel::words;
use crate::web::staff::faqs::one::Ticked;
use crate::web::staff::views::faq_text::{self, Text};
use crate::web::staff::views::{Shell, moment};
use crate::web::views::{Block, blocks};

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
    /// Whether who looks wrote any of the words.
    pub own: bool,
    /// Names of those who wrote them.
    pub writers: &'a [String],
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
        Some(self.url_of(self.draft.faq.as_ref()?))
    }

    fn url_of(&self, faq: &FaqId) -> String {
        self.shell.href(&format!("/hoi-dap/{faq}"))
    }

    fn writers(&self) -> String {
        self.writers.join(", ")
    }

    /// The causes for taking it back: value, words, what follows from it, whether it is chosen.
    fn causes(&self) -> [(&'static str, &'static str, &'static str, bool); 2] {
        let (f, chosen) = (self.f(), self.ticked.cause);
        [
            (
                "wrong",
                f.cause_wrong,
                f.cause_wrong_line,
                chosen == Some(WithdrawalCause::Wrong),
            ),
            (
                "doubled",
                f.cause_doubled,
                f.cause_doubled_line,
                chosen == Some(WithdrawalCause::Doubled),
            ),
        ]
    }

    fn cause(&self, withdrawn: &FaqWithdrawn) -> &'static str {
        match withdrawn.cause {
            WithdrawalCause::Wrong => self.f().cause_wrong,
            WithdrawalCause::Doubled => self.f().cause_doubled,
        }
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
