//! Puts candidates in order, whichever engine has found them.

use mobile_contract::limits::SEARCH_LIMIT;
use mobile_contract::search::{HitKind, SearchKind};
use motcua_seed::ranking::{Confidence, Ranking};

use super::card::Card;
use super::closeness::{self, Closeness};
use super::lexicon::Lexicon;
use super::presence::Bench;
use super::query::Query;
use super::rank::{Features, features};
use super::understand::Understood;
use super::{Found, SearchError};

/// Candidates that an engine is asked for, and that are ranked: as many as a caller may ask for, so
/// that the same question has the same first hit whatever its limit. More find nothing more.
pub(super) const CANDIDATES: usize = SEARCH_LIMIT as usize;

/// A record that may be meant: how well the engine thinks it fits, and the position of its card.
pub(super) type Candidate = (f32, usize);

/// What is known of every record, and how candidates among them are put in order.
pub(super) struct Ranker {
    cards: Vec<Card>,
    lexicon: Lexicon,
    ranking: Ranking,
    /// Terms of a card on average.
    usual: f32,
}

/// A question that is laid beside the lexicon, and the kind of record that is wanted.
pub(super) struct Asked<'a> {
    pub(super) question: &'a Understood,
    pub(super) query: Query,
    pub(super) kind: SearchKind,
}

impl Ranker {
    /// Over cards and the lexicon that has learnt their words.
    ///
    /// # Errors
    /// When the bundled weights are not of the expected form.
    pub(super) fn new(cards: Vec<Card>, lexicon: Lexicon) -> Result<Self, SearchError> {
        Ok(Self {
            usual: closeness::usual(&cards),
            cards,
            lexicon,
            ranking: Ranking::embedded()?,
        })
    }

    /// Every record.
    pub(super) fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// The words of every record.
    pub(super) const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Lays a question beside the lexicon; `None` when it has no meaning, and nothing is found.
    pub(super) fn asked<'a>(
        &self,
        question: &'a Understood,
        kind: SearchKind,
    ) -> Option<Asked<'a>> {
        question.has_meaning().then(|| Asked {
            question,
            query: Query::new(question, &self.lexicon),
            kind,
        })
    }

    /// Candidates in order, at most `limit`; a record that is named by its code comes first.
    pub(super) fn order(
        &self,
        asked: &Asked<'_>,
        candidates: &[Candidate],
        limit: usize,
    ) -> Vec<Found> {
        let ranked = self.rank(&asked.query, candidates);
        let named = asked
            .question
            .code
            .as_ref()
            .map(mobile_contract::ProcedureCode::national);
        let others = ranked
            .iter()
            .filter(|r| Some(r.card.code.as_str()) != named);
        self.by_code(named, asked.kind)
            .into_iter()
            .chain(others.map(|r| r.found(&self.ranking.confidence)))
            .take(limit)
            .collect()
    }

    /// The closest of what an engine has found that does not measure it as the embedded one does.
    pub(super) fn closest(
        &self,
        asked: &Asked<'_>,
        found: impl Iterator<Item = usize>,
    ) -> Vec<Candidate> {
        let closeness = Closeness::new(&asked.query, &self.lexicon, self.usual);
        let mut closest: Vec<Candidate> = found
            .filter_map(|at| Some((closeness.of(self.cards.get(at)?), at)))
            .collect();
        closest.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
        closest.truncate(CANDIDATES);
        closest
    }

    /// Whether a record is of the kind that is wanted.
    pub(super) fn admits(&self, kind: SearchKind, card: usize) -> bool {
        self.cards.get(card).is_some_and(|card| match kind {
            SearchKind::All => true,
            SearchKind::Procedure => card.kind == HitKind::Procedure,
            SearchKind::Faq => card.kind == HitKind::Faq,
        })
    }

    fn rank(&self, query: &Query, candidates: &[Candidate]) -> Vec<Ranked<'_>> {
        let best = candidates
            .first()
            .map_or(1.0, |(score, _)| score.max(f32::MIN_POSITIVE));
        let mut bench = Bench::default();
        let mut ranked: Vec<Ranked<'_>> = candidates
            .iter()
            .filter_map(|(score, card)| Some((*score, self.cards.get(*card)?)))
            .map(|(score, card)| {
                let weights = &self.ranking.weights;
                let features = features(card, query, &mut bench, score / best, weights);
                Ranked {
                    score: features.score(weights),
                    features,
                    card,
                }
            })
            .collect();
        ranked.sort_by(Ranked::order);
        ranked
    }

    /// The procedure whose code is in the question comes first, and surely.
    fn by_code(&self, code: Option<&str>, kind: SearchKind) -> Option<Found> {
        const SURELY: f32 = 10.0;
        let code = code.filter(|_| kind != SearchKind::Faq)?;
        let card = self
            .cards
            .iter()
            .find(|c| c.kind == HitKind::Procedure && c.code == code)?;
        Some(Found {
            kind: card.kind,
            code: card.code.clone(),
            score: SURELY,
            confidence: 1.0,
            features: Features::of_its_code(),
        })
    }
}

/// A candidate in its place.
struct Ranked<'a> {
    score: f32,
    features: Features,
    card: &'a Card,
}

impl Ranked<'_> {
    /// Best first; equals in the order curated, nearest office, code, so that it never changes.
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then(other.card.curated.cmp(&self.card.curated))
            .then(self.card.level.cmp(&other.card.level))
            .then_with(|| self.card.code.cmp(&other.card.code))
    }

    fn found(&self, confidence: &Confidence) -> Found {
        Found {
            kind: self.card.kind,
            code: self.card.code.clone(),
            score: self.score,
            confidence: self.features.confidence(confidence),
            features: self.features,
        }
    }
}
