//! The counter (quầy) whose code was scanned: it is named, what is done there comes first, and where another counter
//! of the same place does what is asked for, that is said.

use mobile_contract::Locale;
use mobile_contract::chat::{ChatOption, Message, Outcome};
use mobile_contract::knowledge::{Counter, Facet, Procedure};
use mobile_contract::qr::{NamedRef, ScannedCode};
use mobile_contract::{ProcedureCode, Slug};

use super::decide::{Decision, at_counter, decide, is_sibling};
use super::talk::Assistant;
use super::topic::Topic;
use super::turn::{Turn, blank, reply};
use super::{answer, doing, replies};
use crate::kernel::period::EffectiveDated;
use crate::kernel::words::lower_first;
use crate::qr::SEEN;
use crate::search::{Found, Understood};

/// What the ids of choices begin with that are done at the counter, and were asked for as such.
pub const DONE_HERE: &str = "here:";
/// Most procedures that are listed.
const LISTED: usize = 20;
/// Most other counters that are named.
const OTHERS: usize = 3;

/// A message that tells at which counter it is said.
pub(super) fn told(message: Message, here: Option<&ScannedCode>) -> Message {
    Message {
        counter: here.and_then(|here| here.counter.clone()),
        agency: here.and_then(|here| here.agency.clone()),
        ..message
    }
}

impl Assistant {
    /// The greeting; at a counter it says where one is.
    pub(super) fn greeting(&self, here: Option<&ScannedCode>, locale: Locale) -> Message {
        let message = match here.and_then(|here| self.whereabouts(here, locale)) {
            Some(at) => {
                let ask = replies::known("greeting_here", locale);
                let what = locale.pick("Quầy này làm gì?", "What can I do here?");
                Message {
                    suggestions: vec![what.to_owned()],
                    ..blank(Outcome::Smalltalk, format!("{at} {ask}"))
                }
            }
            None => reply(Outcome::Smalltalk, "greeting", locale),
        };
        told(message, here)
    }

    fn whereabouts(&self, here: &ScannedCode, locale: Locale) -> Option<String> {
        let name = &here.counter.as_ref()?.name;
        let place = here.place.as_ref().map(|place| match locale {
            Locale::Vi => format!(", {}", lower_first(&place.name)),
            Locale::En => format!(", {}", place.name),
        });
        let place = place.unwrap_or_default();
        let mut at = match locale {
            Locale::Vi => format!("Chào bạn. Bạn đang ở quầy “{name}”{place}."),
            Locale::En => format!("Hello. You are at the counter “{name}”{place}."),
        };
        if let Some(notice) = self.ended(here) {
            at.push(' ');
            at.push_str(notice);
        }
        Some(at)
    }

    /// Who does the work of a counter whose agency has ended.
    fn ended<'a>(&self, here: &'a ScannedCode) -> Option<&'a str> {
        let today = self.clock.today();
        let agencies = self.resolver.agencies.get();
        let standing = agencies.counter(&here.counter.as_ref()?.id, today)?;
        let ended = !standing.opened_by.holds_on(today);
        here.notice.as_deref().filter(|_| ended)
    }

    /// Whether a counter stands in a place, and its agency is at work. What a body that has ended did says nothing
    /// of where it is done today.
    fn works_in(&self, counter: &Counter, place: &Slug) -> bool {
        let today = self.clock.today();
        let agencies = self.resolver.agencies.get();
        let standing = agencies.counter(&counter.id, today);
        standing.is_some_and(|standing| standing.opened_by.holds_on(today))
            && self
                .resolver
                .place_today(&counter.place)
                .is_some_and(|there| there.id == *place)
    }
}

