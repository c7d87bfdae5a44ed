//! What a question says: spelling put right, short words spelt out, lay names explained, and the
//! part of a procedure it asks for. Nothing typed is lost: official names are added beside it.

use std::ops::Range;

use mobile_contract::knowledge::{Audience, Facet, Level};
use mobile_contract::qr::NamedRef;
use mobile_contract::{Locale, ProcedureCode};
use motcua_seed::vocabulary::{Meaning, Vocabularies, Vocabulary};

use super::action::Actions;
use super::facet::{Cue, decide};
use super::language::language;
use super::negation::{Denied, denied};
use super::phrase::{Match, matches_at};
use super::scene;
use super::spelling::{of_vocabulary, spell, spell_foreign};
use super::story;
use crate::kernel::text::{Syllable, compose, syllables};

/// Most phrases of the vocabulary that one question is read by; each is laid beside the others.
const MOST_MATCHES: usize = 400;
/// Most other ways to read its words; the surest stay.
const MOST_READINGS: usize = 60;
/// Most words by which the language is told.
const MAX_TOLD: usize = 60;

/// What is left of a reading when a better one uses the same words.
const OVERLAP_DOUBT: f32 = 0.7;

/// What a word does in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Says what the question is about.
    Word,
    /// Sets the scene: "ông bà", "online".
    Background,
    /// Asks for a part of a procedure: "giấy tờ gì".
    Cue,
    /// Says nothing: "cho em hỏi".
    Filler,
    /// Is denied: "không phải cấp lại".
    Denied,
}

/// One word of a question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// The language it is asked in.
    pub language: Locale,
    /// Whether any of its words is English only.
    pub(super) says_english: bool,
    /// The level of government it names.
    pub level: Option<Level>,
    /// Who asks.
    pub audience: Option<Audience>,
    /// The unit it names, as of today. Told by whoever knows the names of places.
    pub place: Option<NamedRef>,
    /// Whether its own words name the place.
    pub(super) own_place: bool,
    /// Whether its own words say who asks.
    pub(super) own_audience: bool,
    /// Where a story says what is wanted; empty when it is no story or does not say.
    pub(super) wanted: Vec<Range<usize>>,
    /// What it says is not wanted.
    pub(super) refused: Actions,
}

/// Understands any text at all.
#[must_use]
pub fn understand(text: &str, vocabularies: &Vocabularies) -> Understood {
    let text = compose(text);
    let typed: Vec<Syllable> = syllables(&text).take(MAX_TOLD).collect();
    let (language, says_english) = language(&typed, vocabularies);
    let vocabulary = vocabularies.of(language);
    let spelt = match language {
        Locale::Vi => spell(&text, vocabulary),
        Locale::En => spell_foreign(&text, vocabulary),
    };
    let all = all_phrases(&spelt.words, vocabulary);
    let found = found_phrases(&all);
    let denied = denied(&spelt, &all);
    let mut readings = spelt.readings.clone();
    readings.extend(lay_readings(&found));
    readings.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    readings.truncate(MOST_READINGS);
    readings.sort_by_key(|reading| reading.span.start);
    readings.retain(|reading| !reading.span.clone().any(|at| denied.covers(at)));
    Understood {
        normalized: join(&spelt.words),
        facet: decide(&cues(&found)),
        code: text.split_whitespace().find_map(code),
        language,
        says_english,
        level: scene::level(&all),
        audience: scene::audience(&all),
        own_audience: scene::audience(&all).is_some(),
        place: None,
        own_place: false,
        refused: denied.actions,
        wanted: story::wanted(&spelt, &all),
        terms: terms(&spelt.words, &found, &denied),
        readings,
        text,
    }
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

/// Every phrase found, short forms aside.
fn all_phrases<'v>(words: &[Syllable], vocabulary: &'v Vocabulary) -> Vec<Match<'v>> {
    (0..words.len())
        .flat_map(|at| matches_at(vocabulary, words, at))
        .filter(|m| !matches!(m.entry.meaning, Meaning::Short(_)))
        .take(MOST_MATCHES)
        .collect()
}

/// The phrases that say what is asked, without those inside a longer one: "mất" is not "lost" in
/// "mất bao lâu".
fn found_phrases<'v>(all: &[Match<'v>]) -> Vec<Match<'v>> {
    let telling: Vec<&Match<'v>> = all.iter().filter(|m| !m.sets_the_scene()).collect();
    telling
        .iter()
        .filter(|m| !telling.iter().any(|other| m.is_inside(other)))
        .map(|m| (*m).clone())
        .collect()
}

fn terms(words: &[Syllable], found: &[Match<'_>], denied: &Denied) -> Vec<Term> {
    let mut roles = vec![Role::Word; words.len()];
    for m in found {
        let role = match m.entry.meaning {
            Meaning::Filler => Role::Filler,
            Meaning::Background => Role::Background,
            Meaning::Cue { .. } => Role::Cue,
            _ => continue,
        };
        for at in m.own() {
            if let Some(slot) = roles.get_mut(*at) {
                *slot = role;
            }
        }
    }
    let roles = roles.into_iter().enumerate().map(|(at, role)| {
        if denied.covers(at) {
            Role::Denied
        } else {
            role
        }
    });
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
                is_frame: m.has_gap(),
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
    other.asks_surely() && m.has_gap() && other.overlaps(m)
}

/// Whether another lay name has the better claim on words that both use: the earlier one, because
/// Vietnamese names the head first, else the longer one. Phrases with a gap join what belongs together and are never outdone.
fn takes_words(other: &Match<'_>, m: &Match<'_>) -> bool {
    let claim = |m: &Match<'_>| (m.span().start, std::cmp::Reverse(m.own().len()));
    let is_lay = matches!(other.entry.meaning, Meaning::Lay { .. });
    is_lay && !m.has_gap() && other.overlaps(m) && claim(other) < claim(m)
}
