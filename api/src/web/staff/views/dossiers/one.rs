use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::dossier::apology::{Apology, ApologyState, LetterWay};
use mobile_contract::dossier::event::DossierState;
use mobile_contract::dossier::staff::{
    Repeat, RepeatKind, StaffDossier, StaffDossierEvent, SupplementReason,
};
use mobile_contract::limits::{
    EVENT_REASON_CHARS, LETTER_NUMBER_CHARS, PERSON_NAME_CHARS, REASON_CHARS, REASON_LEAST_CHARS,
    SIGNER_CHARS,
};
use uuid::Uuid;

use super::text::{self, Text};
use super::{ROOM, names};
use crate::dossiers::figures::flag_name;
use crate::error::Error;
use crate::kernel::wire;
use crate::web::staff::Fields;
use crate::web::staff::views::{Shell, moment};

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $told:ident;)*) => {
        /// What was done just now.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum DossierDone {
            $($(#[$doc])* $name,)*
        }

        impl DossierDone {
            /// The name in addresses.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The step of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$name),)* _ => None }
            }

            const fn told(self, d: &'static Text) -> &'static str {
                match self { $(Self::$name => d.$told,)* }
            }
        }
    };
}

steps! {
    /// An apology was begun.
    Begun = "soan", done_begun;
    /// Its words were kept.
    Saved = "luu", done_saved;
    /// It was handed in.
    Submitted = "trinh", done_submitted;
    /// It was approved, and nobody can be written to.
    Approved = "duyet", done_approved;
    /// It was sent back.
    Rejected = "tra-lai", done_rejected;
    /// It was sent.
    Sent = "gui", done_sent;
    /// Papers were asked for.
    Requested = "bo-sung", done_requested;
    /// Why something was done again was said.
    Justified = "ly-do", done_justified;
}

/// Words as they were typed into a form that was refused.
#[derive(Clone, Debug, Default)]
pub struct DossierTyped(Option<Fields>);

impl DossierTyped {
    /// The words of a form.
    #[must_use]
    pub fn of(fields: &Fields) -> Self {
        Self(Some(fields.clone()))
    }

    fn text(&self, name: &str) -> Option<&str> {
        let fields = self.0.as_ref()?;
        fields.has(name).then(|| fields.text(name))
    }
}

/// `/can-bo/ho-so/{code}`: one dossier.
#[derive(Debug, Template)]
#[template(path = "staff/dossier.html")]
pub struct DossierPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The dossier.
    pub dossier: &'a StaffDossier,
    /// They work on it.
    pub writes: bool,
    /// They lead the agency that has it.
    pub leads: bool,
    /// What was typed.
    pub typed: &'a DossierTyped,
    /// What was done just now.
    pub done: Option<DossierDone>,
    /// Why it was not done.
    pub problem: Option<&'a Error>,
}

