//! What a question says: spelling put right, short words spelt out, lay names explained, and the
//! part of a procedure it asks for. Nothing typed is lost: official names are added beside it.

use std::ops::Range;

use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::Facet;
use motcua_seed::vocabulary::{CueStrength, Meaning, Vocabulary, Word};

use super::facet::{Cue, decide};
use super::phrase::{Match, matches_at};
use super::slips;
use crate::kernel::text::{Syllable, compose, syllables};

/// Most words of a question that are looked at. Longer stories have said it by then.
const MAX_WORDS: usize = 160;

/// What is left of a reading when a better one uses the same words.
const OVERLAP_DOUBT: f32 = 0.7;

/// What a word does in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Says what the question is about.
    Word,
    /// Sets the scene: "ông bà", "online".
    Background,
    /// Asks for a part of a procedure: "giấy tờ gì".
    Cue,
    /// Says nothing: "cho em hỏi".
    Filler,
}

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word, spelling put right.
    pub syllable: Syllable,
    /// What it does.
    pub role: Role,
}

/// Another way to read some words: what the law calls them.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The words of the question it stands for.
    pub span: Range<usize>,
    /// What the law calls them.
    pub phrase: Vec<Syllable>,
    /// How surely, 0..=1.
    pub strength: f32,
}

/// A question, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understood {
    /// As sent, composed and trimmed.
    pub text: String,
    /// Folded, short words spelt out.
    pub normalized: String,
    /// The part of a procedure it asks for.
    pub facet: Option<Facet>,
    /// A procedure code in it.
    pub code: Option<ProcedureCode>,
    /// Its words.
    pub terms: Vec<Term>,
    /// Official names of what it says.
    pub readings: Vec<Reading>,
}

impl Understood {
    /// Its words, spelling put right.
    #[must_use]
    pub fn words(&self) -> Vec<Syllable> {
        self.terms
            .iter()
            .map(|term| term.syllable.clone())
            .collect()
    }

    /// Whether any word says what it is about.
    #[must_use]
    pub fn has_meaning(&self) -> bool {
        self.code.is_some()
            || !self.readings.is_empty()
            || self.terms.iter().any(|t| t.role == Role::Word)
    }
}

/// Understands any text at all.
#[must_use]
pub fn understand(text: &str, vocabulary: &Vocabulary) -> Understood {
    let text = compose(text);
    let typed: Vec<Syllable> = syllables(&text)
        .take(MAX_WORDS)
        .map(|word| put_right(word, vocabulary))
        .collect();
    let (words, mut readings) = spell_out(&typed, vocabulary);
    let found = found_phrases(&words, vocabulary);
    let terms = terms(&words, &found);
    readings.extend(lay_readings(&found));
    Understood {
        normalized: join(&words),
        facet: decide(&cues(&found)),
        code: text.split_whitespace().find_map(code),
        text,
        terms,
        readings,
    }
}

fn put_right(word: Syllable, vocabulary: &Vocabulary) -> Syllable {
    if vocabulary.keeps(&word.folded) {
        return word;
    }
    slips::repair(&word).unwrap_or(word)
}

fn code(word: &str) -> Option<ProcedureCode> {
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric())
        .parse()
        .ok()
}

