//! What Tantivy is asked: the terms of a question, as its index holds them.

use mobile_contract::search::SearchKind;
use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::lexicon::Lexicon;
use super::query::Query;
use super::schema::{FAQ, Fields, pair};
use super::sought::{Sought, sought};

/// The query for candidates; `None` when nothing could be found.
pub(super) fn query(
    query: &Query,
    kind: SearchKind,
    fields: &Fields,
    lexicon: &Lexicon,
) -> Option<BooleanQuery> {
    let terms = sought(query, lexicon);
    if terms.is_empty() {
        return None;
    }
    let any = terms
        .into_iter()
        .map(|(sought, boost)| should(term(sought, fields, lexicon), boost));
    let any = BooleanQuery::new(any.collect());
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

fn should(term: Term, boost: f32) -> (Occur, Box<dyn TantivyQuery>) {
    let term = TermQuery::new(term, IndexRecordOption::WithFreqs);
    (
        Occur::Should,
        Box::new(BoostQuery::new(Box::new(term), boost)),
    )
}

fn term(sought: Sought, fields: &Fields, lexicon: &Lexicon) -> Term {
    match sought {
        Sought::Word(id) => Term::from_field_text(fields.name, lexicon.text(id)),
        Sought::Pair(a, b) => {
            Term::from_field_text(fields.name, &pair(lexicon.text(a), lexicon.text(b)))
        }
        Sought::Body(id) => Term::from_field_text(fields.body, lexicon.text(id)),
    }
}
