//! What Tantivy is asked: the words and pairs of a question and of its readings.

use std::collections::BTreeMap;

use mobile_contract::search::SearchKind;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::lexicon::Lexicon;
use super::query::{Query, Row};
use super::schema::{FAQ, Fields, pair};

/// Readings find candidates as own words do, a little weaker.
const READING_BOOST: f32 = 0.9;
/// What a corrected word is worth when looking for candidates.
const CORRECTION_BOOST: f32 = 0.5;
/// What a word is worth in the running text beside the name.
const BODY_BOOST: f32 = 0.35;
/// Words that tell less than this find no candidates.
const LEAST_WEIGHT: f32 = 0.6;
/// Words that tell less than this are not looked for in running text, where they stand everywhere.
const LEAST_BODY_WEIGHT: f32 = 2.5;
/// Most terms Tantivy is asked for. Stories repeat themselves; the most telling terms suffice.
const MOST_TERMS: usize = 48;

/// Terms with their boost and with what they tell.
type Terms = BTreeMap<Term, (f32, f32)>;

/// The query for candidates; `None` when nothing could be found.
pub(super) fn query(
    query: &Query,
    kind: SearchKind,
    fields: &Fields,
    lexicon: &Lexicon,
) -> Option<BooleanQuery> {
    let mut terms = Terms::new();
    add_row(&mut terms, &query.row, 1.0, fields, lexicon);
    add_running_text(&mut terms, &query.row, fields, lexicon);
    for alternative in &query.alternatives {
        // A long official name of two words must not weigh as much as all of its words.
        let said = (alternative.end - alternative.start) as f32;
        let share = (2.0 * said / alternative.row.words.len().max(1) as f32).min(1.0);
        let boost = alternative.strength * READING_BOOST * share;
        add_row(&mut terms, &alternative.row, boost, fields, lexicon);
    }
    if terms.is_empty() {
        return None;
    }
    let any = BooleanQuery::new(most_telling(terms).map(should).collect());
    if kind != SearchKind::Faq {
        return Some(any);
    }
    let is_faq = Term::from_field_text(fields.kind, FAQ);
    let is_faq = TermQuery::new(is_faq, IndexRecordOption::Basic);
    Some(BooleanQuery::new(vec![
        (
            Occur::Must,
            Box::new(BoostQuery::new(Box::new(is_faq), 0.0)),
        ),
        (Occur::Must, Box::new(any)),
    ]))
}

fn should((term, boost): (Term, f32)) -> (Occur, Box<dyn TantivyQuery>) {
    let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
    (
        Occur::Should,
        Box::new(BoostQuery::new(Box::new(term), boost)),
    )
}

fn most_telling(terms: Terms) -> impl Iterator<Item = (Term, f32)> {
    let mut terms: Vec<(Term, (f32, f32))> = terms.into_iter().collect();
    // Stable, so that equals stay in the order of the terms.
    terms.sort_by(|(_, (a, x)), (_, (b, y))| (b * y).total_cmp(&(a * x)));
    terms.truncate(MOST_TERMS);
    terms.into_iter().map(|(term, (boost, _))| (term, boost))
}

/// A term that several rows look for counts once, at its best.
fn add(terms: &mut Terms, field: Field, text: &str, boost: f32, tells: f32) {
    let best = terms
        .entry(Term::from_field_text(field, text))
        .or_insert((0.0, 0.0));
    *best = (best.0.max(boost), best.1.max(tells));
}

/// Looks for the words and pairs of a row in names.
fn add_row(terms: &mut Terms, row: &Row, boost: f32, fields: &Fields, lexicon: &Lexicon) {
    for word in row.words.iter().filter(|w| w.weight >= LEAST_WEIGHT) {
        for (i, id) in word.ids.iter().enumerate() {
            let share = if i < word.as_typed {
                1.0
            } else {
                CORRECTION_BOOST
            };
            add(
                terms,
                fields.name,
                lexicon.text(*id),
                boost * share,
                word.weight,
            );
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
                let text = pair(lexicon.text(a), lexicon.text(b));
                add(terms, fields.name, &text, boost, tells);
            }
        }
    }
}

/// Looks for the question's own telling words in running text. Readings are made of the words of
/// names and need none of it.
fn add_running_text(terms: &mut Terms, row: &Row, fields: &Fields, lexicon: &Lexicon) {
    for word in row.words.iter().filter(|w| w.weight >= LEAST_BODY_WEIGHT) {
        for id in word.ids.iter().take(word.as_typed) {
            add(
                terms,
                fields.body,
                lexicon.text(*id),
                BODY_BOOST,
                word.weight,
            );
        }
    }
}