fn join(words: &[Syllable]) -> String {
    words
        .iter()
        .map(|w| w.folded.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn of_vocabulary(words: &[Word]) -> Vec<Syllable> {
    words
        .iter()
        .filter_map(|w| Syllable::of(&w.exact))
        .collect()
}

/// Puts long words in the place of short ones. Where a short word has several meanings, the others
/// become readings.
fn spell_out(typed: &[Syllable], vocabulary: &Vocabulary) -> (Vec<Syllable>, Vec<Reading>) {
    let mut words = Vec::with_capacity(typed.len());
    let mut readings = Vec::new();
    let mut at = 0;
    while let Some(word) = typed.get(at) {
        let found = matches_at(vocabulary, typed, at);
        let longest = found.first().map_or(0, |m| m.own().len());
        let short = found
            .iter()
            .filter(|m| m.own().len() == longest)
            .find_map(|m| match &m.entry.meaning {
                Meaning::Short(long) => Some((m.span().end, long)),
                _ => None,
            });
        let Some((end, long)) = short else {
            words.push(word.clone());
            at += 1;
            continue;
        };
        let begin = words.len();
        let mut meanings = long.iter().map(|l| of_vocabulary(l));
        words.extend(meanings.next().unwrap_or_default());
        let span = begin..words.len();
        readings.extend(meanings.map(|phrase| Reading {
            span: span.clone(),
            phrase,
            strength: 0.9,
        }));
        at = end;
    }
    words.truncate(MAX_WORDS);
    readings.retain(|r| r.span.end <= words.len());
    (words, readings)
}

/// Every phrase found, without those inside a longer one: "mất" is not "lost" in "mất bao lâu".
fn found_phrases<'v>(words: &[Syllable], vocabulary: &'v Vocabulary) -> Vec<Match<'v>> {
    let all: Vec<Match<'v>> = (0..words.len())
        .flat_map(|at| matches_at(vocabulary, words, at))
        .filter(|m| !matches!(m.entry.meaning, Meaning::Short(_)))
        .collect();
    all.iter()
        .filter(|m| !all.iter().any(|other| m.is_inside(other)))
        .cloned()
        .collect()
}

fn terms(words: &[Syllable], found: &[Match<'_>]) -> Vec<Term> {
    let mut roles = vec![Role::Word; words.len()];
    for m in found {
        let role = match m.entry.meaning {
            Meaning::Filler => Role::Filler,
            Meaning::Background => Role::Background,
            Meaning::Cue { .. } => Role::Cue,
            Meaning::Lay { .. } | Meaning::Short(_) | Meaning::Plain => continue,
        };
        for at in m.own() {
            if let Some(slot) = roles.get_mut(*at) {
                *slot = role;
            }
        }
    }
    words
        .iter()
        .zip(roles)
        .map(|(w, role)| Term {
            syllable: w.clone(),
            role,
        })
        .collect()
}

fn cues(found: &[Match<'_>]) -> Vec<Cue> {
    found
        .iter()
        .filter_map(|m| match m.entry.meaning {
            Meaning::Cue { facet, strength } => Some(Cue {
                facet,
                strength,
                at: m.span().start,
                words: m.own().len(),
            }),
            _ => None,
        })
        .collect()
}

fn lay_readings(found: &[Match<'_>]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for m in found {
        if let Meaning::Lay { means, strength } = &m.entry.meaning {
            if found.iter().any(|other| asks_with_words_of(other, m)) {
                continue;
            }
            let doubt = if found.iter().any(|other| takes_words(other, m)) {
                OVERLAP_DOUBT
            } else {
                1.0
            };
            for phrase in means {
                readings.push(Reading {
                    span: m.span(),
                    phrase: of_vocabulary(phrase),
                    strength: *strength * doubt,
                });
            }
        }
    }
    readings
}

/// "Sổ đỏ … mất" is not said where "mất" belongs to "mất bao lâu".
fn asks_with_words_of(other: &Match<'_>, m: &Match<'_>) -> bool {
    let is_cue = matches!(
        other.entry.meaning,
        Meaning::Cue {
            strength: CueStrength::Strong,
            ..
        }
    );
    is_cue && m.has_gap() && other.overlaps(m)
}

/// Whether another lay name has the better claim on words that both use: the earlier one, because
/// Vietnamese names the head first, else the longer one. Phrases with a gap join what belongs together and are never outdone.
fn takes_words(other: &Match<'_>, m: &Match<'_>) -> bool {
    let claim = |m: &Match<'_>| (m.span().start, std::cmp::Reverse(m.own().len()));
    let is_lay = matches!(other.entry.meaning, Meaning::Lay { .. });
    is_lay && !m.has_gap() && other.overlaps(m) && claim(other) < claim(m)
}
