//! Ranks candidates by features one can read.

use mobile_contract::search::HitKind;
use motcua_seed::ranking::{Confidence, Weights};

use super::card::{Card, Name};
use super::lexicon::Learnt;
use super::presence::{Bench, Credits, Presence};
use super::query::{Query, Row, Wanted};
use super::slots::Slots;

/// A reading that is found less than this is not found.
const LEAST_READING: f32 = 0.55;

/// Weight of a phrase that is enough to know what is meant.
const ENOUGH: f32 = 12.0;

/// How a record fits a question.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Share of what the question says that the name holds.
    pub(super) coverage: f32,
    /// The same, counting words that no title knows as missing.
    pub(super) certainty: f32,
    /// Share of the name that the question says, in whatever words.
    pub(super) focus: f32,
    /// Share of the name that the question says in the name's own words.
    pub(super) typed: f32,
    /// The engine's score beside the best candidate's.
    pub(super) engine: f32,
    /// Actions in common.
    pub(super) same_action: f32,
    /// Actions that only the question has.
    pub(super) missing_action: f32,
    /// Actions that only the name has.
    pub(super) other_action: f32,
    /// A plain name for a question that wants nothing special.
    pub(super) plain: f32,
    /// Share of marked words whose marks agree.
    pub(super) exact: f32,
    /// Curated knowledge.
    pub(super) curated: f32,
    /// A field that people come with every day.
    pub(super) everyday: f32,
    /// How much was found, 0..=1: one rare word is little, a whole phrase is enough.
    pub(super) mass: f32,
    /// Handled at the ministry or beyond.
    pub(super) far: f32,
    /// Does what the question says is not wanted.
    pub(super) refused: f32,
    /// Handled at the level that the question names; below 0: at others only.
    pub(super) level: f32,
    /// For those who ask; below 0: for others only.
    pub(super) audience: f32,
    /// Share of what the question says that stands in the running text, where the name lacks it.
    pub(super) body: f32,
    /// Said by a name that people use, not by the title.
    pub(super) alias: f32,
    /// A question that is often asked, not a procedure.
    pub(super) faq: f32,
}

impl Features {
    /// Those of a procedure that is named by its code.
    pub(super) fn of_its_code() -> Self {
        Self {
            coverage: 1.0,
            certainty: 1.0,
            focus: 1.0,
            ..Self::default()
        }
    }

    /// Those of a hit that covers so much of what was said.
    #[cfg(test)]
    pub(crate) fn covering(share: f32) -> Self {
        Self {
            coverage: share,
            certainty: share,
            ..Self::default()
        }
    }

    /// Whether clearly more of what was said is found.
    #[must_use]
    pub fn covers_more_than(&self, other: &Self) -> bool {
        const CLEARLY: f32 = 0.05;
        self.coverage - other.coverage >= CLEARLY
    }

    /// Whether the record is for others than those who ask, and this one for them, covering as much.
    #[must_use]
    pub fn gives_way_to(&self, other: &Self) -> bool {
        self.audience < 0.0 && other.audience > 0.0 && !self.covers_more_than(other)
    }

    /// Whether the record does something of what is wanted.
    #[must_use]
    pub fn does_what_is_wanted(&self) -> bool {
        self.same_action > 0.0
    }

    /// Whether enough of what was said is found to ask about it.
    #[must_use]
    pub fn covers_something(&self) -> bool {
        const SOMETHING: f32 = 0.25;
        self.certainty >= SOMETHING
    }

    /// Whether the record does something that nobody asked for: "sổ đỏ" alone does not ask for its
    /// reissue.
    #[must_use]
    pub fn guesses_action(&self) -> bool {
        const MOSTLY: f32 = 0.5;
        self.other_action >= MOSTLY && self.same_action == 0.0
    }

    pub(super) fn score(&self, w: &Weights) -> f32 {
        w.coverage * self.coverage
            + w.focus * self.focus
            + w.typed * self.typed
            + w.engine * self.engine
            + w.same_action * self.same_action
            + w.missing_action * self.missing_action
            + w.other_action * self.other_action
            + w.plain * self.plain
            + w.exact * self.exact
            + w.curated * self.curated
            + w.everyday * self.everyday
            + w.far * self.far
            + w.refused * self.refused
            + w.level * self.level
            + w.audience * self.audience
            + w.body * self.body
            + w.alias * self.alias
    }

