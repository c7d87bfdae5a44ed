//! A question laid beside the lexicon: which words of the catalogue it may mean, and how much each
//! of them tells.

use rustc_hash::FxHashMap;

use super::action::Actions;
use super::index::{audience_bit, level_bit};
use super::lexicon::{ExactId, FoldedId, Lexicon};
use super::slots::{NO_SLOT, Positions, Slots};
use super::understand::{Role, Term, Understood};
use crate::kernel::marks::Marks;
use crate::kernel::text::Syllable;

/// Weight of words that set the scene.
const BACKGROUND_WEIGHT: f32 = 0.35;
/// Weight of cue and filler words: they break ties, no more.
const CUE_WEIGHT: f32 = 0.12;
/// Filler words tell even less.
const FILLER_WEIGHT: f32 = 0.04;
/// What a word loses that questions of every field use.
const CHATTER: f32 = 0.8;
/// What a pair tells beside its words.
const PAIR_SHARE: f32 = 0.5;
/// What a word that no title knows tells: it lowers confidence, not the ranking.
const UNKNOWN_WEIGHT: f32 = 4.0;
/// Most that one word tells; rare words are often accidents.
const MOST_WEIGHT: f32 = 6.5;
/// Words that weigh this much together are a topic.
const TOPIC_WEIGHT: f32 = 6.0;
/// What words of a story tell beside those that say what is wanted.
const STORY_SHARE: f32 = 0.45;
/// How surely lay names in the story mean something, beside those in what is wanted.
const STORY_READING: f32 = 0.7;
/// What words tell that follow the first cue after a topic.
const AFTERTHOUGHT: f32 = 0.4;
/// Most typing corrections considered for a word.
const CORRECTIONS: usize = 4;

/// A word that is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) weight: f32,
    /// Spellings that agree.
    pub(super) sure: Slots,
    /// Spellings that a correction or a wrong mark leads to.
    pub(super) perhaps: Slots,
    /// Folded syllables it may mean, for the engine; corrections last.
    pub(super) ids: Vec<FoldedId>,
    /// How many of `ids` are as typed.
    pub(super) as_typed: usize,
    /// Whether the typed word carries marks.
    pub(super) marked: bool,
}

/// Words that are looked for in a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) words: Vec<Wanted>,
    /// `pairs[i]`: weight of the words `i` and `i + 1` side by side; 0 where no title has them so.
    pub(super) pairs: Vec<f32>,
    /// Every spelling that any of the words may be.
    pub(super) any: Slots,
    /// What all words and pairs weigh.
    pub(super) whole: f32,
}

impl Row {
    fn new(words: Vec<Wanted>, lexicon: &Lexicon) -> Self {
        let pairs = pair_weights(&words, lexicon);
        let mut any = Slots::default();
        for wanted in &words {
            any.join(&wanted.sure);
            any.join(&wanted.perhaps);
        }
        Self {
            whole: words
                .iter()
                .map(|w| w.weight)
                .chain(pairs.iter().copied())
                .sum(),
            any,
            pairs,
            words,
        }
    }
}

/// Which own words of a question a spelling may be.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meant {
    pub(super) sure: Positions,
    pub(super) perhaps: Positions,
}

/// A row that stands for a part of the question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alternative {
    /// Which of the rows of readings.
    pub(super) row: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) strength: f32,
}

/// The question, beside the lexicon.
#[derive(Debug, Default)]
pub(super) struct Query {
    pub(super) row: Row,
    pub(super) alternatives: Vec<Alternative>,
    /// What readings say, each once: several words may mean the same.
    pub(super) readings: Vec<Row>,
    /// Which own words each slot may be.
    meant: Vec<Meant>,
    /// The slot of each spelling of the lexicon; [`NO_SLOT`] for those that are not looked for.
    slots: Vec<u16>,
    /// How many slots there are.
    taken: u16,
    /// What it wants done, in its own words.
    pub(super) actions: Actions,
    /// What it may want done, by what its words mean.
    pub(super) implied: Actions,
    /// What it says is not wanted.
    pub(super) refused: Actions,
    /// The level of government it names, a bit; 0: none.
    pub(super) level: u8,
    /// Who asks, a bit; 0: not said.
    pub(super) audience: u16,
    /// Whether any of its words is English: only then English names are looked at.
    pub(super) foreign: bool,
    /// Weight of words that no title knows.
    pub(super) unknown: f32,
}

impl Query {
    /// Lays a question beside the lexicon.
    pub(super) fn new(question: &Understood, lexicon: &Lexicon) -> Self {
        let mut query = Self {
            slots: vec![NO_SLOT; lexicon.spellings_known()],
            ..Self::default()
        };
        let words = &question.terms;
        for (at, term) in words.iter().enumerate() {
            let wanted = query.want(words, at, term, lexicon);
            query.row.words.push(wanted);
        }
        query.read(question, lexicon);
        query.lend_weight();
        query.doubt_the_story(question);
        let topic_ends = query.doubt_afterthoughts(question);
        (query.actions, query.implied) = actions(question, topic_ends);
        query.refused = question.refused.without(query.actions);
        query.foreign = question.says_english;
        query.level = question.level.map_or(0, level_bit);
        query.audience = question.audience.map_or(0, audience_bit);
        query.row = Row::new(std::mem::take(&mut query.row.words), lexicon);
        query.meant = meant(&query.row, query.taken);
        query
    }

