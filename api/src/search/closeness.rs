//! How close names are to what is sought: BM25 over the cards, as the embedded index computes it.
//! Whoever finds the candidates, ranking gets the same measure of them.

use rustc_hash::FxHashMap;

use super::card::Card;
use super::lexicon::Lexicon;
use super::query::Query;
use super::sought::{Sought, sought};

/// How soon more of the same word tells nothing new.
const K1: f32 = 1.2;
/// How much long names are held back.
const B: f32 = 0.75;

/// The terms of a question with their boosts, laid beside cards.
pub(super) struct Closeness<'a> {
    terms: FxHashMap<Sought, f32>,
    lexicon: &'a Lexicon,
    /// Terms of a card on average.
    usual: f32,
}

impl<'a> Closeness<'a> {
    /// For a question, over cards that have so many terms on average.
    pub(super) fn new(query: &Query, lexicon: &'a Lexicon, usual: f32) -> Self {
        Self {
            terms: sought(query, lexicon).into_iter().collect(),
            lexicon,
            usual,
        }
    }

    /// How close a card's names are; 0 when they have nothing of the question.
    pub(super) fn of(&self, card: &Card) -> f32 {
        let mut counts: FxHashMap<Sought, f32> = FxHashMap::default();
        for term in terms(card).filter(|term| self.terms.contains_key(term)) {
            *counts.entry(term).or_default() += 1.0;
        }
        let length = terms(card).count() as f32 / self.usual.max(1.0);
        let spread = K1 * (1.0 - B + B * length);
        let mut counts: Vec<(Sought, f32)> = counts.into_iter().collect();
        // Sums of fractions depend on their order.
        counts.sort_unstable_by_key(|(term, _)| *term);
        counts
            .into_iter()
            .map(|(term, count)| {
                let boost = self.terms.get(&term).copied().unwrap_or_default();
                boost * self.tells(term) * count * (K1 + 1.0) / (count + spread)
            })
            .sum()
    }

    fn tells(&self, term: Sought) -> f32 {
        let frequency = match term {
            Sought::Word(id) | Sought::Body(id) => self.lexicon.frequency(id),
            Sought::Pair(a, b) => self.lexicon.pair_frequency(a, b),
        };
        self.lexicon.weight(frequency)
    }
}

/// How many terms cards have on average.
pub(super) fn usual(cards: &[Card]) -> f32 {
    let all: usize = cards.iter().map(|card| terms(card).count()).sum();
    all as f32 / cards.len().max(1) as f32
}

/// The words and pairs of a card's names.
fn terms(card: &Card) -> impl Iterator<Item = Sought> {
    card.names.iter().flat_map(|name| {
        let words = card.words(name).iter().map(|word| word.folded);
        let pairs = words.clone().zip(words.clone().skip(1));
        words
            .map(Sought::Word)
            .chain(pairs.map(|(a, b)| Sought::Pair(a, b)))
    })
}

#[cfg(test)]
mod tests {
    use mobile_contract::search::{HitKind, SearchKind};
    use motcua_seed::vocabulary::Vocabularies;

    use crate::search::index::IndexDocument;
    use crate::search::{TantivyEngine, understand};

    #[test]
    fn it_is_what_the_embedded_index_computes_for_names() {
        let names = [
            "Đăng ký khai sinh",
            "Đăng ký lại khai sinh",
            "Đăng ký kết hôn có yếu tố nước ngoài",
            "Cấp lại giấy phép lái xe",
        ];
        let documents = names.iter().enumerate().map(|(at, name)| IndexDocument {
            kind: HitKind::Procedure,
            code: at.to_string(),
            title: (*name).to_owned(),
            aliases: vec!["khai báo lại giấy tờ".to_owned()],
            foreign: Vec::new(),
            field: String::new(),
            body: String::new(),
            levels: 0,
            audiences: 0,
            curated: false,
        });
        let engine = TantivyEngine::build(None, "test", documents).unwrap();
        let vocabularies = Vocabularies::embedded().unwrap();
        for question in [
            "đăng ký khai sinh",
            "lam lai giay khai sinh",
            "mất bằng lái",
        ] {
            let question = understand(question, &vocabularies);
            let ranker = engine.ranker();
            let asked = ranker.asked(&question, SearchKind::All).unwrap();
            let theirs = engine.candidates(&asked).unwrap();
            assert!(!theirs.is_empty(), "{question:?}");
            let ours = ranker.closest(&asked, theirs.iter().map(|(_, card)| *card));
            for ((a, card), (b, same)) in theirs.iter().zip(&ours) {
                assert_eq!(card, same, "{theirs:?} {ours:?}");
                assert!((a - b).abs() < 0.001 * a, "{theirs:?} {ours:?}");
            }
        }
    }
}