impl Turn<'_> {
    /// What is to be done about hits. Between procedures too near to tell apart, the one done here is meant.
    pub(super) fn decide<'h>(&self, hits: &'h [Found], bare: bool) -> Decision<'h> {
        let decision = decide(hits, self.may_ask(), bare);
        if self.here.is_none() {
            return decision;
        }
        at_counter(decision, hits, bare, |hit| {
            let code = hit.code.parse();
            code.is_ok_and(|code| self.is_done_here(&code))
        })
    }

    /// Whether a choice is something that is done at this counter.
    pub(super) fn is_choice_here(&self, option: &ChatOption) -> bool {
        let code = option.procedure_code.as_ref();
        code.is_some_and(|code| self.is_done_here(code))
    }

    fn is_done_here(&self, code: &ProcedureCode) -> bool {
        let done = self.here.map_or(&[][..], |here| here.procedures.as_slice());
        done.iter().any(|procedure| procedure.code == *code)
    }

    /// "Thủ tục ở đây", "quầy này làm gì": what people come to this counter for.
    pub(super) fn what_is_done_here(
        &self,
        text: &str,
        understood: &Understood,
    ) -> Option<(Message, Topic)> {
        let here = self.here?;
        let counter = here.counter.as_ref()?;
        let asks = doing::asks_what_is_done_here(text, &understood.words());
        asks.then(|| self.done_here(here, counter))
    }

    fn done_here(&self, here: &ScannedCode, counter: &NamedRef) -> (Message, Topic) {
        if here.procedures.is_empty() {
            let unknown = self.reply(Outcome::Smalltalk, "nothing_known_here");
            return (unknown, self.topic.clone());
        }
        let listed = here.procedures.iter().take(LISTED);
        let options: Vec<ChatOption> = listed
            .map(|procedure| ChatOption {
                id: format!("{DONE_HERE}{}", procedure.code),
                label: self.label(&procedure.code, &procedure.title),
                procedure_code: Some(procedure.code.clone()),
            })
            .collect();
        let message = Message {
            citations: self.sources(counter),
            options: options.clone(),
            ..blank(Outcome::Answered, self.list(here, counter, &options))
        };
        let topic = Topic {
            options,
            ..Topic::default()
        };
        (message, topic)
    }

    fn list(&self, here: &ScannedCode, counter: &NamedRef, options: &[ChatOption]) -> String {
        let name = &counter.name;
        let mut lines = vec![match self.locale {
            Locale::Vi => format!("Việc hay làm ở quầy “{name}”:"),
            Locale::En => format!("What people mostly come to the counter “{name}” for:"),
        }];
        let numbered = options.iter().zip(1..);
        lines.extend(numbered.map(|(option, at)| format!("{at}. {}", option.label)));
        let more = here.procedures.len().saturating_sub(options.len());
        if more > 0 {
            lines.push(more_at(&here.page_url, more, self.locale));
        }
        lines.extend(self.assistant.ended(here).map(str::to_owned));
        lines.join("\n")
    }

    fn sources(&self, counter: &NamedRef) -> Vec<mobile_contract::chat::Citation> {
        let agencies = self.assistant.resolver.agencies.get();
        let standing = agencies.counter(&counter.id, self.assistant.clock.today());
        standing.map_or_else(Vec::new, |standing| {
            answer::citations(&standing.counter.sources)
        })
    }

    /// Names the counter of the same place that does a procedure, where this one is not known to. Said once, and
    /// whenever it is asked where.
    pub(super) fn add_counter(
        &self,
        procedure: &Procedure,
        facet: Option<Facet>,
        text: &mut String,
    ) {
        let said = self.topic.procedure.as_ref() == Some(&procedure.code);
        if said && facet != Some(Facet::Place) {
            return;
        }
        let others = self.other_counters(procedure);
        if others.is_empty() {
            return;
        }
        let done_at = self
            .locale
            .pick("Thủ tục này có làm tại quầy", "This is done at the counter");
        text.push_str(&format!("\n{done_at}: {}.", others.join("; ")));
    }

    /// Nothing where it is not known what this counter does, or it does the same at another level of government.
    fn other_counters(&self, procedure: &Procedure) -> Vec<String> {
        let Some(here) = self.here.filter(|here| !here.procedures.is_empty()) else {
            return Vec::new();
        };
        let (Some(counter), Some(place)) = (&here.counter, &here.place) else {
            return Vec::new();
        };
        let mut done = here.procedures.iter();
        if done.any(|own| own.code == procedure.code || is_sibling(&own.title, &procedure.title)) {
            return Vec::new();
        }
        let agencies = self.assistant.resolver.agencies.get();
        agencies
            .counters()
            .filter(|other| other.id != counter.id && other.procedures.contains(&procedure.code))
            .filter(|other| self.assistant.works_in(other, &place.id))
            .take(OTHERS)
            .map(|other| other.name.clone())
            .collect()
    }

    /// What is said instead of an answer. What is told of service here goes along with the counter, unless its sender
    /// says otherwise.
    pub(super) fn guarded(&self, outcome: Outcome, name: &str) -> Message {
        let mut message = self.reply(outcome, name);
        let here = self.here.filter(|_| self.is_visit);
        let counter = here.and_then(|here| here.counter.as_ref());
        if let Some(counter) = counter.filter(|_| outcome == Outcome::Feedback) {
            let elsewhere = self.locale.pick(
                "Nếu việc ở nơi khác, bạn bỏ chọn quầy trước khi gửi.",
                "If it happened elsewhere, untick the counter before you send it.",
            );
            let goes_along = self.locale.pick(
                "Phiếu gửi từ đây ghi sẵn quầy",
                "What you send from here names the counter",
            );
            message
                .text
                .push_str(&format!("\n{goes_along}: {}. {elsewhere}", counter.name));
        }
        message
    }
}

/// Where the rest of what is done at a counter is listed. Whoever follows that has not scanned anything.
fn more_at(page: &str, more: usize, locale: Locale) -> String {
    match locale {
        Locale::Vi => format!("Còn {more} việc nữa, xem tại {page}?{SEEN}"),
        Locale::En => format!("{more} more are listed at {page}?{SEEN}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_the_rest_is_not_taken_for_a_scan() {
        let page = "https://motcua.example/q/7K3M9QK";
        assert_eq!(
            more_at(page, 3, Locale::Vi),
            "Còn 3 việc nữa, xem tại https://motcua.example/q/7K3M9QK?seen=1"
        );
        assert!(more_at(page, 3, Locale::En).ends_with("/q/7K3M9QK?seen=1"));
    }
}
