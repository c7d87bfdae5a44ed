//! A text as it was read on a day.

use std::collections::{BTreeSet, HashSet};

use mobile_contract::Slug;
use mobile_contract::knowledge::Agency;
use motcua_seed::competences::Body;
use motcua_seed::vocabulary::Vocabularies;

use super::bodies::Bodies;
use super::place::{Named, named};
use super::request::RouteRequest;
use crate::kernel::text::{Syllable, syllables};
use crate::names::Names;
use crate::search::{Role, Understood, understand};

/// Most words of a text that are looked through for names.
const MOST_WORDS: usize = 400;

/// A text as it was read, and what is known of the day.
pub(super) struct Read<'a> {
    pub(super) understood: Understood,
    pub(super) words: Vec<Syllable>,
    pub(super) bodies: Bodies<'a>,
    pub(super) named: Named<'a>,
    pub(super) place: Option<Slug>,
}

/// An agency, or that a commune is needed to know it.
#[derive(Clone, Copy)]
pub(super) enum Settled<'a> {
    At(&'a Agency),
    NeedsPlace,
}

impl<'a> Read<'a> {
    pub(super) fn of(
        request: &RouteRequest<'_>,
        vocabularies: &Vocabularies,
        names: &Names,
        bodies: Bodies<'a>,
    ) -> Self {
        let understood = understand(request.text, vocabularies);
        let words = understood.words();
        // Spelling is put right for matters, not for names: "phuong Hong Chau" holds no "hong" for "không".
        let typed: Vec<Syllable> = syllables(&understood.text).take(MOST_WORDS).collect();
        let named = named(&typed, names, bodies).or(named(&words, names, bodies));
        let given = request.place.and_then(|place| bodies.place(place)).cloned();
        let given = given.filter(|place| bodies.is_commune(place));
        Self {
            place: given.or_else(|| named.place.clone()),
            understood,
            words,
            bodies,
            named,
        }
    }
}

pub(super) fn settle<'a>(body: &Body, read: &Read<'a>) -> Option<Settled<'a>> {
    match (read.bodies.find(body, read.place.as_ref()), body) {
        (Some(agency), _) => Some(Settled::At(agency)),
        (None, Body::Commune(_)) if read.place.is_none() => Some(Settled::NeedsPlace),
        (None, _) => None,
    }
}

/// The telling words of a text, folded. Nothing with a digit in it: that may be somebody's number.
pub(super) fn terms(understood: &Understood) -> BTreeSet<String> {
    let telling = understood
        .terms
        .iter()
        .filter(|term| term.role == Role::Word)
        .map(|term| &term.syllable.folded);
    telling
        .filter(|word| word.chars().all(char::is_alphabetic))
        .cloned()
        .collect()
}

pub(super) fn denied(understood: &Understood) -> HashSet<usize> {
    let terms = understood.terms.iter().enumerate();
    let denied = terms.filter(|(_, term)| term.role == Role::Denied);
    denied.map(|(at, _)| at).collect()
}
