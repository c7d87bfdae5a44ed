//! What to do with what was found: answer, ask back, or say that nothing fits.

use std::collections::HashSet;

use mobile_contract::limits::OPTIONS;
use mobile_contract::search::HitKind;
use mobile_contract::text::fold;

use crate::search::{
    ANSWER_CONFIDENCE, BESIDE_CONFIDENCE, CLARIFY_MARGIN, Found, OFFER_CONFIDENCE,
};

/// The decision over a message's hits.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision<'a> {
    /// Answer about a procedure.
    Procedure(&'a Found),
    /// Answer with an FAQ.
    Faq(&'a Found),
    /// Ask which of these procedures is meant, best first.
    Clarify(Vec<&'a Found>),
    /// Say that nothing fits.
    NotFound,
}

/// Decides on the confidence of the chosen answer. `may_ask` is false right after a clarifying
/// question: two in a row would try anyone's patience. Of a `bare` matter ("căn cước") it is asked what
/// is to be done, when several things may be.
#[must_use]
pub fn decide(hits: &[Found], may_ask: bool, bare: bool) -> Decision<'_> {
    let Some(best) = hits.first().filter(|_| worth_asking(hits)) else {
        return Decision::NotFound;
    };
    let offered = || {
        hits.iter()
            .filter(|hit| hit.confidence >= BESIDE_CONFIDENCE)
    };
    if best.kind == HitKind::Faq && best.confidence >= ANSWER_CONFIDENCE {
        return Decision::Faq(best);
    }
    let procedures: Vec<&Found> = offered()
        .filter(|hit| hit.kind == HitKind::Procedure)
        .take(OPTIONS)
        .collect();
    let Some((first, others)) = procedures.split_first() else {
        return Decision::NotFound;
    };
    let rivals = others
        .iter()
        .any(|other| first.score - other.score < CLARIFY_MARGIN);
    // What was not asked for is asked about, when there is anything else it may be.
    let guessed = first.features.guesses_action() && !others.is_empty();
    let several = || {
        others
            .iter()
            .any(|other| !first.features.covers_more_than(&other.features))
    };
    let open = may_ask && (guessed || bare && several());
    let sure = first.confidence >= ANSWER_CONFIDENCE && !open;
    match (sure && !rivals, may_ask && !others.is_empty(), sure) {
        (true, ..) | (_, false, true) => Decision::Procedure(first),
        (false, true, _) => Decision::Clarify(procedures),
        (false, false, false) if may_ask => Decision::Clarify(procedures),
        (false, false, false) => Decision::NotFound,
    }
}

/// Between procedures that are too near to tell apart, the one that is done at the counter where somebody stands is
/// meant. Nothing that fits clearly better gives way to it, and where several are done there, the question stands.
/// Of a `bare` matter it is asked all the same.
#[must_use]
pub fn at_counter<'a>(
    decision: Decision<'a>,
    hits: &'a [Found],
    bare: bool,
    done_here: impl Fn(&Found) -> bool,
) -> Decision<'a> {
    let first = match &decision {
        Decision::Procedure(first) => Some(*first),
        Decision::Clarify(candidates) if !bare => candidates.first().copied(),
        _ => None,
    };
    let Some(first) = first else { return decision };
    let mut near = hits.iter().filter(|hit| {
        hit.kind == HitKind::Procedure
            && first.score - hit.score < CLARIFY_MARGIN
            && !first.features.covers_more_than(&hit.features)
            && done_here(hit)
    });
    match (near.next(), near.next()) {
        (Some(own), None)
            if own.confidence >= ANSWER_CONFIDENCE && !own.features.guesses_action() =>
        {
            Decision::Procedure(own)
        }
        _ => decision,
    }
}

/// Whether two titles name one procedure, at whatever level of government.
#[must_use]
pub fn is_sibling(one: &str, other: &str) -> bool {
    without_level(one) == without_level(other)
}

fn worth_asking(hits: &[Found]) -> bool {
    hits.iter()
        .any(|hit| hit.confidence >= OFFER_CONFIDENCE && hit.features.covers_something())
}

/// Leaves out hits whose procedure is the same one at another level of government: to a citizen
/// "cấp lại thẻ căn cước" and "cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)" are one thing, and the
/// better hit tells where to go.
#[must_use]
pub fn without_siblings(hits: Vec<Found>, title: impl Fn(&Found) -> Option<String>) -> Vec<Found> {
    let mut seen = HashSet::new();
    hits.into_iter()
        .filter(|hit| match (hit.kind, title(hit)) {
            (HitKind::Procedure, Some(title)) => seen.insert(without_level(&title)),
            _ => true,
        })
        .collect()
}

/// A title, folded, without what names a level of government.
fn without_level(title: &str) -> String {
    let folded = fold(title);
    let mut kept = String::with_capacity(folded.len());
    for piece in folded.split_inclusive(['(', ')']) {
        let level = piece.ends_with(')') && LEVELS.iter().any(|level| piece.contains(level));
        if !level {
            kept.push_str(piece.trim_end_matches(['(', ')']));
        }
    }
    let words: Vec<&str> = kept
        .split_whitespace()
        .filter(|word| *word != "thu" && *word != "tuc")
        .collect();
    words.join(" ")
}