    /// Which own words a spelling that is looked for may be.
    pub(super) fn meant(&self, slot: u16) -> Option<&Meant> {
        self.meant.get(usize::from(slot))
    }

    /// Lays what words mean beside the lexicon.
    fn read(&mut self, question: &Understood, lexicon: &Lexicon) {
        let mut known: FxHashMap<&[Syllable], usize> = FxHashMap::default();
        for reading in &question.readings {
            let row = known.get(reading.phrase.as_slice()).copied();
            let row = row.unwrap_or_else(|| {
                let official = self.official(&reading.phrase, lexicon);
                self.readings.push(official);
                self.readings.len() - 1
            });
            known.insert(&reading.phrase, row);
            self.alternatives.push(Alternative {
                row,
                start: reading.span.start,
                end: reading.span.end,
                strength: reading.strength,
            });
        }
    }

    /// The slot of a spelling; [`NO_SLOT`] when it is not looked for.
    pub(super) fn slot_of(&self, exact: ExactId) -> u16 {
        self.slots.get(exact as usize).copied().unwrap_or(NO_SLOT)
    }

    fn want(&mut self, words: &[Term], at: usize, term: &Term, lexicon: &Lexicon) -> Wanted {
        let mut wanted = self.spelled(&term.syllable, lexicon);
        let known = wanted.ids.first().map_or(0, |id| lexicon.frequency(*id));
        let best = if term.role == Role::Word {
            let corrected = self.correct(&mut wanted, words, at, lexicon);
            known.max(corrected)
        } else {
            known
        };
        let role = match term.role {
            Role::Word => 1.0,
            Role::Background => BACKGROUND_WEIGHT,
            Role::Cue => CUE_WEIGHT,
            Role::Filler => FILLER_WEIGHT,
            Role::Denied => 0.0,
        };
        let spread = wanted.ids.first().map_or(0.0, |id| lexicon.spread(*id));
        let role = role * CHATTER.mul_add(-spread, 1.0);
        if best == 0 {
            self.unknown += role * UNKNOWN_WEIGHT;
        } else {
            wanted.weight = role * lexicon.weight(best).min(MOST_WEIGHT);
        }
        wanted
    }

    /// Of a story the words that say what is wanted count; the others set the scene.
    fn doubt_the_story(&mut self, question: &Understood) {
        if question.wanted.is_empty() {
            return;
        }
        let wanted = |at: usize| question.wanted.iter().any(|span| span.contains(&at));
        for (at, word) in self.row.words.iter_mut().enumerate() {
            if !wanted(at) {
                word.weight *= STORY_SHARE;
            }
        }
        for alternative in &mut self.alternatives {
            if !wanted(alternative.start) {
                alternative.strength *= STORY_READING;
            }
        }
    }

    /// "Đăng ký kết hôn cần giấy tờ gì, có cần hộ khẩu không": once something has been asked of a
    /// topic, what follows is a detail of it. Returns where that begins.
    fn doubt_afterthoughts(&mut self, question: &Understood) -> usize {
        let words = self.row.words.len();
        let cue = question
            .terms
            .iter()
            .position(|t| t.role == Role::Cue)
            .unwrap_or(words);
        let topic = self
            .row
            .words
            .iter()
            .take(cue)
            .map(|w| w.weight)
            .sum::<f32>();
        if topic < TOPIC_WEIGHT {
            return words;
        }
        for word in self.row.words.iter_mut().skip(cue) {
            word.weight *= AFTERTHOUGHT;
        }
        cue
    }

    /// The spellings of a syllable, by how they agree with its marks.
    fn spelled(&mut self, syllable: &Syllable, lexicon: &Lexicon) -> Wanted {
        let mut wanted = Wanted {
            marked: syllable.is_marked(),
            ..Wanted::default()
        };
        if let Some(id) = lexicon.id(&syllable.folded) {
            wanted.ids.push(id);
            wanted.as_typed = 1;
            let typed = Marks::of(&syllable.exact);
            for (exact, known) in lexicon.spellings(id) {
                let slot = self.slot(exact);
                if typed.allow(known) {
                    wanted.sure.insert(slot);
                } else {
                    wanted.perhaps.insert(slot);
                }
            }
        }
        wanted
    }

    fn slot(&mut self, exact: ExactId) -> u16 {
        let Some(slot) = self.slots.get_mut(exact as usize) else {
            return NO_SLOT;
        };
        if *slot == NO_SLOT {
            *slot = self.taken;
            self.taken = self.taken.saturating_add(1);
        }
        *slot
    }