impl DossierPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn told(&self) -> Option<&'static str> {
        Some(self.done?.told(self.d()))
    }

    fn action(&self, step: &str) -> String {
        let code = &self.dossier.code;
        self.shell.href(&format!("{ROOM}/{code}/{step}"))
    }

    fn apology_action(&self, id: &Uuid) -> String {
        self.action(&format!("xin-loi/{id}"))
    }

    fn pdf(&self, id: &Uuid) -> String {
        self.action(&format!("xin-loi/{id}.pdf"))
    }

    fn when(&self, at: &DateTime<Utc>) -> String {
        moment(*at, self.shell.chrome.locale)
    }

    fn title(&self) -> &str {
        let procedure = self.dossier.procedure.as_ref();
        procedure.map_or(self.d().dossier, |procedure| &procedure.title)
    }

    fn state(&self) -> &'static str {
        names::state(self.dossier.state, self.shell.chrome.locale)
    }

    fn channel(&self) -> Option<&'static str> {
        Some(names::channel(
            self.dossier.channel?,
            self.shell.chrome.locale,
        ))
    }

    fn flags(&self) -> Vec<&'static str> {
        let locale = self.shell.chrome.locale;
        let flags = self.dossier.flags.iter();
        flags.map(|flag| flag_name(*flag, locale)).collect()
    }

    fn event(&self, event: &StaffDossierEvent) -> &'static str {
        names::event(event.kind, self.shell.chrome.locale)
    }

    fn in_progress(&self) -> bool {
        self.dossier.state == DossierState::InProgress
    }

    /// Whether there is none yet for the end that it runs to. One that was dropped and promised nothing is begun anew.
    fn may_begin(&self) -> bool {
        let own = self.dossier.apologies.iter();
        let mut own = own.filter(|apology| {
            let dropped = apology.state == ApologyState::Dropped && apology.approved_at.is_none();
            Some(apology.due_at) == self.dossier.due_at && !dropped
        });
        self.writes && self.in_progress() && self.dossier.due_at.is_some() && own.next().is_none()
    }

    fn apology_state(&self, apology: &Apology) -> &'static str {
        names::apology(apology.state, self.d())
    }

    fn state_class(&self, apology: &Apology) -> &'static str {
        match apology.state {
            ApologyState::Submitted => "submitted",
            ApologyState::Sent | ApologyState::Approved => "published",
            _ => "",
        }
    }

    fn is_open(&self, apology: &Apology) -> bool {
        apology.state.is_open() && self.writes && self.in_progress()
    }

    fn may_send(&self, apology: &Apology) -> bool {
        apology.state == ApologyState::Approved && self.writes
    }

    /// Officers and leaders of an agency above, who write nothing here.
    fn looks_on(&self) -> bool {
        !self.writes && self.shell.is_one_of(&crate::dossiers::watch::WRITERS)
    }

    /// What is said of asking for papers now, when a leader has to.
    fn leader_only(&self) -> Option<&'static str> {
        let d = self.d();
        Some(match self.dossier.supplement_needs_reason? {
            SupplementReason::Again => d.again_leader,
            SupplementReason::TooLate => d.late_leader,
        })
    }

    /// What the field for a leader's reason is called; none where nobody has to give one.
    fn why_label(&self) -> Option<&'static str> {
        let d = self.d();
        Some(match self.dossier.supplement_needs_reason? {
            SupplementReason::Again => d.why_again,
            SupplementReason::TooLate => d.why_late,
        })
    }

    fn way(&self, apology: &Apology) -> &'static str {
        match apology.reachable {
            Some(LetterWay::Mail) => self.d().by_mail,
            Some(LetterWay::Sms) => self.d().by_sms,
            Some(LetterWay::Paper) | None => self.d().by_nothing,
        }
    }

    /// What was typed into a form that was refused, else what is kept.
    fn kept<'k>(&'k self, name: &str, kept: &'k str) -> &'k str {
        self.typed.text(name).unwrap_or(kept)
    }

    fn typed_only(&self, name: &str) -> &str {
        self.typed.text(name).unwrap_or_default()
    }

    fn new_due(&self, apology: &Apology) -> String {
        let kept = apology.new_due.to_string();
        self.typed.text("new_due").map_or(kept, str::to_owned)
    }

    fn repeat(&self, repeat: &Repeat) -> String {
        let d = self.d();
        let what = match repeat.kind {
            RepeatKind::Extension => d.repeat_extension,
            RepeatKind::Supplement => d.repeat_supplement,
        };
        format!("{what} {}", repeat.count)
    }

    fn repeat_kind(&self, repeat: &Repeat) -> String {
        wire::name(repeat.kind)
    }

    /// Only the last of its kind can be justified: it counts for those before.
    fn may_justify(&self, repeat: &Repeat) -> bool {
        let same = self
            .dossier
            .repeats
            .iter()
            .filter(|r| r.kind == repeat.kind);
        let last = same.map(|r| r.count).max();
        self.leads && repeat.justification.is_none() && Some(repeat.count) == last
    }

    const fn most(&self) -> [usize; 5] {
        [
            EVENT_REASON_CHARS,
            SIGNER_CHARS,
            PERSON_NAME_CHARS,
            LETTER_NUMBER_CHARS,
            REASON_CHARS,
        ]
    }

    const fn least(&self) -> usize {
        REASON_LEAST_CHARS
    }
}
