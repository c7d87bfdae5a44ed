//! What any engine looks for: the words and pairs of a question and of its readings, with what each
//! of them is worth.

use rustc_hash::FxHashMap;

use super::lexicon::{FoldedId, Lexicon};
use super::query::{Query, Row};

/// Readings find candidates as own words do, a little weaker.
const READING_BOOST: f32 = 0.9;
/// What a corrected word is worth when looking for candidates.
const CORRECTION_BOOST: f32 = 0.5;
/// What a word is worth in the running text beside the name.
const BODY_BOOST: f32 = 0.35;
/// Words that tell less than this find no candidates.
pub(super) const LEAST_WEIGHT: f32 = 0.6;
/// Words that tell less than this are not looked for in running text, where they stand everywhere.
const LEAST_BODY_WEIGHT: f32 = 2.5;
/// Most terms an engine is asked for. Stories repeat themselves; the most telling terms suffice.
const MOST_TERMS: usize = 28;

/// A term, and where it is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sought {
    /// A word of a name.
    Word(FoldedId),
    /// Two neighbours in a name.
    Pair(FoldedId, FoldedId),
    /// A word of the running text.
    Body(FoldedId),
}

/// Terms with their boost and with what they tell.
type Terms = FxHashMap<Sought, (f32, f32)>;

/// The terms of a question and their boosts, the most telling first.
pub(super) fn sought(query: &Query, lexicon: &Lexicon) -> Vec<(Sought, f32)> {
    let mut terms = Terms::default();
    add_row(&mut terms, &query.row, 1.0, lexicon);
    add_running_text(&mut terms, &query.row);
    for alternative in &query.alternatives {
        let Some(row) = query.readings.get(alternative.row) else {
            continue;
        };
        // A long official name of two words must not weigh as much as all of its words.
        let said = (alternative.end - alternative.start) as f32;
        let share = (2.0 * said / row.words.len().max(1) as f32).min(1.0);
        let boost = alternative.strength * READING_BOOST * share;
        add_row(&mut terms, row, boost, lexicon);
    }
    let mut terms: Vec<(Sought, (f32, f32))> = terms.into_iter().collect();
    // Equals in the order of the terms, so that it never changes.
    terms.sort_by(|(s, (a, x)), (t, (b, y))| (b * y).total_cmp(&(a * x)).then(s.cmp(t)));
    terms.truncate(MOST_TERMS);
    terms
        .into_iter()
        .map(|(term, (boost, _))| (term, boost))
        .collect()
}

/// A term that several rows look for counts once, at its best.
fn add(terms: &mut Terms, term: Sought, boost: f32, tells: f32) {
    let best = terms.entry(term).or_insert((0.0, 0.0));
    *best = (best.0.max(boost), best.1.max(tells));
}

/// Looks for the words and pairs of a row in names.
fn add_row(terms: &mut Terms, row: &Row, boost: f32, lexicon: &Lexicon) {
    for word in row.words.iter().filter(|w| w.weight >= LEAST_WEIGHT) {
        for (i, id) in word.ids.iter().enumerate() {
            let share = if i < word.as_typed {
                1.0
            } else {
                CORRECTION_BOOST
            };
            add(terms, Sought::Word(*id), boost * share, word.weight);
        }
    }
    for ((a, b), weight) in row
        .words
        .iter()
        .zip(row.words.iter().skip(1))
        .zip(&row.pairs)
    {
        if *weight < LEAST_WEIGHT / 2.0 {
            continue;
        }
        let tells = a.weight + b.weight;
        for (a, b) in a
            .ids
            .iter()
            .flat_map(|a| b.ids.iter().map(move |b| (*a, *b)))
        {
            if lexicon.pair_frequency(a, b) > 0 {
                add(terms, Sought::Pair(a, b), boost, tells);
            }
        }
    }
}

/// Looks for the question's own telling words in running text. Readings are made of the words of
/// names and need none of it.
fn add_running_text(terms: &mut Terms, row: &Row) {
    for word in row.words.iter().filter(|w| w.weight >= LEAST_BODY_WEIGHT) {
        for id in word.ids.iter().take(word.as_typed) {
            add(terms, Sought::Body(*id), BODY_BOOST, word.weight);
        }
    }
}