    /// Looks for what a word that fits nowhere was meant to be: one slip away, or its beginning
    /// while it is being typed. Returns the frequency of the best correction.
    fn correct(
        &mut self,
        wanted: &mut Wanted,
        words: &[Term],
        at: usize,
        lexicon: &Lexicon,
    ) -> u32 {
        let Some(term) = words.get(at) else { return 0 };
        let typed = term.syllable.folded.as_str();
        let id_at = |i: Option<usize>| {
            i.and_then(|i| words.get(i))
                .and_then(|t| lexicon.id(&t.syllable.folded))
        };
        let (before, after) = (id_at(at.checked_sub(1)), id_at(at.checked_add(1)));
        let support = |id: FoldedId| {
            before.map_or(0, |b| lexicon.pair_frequency(b, id))
                + after.map_or(0, |a| lexicon.pair_frequency(id, a))
        };
        let known = wanted.ids.first().copied();
        // A word that some title spells so is right, whatever stands beside it.
        if typed.len() < 3 || known.is_some_and(|id| support(id) > 0 || !wanted.sure.is_empty()) {
            return 0;
        }
        let last = at + 1 == words.len();
        let mut found: Vec<(u32, FoldedId)> = lexicon
            .near(typed)
            .chain(lexicon.beginning_with(if last && known.is_none() { typed } else { "\0" }))
            .map(|id| (support(id), id))
            .filter(|(support, _)| *support > 0 || known.is_none())
            .collect();
        found.sort_by_key(|(support, id)| {
            (std::cmp::Reverse((*support, lexicon.frequency(*id))), *id)
        });
        found.dedup_by_key(|(_, id)| *id);
        found.truncate(CORRECTIONS);
        for (_, id) in &found {
            wanted.ids.push(*id);
            for (exact, _) in lexicon.spellings(*id) {
                let slot = self.slot(exact);
                wanted.perhaps.insert(slot);
            }
        }
        found.first().map_or(0, |(_, id)| lexicon.frequency(*id))
    }

    /// A phrase in the law's own words.
    fn official(&mut self, phrase: &[Syllable], lexicon: &Lexicon) -> Row {
        let words: Vec<Wanted> = phrase
            .iter()
            .map(|syllable| {
                let mut wanted = self.spelled(syllable, lexicon);
                let frequency = wanted.ids.first().map_or(0, |id| lexicon.frequency(*id));
                wanted.weight = lexicon.weight(frequency).min(MOST_WEIGHT);
                wanted
            })
            .collect();
        Row::new(words, lexicon)
    }

    /// Words that a reading explains weigh as much as what they mean, even if no title knows them.
    fn lend_weight(&mut self) {
        for alternative in &self.alternatives {
            let words = self.readings.get(alternative.row);
            let words = words.into_iter().flat_map(|row| &row.words);
            let total = words.map(|w| w.weight).sum::<f32>();
            let share =
                alternative.strength * total / (alternative.end - alternative.start).max(1) as f32;
            let span = self.row.words.get_mut(alternative.start..alternative.end);
            for word in span.into_iter().flatten() {
                if word.weight == 0.0 {
                    self.unknown = (self.unknown - UNKNOWN_WEIGHT).max(0.0);
                }
                word.weight = word.weight.max(share.min(MOST_WEIGHT));
            }
        }
    }
}

/// What the question wants done, in its own words and in the law's.
fn actions(question: &Understood, topic_ends: usize) -> (Actions, Actions) {
    let own = own_actions(question.terms.get(..topic_ends).unwrap_or_default());
    let implied = question
        .readings
        .iter()
        .filter(|reading| reading.span.start < topic_ends)
        .fold(Actions::default(), |all, reading| {
            all.with(Actions::of(&reading.phrase))
        });
    (own, implied)
}

/// What words themselves want done, without those that are denied.
pub(super) fn own_actions(terms: &[Term]) -> Actions {
    terms
        .chunk_by(|a, b| (a.role == Role::Denied) == (b.role == Role::Denied))
        .filter(|run| run.first().is_some_and(|term| term.role != Role::Denied))
        .map(|run| run.iter().map(|t| t.syllable.clone()).collect::<Vec<_>>())
        .fold(Actions::default(), |all, run| all.with(Actions::of(&run)))
}

fn meant(row: &Row, slots: u16) -> Vec<Meant> {
    let mut meant = vec![Meant::default(); usize::from(slots)];
    for (slot, meant) in (0..slots).zip(&mut meant) {
        for (at, wanted) in row.words.iter().enumerate() {
            if wanted.sure.contains(slot) {
                meant.sure.insert(at);
            } else if wanted.perhaps.contains(slot) {
                meant.perhaps.insert(at);
            }
        }
    }
    meant
}

fn pair_weights(words: &[Wanted], lexicon: &Lexicon) -> Vec<f32> {
    words
        .iter()
        .zip(words.iter().skip(1))
        .map(|(a, b)| {
            let frequency = a
                .ids
                .iter()
                .flat_map(|a| b.ids.iter().map(|b| lexicon.pair_frequency(*a, *b)))
                .max()
                .unwrap_or(0);
            let tells = if frequency == 0 {
                0.0
            } else {
                lexicon.weight(frequency)
            };
            // A pair cannot tell more than the words it is made of.
            PAIR_SHARE * tells.min(a.weight + b.weight)
        })
        .collect()
}