    /// Each feature with its name, for whoever wants to know why.
    #[must_use]
    pub fn named(&self) -> [(&'static str, f32); 20] {
        [
            ("coverage", self.coverage),
            ("certainty", self.certainty),
            ("focus", self.focus),
            ("typed", self.typed),
            ("engine", self.engine),
            ("same_action", self.same_action),
            ("missing_action", self.missing_action),
            ("other_action", self.other_action),
            ("plain", self.plain),
            ("exact", self.exact),
            ("curated", self.curated),
            ("everyday", self.everyday),
            ("far", self.far),
            ("refused", self.refused),
            ("level", self.level),
            ("audience", self.audience),
            ("body", self.body),
            ("alias", self.alias),
            ("mass", self.mass),
            ("faq", self.faq),
        ]
    }

    /// How well the record covers what was asked, 0..=1.
    pub(super) fn confidence(&self, c: &Confidence) -> f32 {
        let logit = c.bias
            + c.certainty * self.certainty
            + c.coverage * self.coverage
            + c.focus * self.focus
            + c.typed * self.typed
            + c.mass * self.mass
            + c.missing_action * self.missing_action
            + c.other_action * self.other_action
            + c.body * self.body
            + c.refused * self.refused;
        1.0 / (1.0 + (-logit).exp())
    }
}

/// Features of the best name of a record.
pub(super) fn features(
    card: &Card,
    query: &Query,
    bench: &mut Bench,
    engine: f32,
    weights: &Weights,
) -> Features {
    let best = card
        .names
        .iter()
        .enumerate()
        .filter(|(_, name)| query.foreign || !name.foreign)
        .filter_map(|(at, name)| {
            Some(Features {
                alias: f32::from(u8::from(at > 0)),
                ..of_name(name, card.words(name), query, bench)?
            })
        })
        .max_by(|a, b| a.score(weights).total_cmp(&b.score(weights)))
        .unwrap_or_default();
    Features {
        level: fits(u16::from(query.level), u16::from(card.levels)),
        audience: fits(query.audience, card.audiences),
        body: body(card, query, best.coverage),
        faq: f32::from(u8::from(card.kind == HitKind::Faq)),
        engine,
        curated: f32::from(u8::from(card.curated)),
        everyday: f32::from(u8::from(card.everyday || card.kind == HitKind::Faq)),
        far: f32::from(u8::from(card.level >= 3)),
        ..best
    }
}

/// 1: what is wanted is among what there is; -1: only others are; 0: one of both is not said.
fn fits(wanted: u16, there: u16) -> f32 {
    match (wanted, there) {
        (0, _) | (_, 0) => 0.0,
        _ if wanted & there != 0 => 1.0,
        _ => -1.0,
    }
}

/// Long questions tell details that no name has; the running text of the right one does.
fn body(card: &Card, query: &Query, coverage: f32) -> f32 {
    let (mut found, mut whole) = (0.0_f32, 0.0_f32);
    for wanted in query.row.words.iter().filter(|w| w.weight > 0.0) {
        whole += wanted.weight;
        let mut as_typed = wanted.ids.iter().take(wanted.as_typed);
        if as_typed.any(|id| card.mentions(*id)) {
            found += wanted.weight;
        }
    }
    if whole > 0.0 {
        (1.0 - coverage) * found / whole
    } else {
        0.0
    }
}

/// Features of a name; None when the question mentions no word of it.
fn of_name(name: &Name, words: &[Learnt], query: &Query, bench: &mut Bench) -> Option<Features> {
    bench.lay(words, query)?;
    let exact = exactness(&query.row, &bench.credits);
    let mut typed = Slots::default();
    for (wanted, credit) in query.row.words.iter().zip(&bench.credits.words) {
        if *credit > 0.0 && wanted.weight > 0.5 {
            say(&mut typed, wanted);
        }
    }
    let mut said = typed;
    bench.read(query, LEAST_READING, |row| said.join(&row.any));
    let wanted = if query.actions.is_empty() {
        query.implied
    } else {
        query.actions
    };
    let found = bench.credits.found(&query.row);
    let share = |whole: f32| if whole > 0.0 { found / whole } else { 0.0 };
    let (focus, typed) = focus(words, &bench.presence, &said, &typed);
    Some(Features {
        mass: (found / ENOUGH).min(1.0),
        coverage: share(query.row.whole),
        certainty: share(query.row.whole + query.unknown),
        focus,
        typed,
        same_action: wanted.shared(name.actions) as f32 / wanted.len().max(1) as f32,
        missing_action: missing_actions(name, query),
        other_action: other_actions(name, query),
        refused: f32::from(u8::from(name.actions.shared(query.refused) > 0)),
        plain: f32::from(u8::from(name.plain && query.actions.is_empty())),
        exact,
        ..Features::default()
    })
}

fn say(said: &mut Slots, wanted: &Wanted) {
    said.join(&wanted.sure);
    said.join(&wanted.perhaps);
}

/// Typed actions must be there; of implied ones, one suffices.
fn missing_actions(name: &Name, query: &Query) -> f32 {
    if query.actions.is_empty() {
        let none = !query.implied.is_empty() && query.implied.shared(name.actions) == 0;
        return 0.5 * f32::from(u8::from(none));
    }
    query.actions.beyond(name.actions) as f32 / query.actions.len() as f32
}

/// A name that lists several actions ("cấp, gia hạn, cấp lại …") is not about the other ones only.
fn other_actions(name: &Name, query: &Query) -> f32 {
    let other = name.actions.beyond(query.actions.with(query.implied));
    let all = name.actions.len() + u32::from(name.plain);
    if all == 0 {
        0.0
    } else {
        other as f32 / all as f32
    }
}

/// Which share of a name is said, in whatever words and in its own.
fn focus(name: &[Learnt], presence: &Presence, said: &Slots, typed: &Slots) -> (f32, f32) {
    let (mut any, mut own, mut whole) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (weight, slot) in name.iter().map(|word| word.tells).zip(&presence.slots) {
        whole += weight;
        if said.contains(*slot) {
            any += weight;
        }
        if typed.contains(*slot) {
            own += weight;
        }
    }
    if whole > 0.0 {
        (any / whole, own / whole)
    } else {
        (0.0, 0.0)
    }
}

/// Share of the marked words whose marks agree, of those that are found before readings are.
fn exactness(row: &Row, credits: &Credits) -> f32 {
    let (mut same, mut whole) = (0.0_f32, 0.0_f32);
    for (wanted, credit) in row.words.iter().zip(&credits.words) {
        if wanted.marked && *credit > 0.0 {
            whole += wanted.weight;
            if *credit >= 1.0 {
                same += wanted.weight;
            }
        }
    }
    if whole > 0.0 { same / whole } else { 0.0 }
}
