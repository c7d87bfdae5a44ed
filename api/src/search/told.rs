//! What was understood, told to the caller.

use mobile_contract::search::{ReadAs, ReadWord, UnderstoodQuery, WordRole};

use super::action::Actions;
use super::query::own_actions;
use super::understand::{Role, Understood};
use crate::kernel::text::Syllable;

/// What was understood of a query; with `words`, what each word does.
pub(super) fn query(understood: &Understood, words: bool) -> UnderstoodQuery {
    let actions = understood
        .readings
        .iter()
        .fold(own_actions(&understood.terms), |all, reading| {
            all.with(Actions::of(&reading.phrase))
        });
    UnderstoodQuery {
        text: understood.text.clone(),
        normalized: understood.normalized.clone(),
        facet: understood.facet,
        language: understood.language,
        place: understood.place.clone(),
        level: understood.level,
        audience: understood.audience,
        code: understood.code.clone(),
        actions: named(actions),
        refused: named(understood.refused),
        meanings: meanings(understood),
        words: if words {
            read_words(understood)
        } else {
            Vec::new()
        },
    }
}

fn named(actions: Actions) -> Vec<String> {
    actions.names().into_iter().map(str::to_owned).collect()
}

fn meanings(understood: &Understood) -> Vec<ReadAs> {
    understood
        .readings
        .iter()
        .map(|reading| {
            let said = understood.terms.get(reading.span.clone());
            let said = said.unwrap_or_default().iter().map(|t| &t.syllable);
            ReadAs {
                said: joined(said),
                means: joined(reading.phrase.iter()),
                strength: reading.strength,
            }
        })
        .collect()
}

fn joined<'a>(words: impl Iterator<Item = &'a Syllable>) -> String {
    words
        .map(|word| word.exact.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn read_words(understood: &Understood) -> Vec<ReadWord> {
    understood
        .terms
        .iter()
        .map(|term| ReadWord {
            word: term.syllable.exact.clone(),
            role: match term.role {
                Role::Word => WordRole::Topic,
                Role::Background => WordRole::Background,
                Role::Cue => WordRole::Cue,
                Role::Filler => WordRole::Filler,
                Role::Denied => WordRole::Denied,
            },
        })
        .collect()
}
