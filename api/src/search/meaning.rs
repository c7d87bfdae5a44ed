//! What an understood question says, as those ask who act on it.

use mobile_contract::knowledge::Facet;
use mobile_contract::qr::NamedRef;

use super::action::Actions;
use super::matter::matter_of;
use super::query::own_actions;
use super::understand::{Reading, Role, Term, Understood};
use crate::kernel::text::Syllable;

/// Words, folded, that ask for the usual thing to be done with a matter.
const DOING: [&str; 10] = [
    "lam", "xin", "dang", "cap", "mo", "nop", "get", "apply", "register", "make",
];

impl Understood {
    /// Takes note that some of its words name a place: they set the scene.
    pub fn names_place(&mut self, place: NamedRef, own: &[usize]) {
        for at in own {
            if let Some(term) = self.terms.get_mut(*at) {
                term.role = Role::Background;
            }
        }
        self.place = Some(place);
        self.own_place = true;
    }

    /// Whether the place is one that its own words name, not one said before.
    #[must_use]
    pub const fn names_its_place(&self) -> bool {
        self.own_place
    }

    /// Its words, spelling put right.
    #[must_use]
    pub fn words(&self) -> Vec<Syllable> {
        self.terms
            .iter()
            .map(|term| term.syllable.clone())
            .collect()
    }

    /// Whether any word names a matter, and not only what is to be done with it: "cái bị mất ấy" and
    /// "đổi cơ" do not.
    #[must_use]
    pub fn names_a_matter(&self) -> bool {
        let only_acts = |phrase: &[Syllable]| {
            let words: Vec<&str> = phrase.iter().map(|w| w.exact.as_str()).collect();
            !Actions::of(phrase).is_empty() && matter_of(&words.join(" ")).is_empty()
        };
        let words = self.words();
        let mut acts = vec![false; words.len()];
        let mut mark = |span: std::ops::Range<usize>| {
            acts.get_mut(span)
                .into_iter()
                .flatten()
                .for_each(|slot| *slot = true);
        };
        for reading in self.readings.iter().filter(|r| only_acts(&r.phrase)) {
            mark(reading.span.clone());
        }
        for from in 0..words.len() {
            let rest = words.get(from..).unwrap_or_default();
            if let Some(length) = Actions::opening(rest) {
                mark(from..from + length);
            }
        }
        let mut terms = self.terms.iter().zip(acts);
        terms.any(|(term, acts)| term.role == Role::Word && !acts)
    }

    /// Whether it names a matter and nothing else: "căn cước", "sổ đỏ có những thủ tục gì".
    #[must_use]
    pub fn is_bare(&self) -> bool {
        const FEW: usize = 3;
        let words = self.terms.iter().filter(|t| t.role == Role::Word).count();
        let open = matches!(self.facet, None | Some(Facet::Steps));
        let opens = |t: &Term| DOING.contains(&t.syllable.folded.as_str());
        self.code.is_none()
            && words <= FEW
            && open
            && !self.has_action()
            && !self.terms.iter().any(opens)
    }

    /// Whether it asks for anything: a part of a procedure, or something to be done.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.facet.is_some() || self.has_action()
    }

    /// Whether it wants something done, in its own words or by what they mean.
    #[must_use]
    pub fn has_action(&self) -> bool {
        let implied = |r: &Reading| !Actions::of(&r.phrase).is_empty();
        !own_actions(&self.terms).is_empty() || self.readings.iter().any(implied)
    }

    /// Whether its own words say who asks.
    #[must_use]
    pub const fn tells_who(&self) -> bool {
        self.own_audience
    }

    /// What it says beside the part it asks for: "cái thứ hai cần giấy tờ gì" says "cái thứ hai".
    #[must_use]
    pub fn beside_the_part(&self) -> String {
        let words = self.terms.iter().filter(|term| term.role != Role::Cue);
        words
            .map(|term| term.syllable.exact.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Whether any word says what it is about.
    #[must_use]
    pub fn has_meaning(&self) -> bool {
        self.code.is_some()
            || !self.readings.is_empty()
            || self.terms.iter().any(|t| t.role == Role::Word)
    }
}
