//! What Meilisearch is asked: the words of a question, and the law's words for them, in one request.

use mobile_contract::search::{HitKind, SearchKind};

use super::document::{kind, pair};
use crate::search::lexicon::Lexicon;
use crate::search::query::{Query, Row, Wanted};
use crate::search::ranker::Asked;
use crate::search::sought::LEAST_WEIGHT;

/// Most telling terms of a row that are asked for.
const MOST_TERMS: usize = 10;
/// Where queries begin among the terms of the question. Meilisearch finds what has the first term of
/// a query, and as many of the next as it can: an accidental rare word must not decide alone.
const BEGINNINGS: [usize; 5] = [0, 1, 2, 4, 6];
/// How many terms each of them has.
const LENGTH: usize = 4;
/// Most of the law's phrases that are asked for.
const MOST_READINGS: usize = 5;

/// The queries for a question, its own words first; none when nothing could be found.
pub(super) fn queries(query: &Query, lexicon: &Lexicon) -> Vec<String> {
    let own = most_telling(&query.row, lexicon);
    let own = BEGINNINGS
        .iter()
        .filter_map(|beginning| own.get(*beginning..))
        .map(|terms| terms.iter().take(LENGTH).cloned().collect());
    let readings = query
        .alternatives
        .iter()
        .take(MOST_READINGS)
        .filter_map(|reading| query.readings.get(reading.row))
        .map(|row| most_telling(row, lexicon));
    let mut queries: Vec<String> = Vec::new();
    for terms in own.chain(readings) {
        let words = terms.join(" ");
        if !words.is_empty() && !queries.contains(&words) {
            queries.push(words);
        }
    }
    queries
}

/// The filter for the wanted kind.
pub(super) fn filter(asked: &Asked<'_>) -> Option<String> {
    let wanted = match asked.kind {
        SearchKind::All => return None,
        SearchKind::Procedure => HitKind::Procedure,
        SearchKind::Faq => HitKind::Faq,
    };
    Some(format!("kind = {}", kind(wanted)))
}

/// Words and pairs, the most telling first: Meilisearch gives up the last ones first.
fn most_telling(row: &Row, lexicon: &Lexicon) -> Vec<String> {
    let words = row
        .words
        .iter()
        .filter(|word| word.weight >= LEAST_WEIGHT)
        .filter_map(|word| Some((best(word, lexicon)?.to_owned(), word.weight)));
    let pairs = row
        .words
        .iter()
        .zip(row.words.iter().skip(1))
        .zip(&row.pairs)
        .filter(|(_, weight)| **weight >= LEAST_WEIGHT / 2.0)
        .filter_map(|((a, b), _)| {
            let text = pair(best(a, lexicon)?, best(b, lexicon)?);
            Some((text, a.weight + b.weight))
        });
    let mut terms: Vec<(String, f32)> = words.chain(pairs).collect();
    // Stable, so that equals stay in the order in which they were said.
    terms.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let mut kept: Vec<String> = Vec::with_capacity(MOST_TERMS);
    for (text, _) in terms {
        if kept.len() < MOST_TERMS && !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept
}

/// The word as typed where a name has it, else what it was meant to be.
fn best<'l>(word: &Wanted, lexicon: &'l Lexicon) -> Option<&'l str> {
    word.ids.first().map(|id| lexicon.text(*id))
}

/// What the server is asked to see whether it answers in time.
pub(super) fn usual() -> Vec<String> {
    vec![
        "khaisinh khai sinh".to_owned(),
        "caplai giayphep lai".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use motcua_seed::vocabulary::Vocabularies;

    use super::*;
    use crate::search::card::{Card, CardSource};
    use crate::search::understand::understand;

    /// The queries for a question, over a catalogue of some titles.
    fn asked(question: &str) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        for name in [
            "đăng ký khai sinh",
            "đăng ký lại khai sinh",
            "cấp lại giấy phép lái xe",
            "cấp giấy phép bán lẻ rượu",
            "đăng ký kết hôn",
        ] {
            let source = CardSource {
                kind: HitKind::Procedure,
                code: "1",
                names: vec![name],
                foreign: Vec::new(),
                field: "",
                levels: 0,
                audiences: 0,
                curated: false,
            };
            Card::new(&source, &mut lexicon);
        }
        lexicon.finish();
        let vocabularies = Vocabularies::embedded().unwrap();
        let understood = understand(question, &vocabularies);
        queries(&Query::new(&understood, &lexicon), &lexicon)
    }

    #[test]
    fn pairs_stand_before_their_words_and_the_usual_words_last() {
        let first = &asked("cho em hỏi đăng ký khai sinh ở đâu")[0];
        assert_eq!(first, "khaisinh kykhai khai sinh");
    }

    #[test]
    fn later_queries_begin_with_other_words_and_none_is_asked_twice() {
        let asked = asked("đăng ký khai sinh");
        assert!(asked.len() > 2, "{asked:?}");
        let mut words: Vec<&str> = asked.iter().map(String::as_str).collect();
        assert!(words.iter().all(|w| w.split(' ').count() <= LENGTH));
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), asked.len());
    }

    #[test]
    fn the_words_of_the_law_are_asked_for_beside_the_typed_ones() {
        let asked = asked("bằng lái bị mất");
        assert!(asked.iter().any(|w| w.contains("laixe")), "{asked:?}");
    }

    #[test]
    fn nothing_is_asked_where_no_title_has_a_word_of_it() {
        assert!(asked("xin chào").is_empty());
    }
}
