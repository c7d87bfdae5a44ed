//! Finds a known phrase among typed words. Words of a phrase carry their marks: missing marks
//! match, wrong ones do not. A gap in a phrase stands for a few words in between.

use motcua_seed::vocabulary::{GAP, GAP_WORDS, Word};

use super::marks::{Agreement, agreement};
use super::text::Syllable;

/// Positions of a phrase's own words (without those in a gap) when it stands at `at`.
#[must_use]
pub fn stands_at(phrase: &[Word], words: &[Syllable], at: usize) -> Option<Vec<usize>> {
    // Most phrases that begin alike go on otherwise.
    let opening = phrase.iter().take_while(|word| word.exact != GAP);
    let typed = words.get(at..).unwrap_or_default();
    if opening.clone().count() > typed.len()
        || !opening.zip(typed).all(|(known, typed)| fits(typed, known))
    {
        return None;
    }
    let mut own = Vec::with_capacity(phrase.len());
    (stands(phrase, words, at, &mut own) && !own.is_empty()).then_some(own)
}

fn stands(phrase: &[Word], words: &[Syllable], at: usize, own: &mut Vec<usize>) -> bool {
    let Some((head, rest)) = phrase.split_first() else {
        return true;
    };
    if head.exact == GAP {
        return (at..=at + GAP_WORDS).any(|next| stands(rest, words, next, own));
    }
    if !words.get(at).is_some_and(|word| fits(word, head)) {
        return false;
    }
    own.push(at);
    let whole = stands(rest, words, at + 1, own);
    if !whole {
        own.pop();
    }
    whole
}

fn fits(typed: &Syllable, known: &Word) -> bool {
    typed.folded == known.folded && agreement(&typed.exact, &known.exact) != Agreement::Contradicts
}