/// How titles name levels, folded.
const LEVELS: [&str; 5] = ["cap tinh", "trung uong", "cap xa", "cap bo", "cap huyen"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Features;

    fn hit(kind: HitKind, code: &str, score: f32, confidence: f32) -> Found {
        Found {
            kind,
            code: code.into(),
            score,
            confidence,
            features: Features::covering(confidence),
        }
    }

    const SURE: f32 = ANSWER_CONFIDENCE + 0.1;
    const UNSURE: f32 = f32::midpoint(ANSWER_CONFIDENCE, OFFER_CONFIDENCE);

    #[test]
    fn a_sure_best_hit_is_answered() {
        let hits = [
            hit(HitKind::Procedure, "a", 1.0, SURE),
            hit(HitKind::Procedure, "b", 0.5, UNSURE),
        ];
        assert_eq!(decide(&hits, true, false), Decision::Procedure(&hits[0]));
    }

    #[test]
    fn two_that_are_too_close_are_asked_about_once() {
        let hits = [
            hit(HitKind::Procedure, "a", 1.0, SURE),
            hit(HitKind::Procedure, "b", 0.999, SURE),
        ];
        assert_eq!(
            decide(&hits, true, false),
            Decision::Clarify(vec![&hits[0], &hits[1]])
        );
        assert_eq!(decide(&hits, false, false), Decision::Procedure(&hits[0]));
    }

    /// What is decided at a counter where these are done.
    fn at<'a>(hits: &'a [Found], bare: bool, done: &[&str]) -> Decision<'a> {
        let decision = decide(hits, true, bare);
        at_counter(decision, hits, bare, |hit| {
            done.contains(&hit.code.as_str())
        })
    }

    #[test]
    fn of_two_that_are_too_close_the_one_done_at_the_counter_is_meant() {
        let hits = [
            hit(HitKind::Procedure, "a", 1.0, SURE),
            hit(HitKind::Procedure, "b", 0.999, SURE),
        ];
        let asked = Decision::Clarify(vec![&hits[0], &hits[1]]);
        assert_eq!(at(&hits, false, &["b"]), Decision::Procedure(&hits[1]));
        assert_eq!(at(&hits, false, &["a"]), Decision::Procedure(&hits[0]));
        assert_eq!(at(&hits, false, &["a", "b"]), asked);
        assert_eq!(at(&hits, true, &["b"]), asked);
        assert_eq!(at(&hits, false, &[]), asked);
    }

    #[test]
    fn what_fits_clearly_better_gives_way_to_no_counter() {
        let better = hit(HitKind::Procedure, "a", 1.0, SURE);
        let far = hit(HitKind::Procedure, "b", 0.5, SURE);
        let hits = [better.clone(), far];
        assert_eq!(at(&hits, false, &["b"]), Decision::Procedure(&hits[0]));
        // As near, but it covers less of what was said.
        let less = Found {
            features: Features::covering(SURE - 0.2),
            ..hit(HitKind::Procedure, "b", 0.999, SURE)
        };
        let hits = [better.clone(), less];
        assert_eq!(at(&hits, false, &["b"]), decide(&hits, true, false));
        // As near, but not sure enough to be answered with.
        let unsure = Found {
            confidence: UNSURE,
            ..hit(HitKind::Procedure, "b", 0.999, SURE)
        };
        let hits = [better, unsure];
        assert_eq!(at(&hits, false, &["b"]), decide(&hits, true, false));
        let faq = [hit(HitKind::Faq, "f", 1.0, SURE)];
        assert_eq!(at(&faq, false, &["f"]), Decision::Faq(&faq[0]));
    }

    #[test]
    fn of_a_bare_matter_it_is_asked_what_is_to_be_done() {
        let hits = [
            hit(HitKind::Procedure, "a", 1.0, SURE),
            hit(HitKind::Procedure, "b", 0.5, SURE),
        ];
        assert_eq!(decide(&hits, true, false), Decision::Procedure(&hits[0]));
        assert_eq!(
            decide(&hits, true, true),
            Decision::Clarify(vec![&hits[0], &hits[1]])
        );
    }

    #[test]
    fn an_unsure_hit_is_offered_but_not_answered() {
        let hits = [hit(HitKind::Procedure, "a", 1.0, UNSURE)];
        assert_eq!(
            decide(&hits, true, false),
            Decision::Clarify(vec![&hits[0]])
        );
        assert_eq!(decide(&hits, false, false), Decision::NotFound);
    }

    #[test]
    fn a_faq_is_answered_only_when_it_is_the_best_and_sure() {
        let faq = hit(HitKind::Faq, "f", 1.0, SURE);
        let procedure = hit(HitKind::Procedure, "a", 0.9, SURE);
        assert_eq!(
            decide(&[faq.clone(), procedure.clone()], true, false),
            Decision::Faq(&faq)
        );
        assert_eq!(
            decide(&[procedure.clone(), faq], true, false),
            Decision::Procedure(&procedure)
        );
    }

    #[test]
    fn the_same_procedure_at_another_level_is_not_a_choice() {
        let hits = ["a", "b", "c"].map(|code| hit(HitKind::Procedure, code, 1.0, SURE));
        let titles = [
            "Cấp lại thẻ căn cước",
            "Cấp lại thẻ căn cước (thực hiện tại cấp tỉnh)",
            "Cấp đổi thẻ căn cước",
        ];
        let title = |hit: &Found| {
            ["a", "b", "c"]
                .iter()
                .position(|c| *c == hit.code)
                .map(|i| titles[i].to_owned())
        };
        let left = without_siblings(hits.to_vec(), title);
        assert_eq!(left, [hits[0].clone(), hits[2].clone()]);
    }

    #[test]
    fn what_fits_badly_is_not_offered() {
        assert_eq!(
            decide(&[hit(HitKind::Procedure, "a", 1.0, 0.01)], true, false),
            Decision::NotFound
        );
        assert_eq!(decide(&[], true, false), Decision::NotFound);
    }
}
