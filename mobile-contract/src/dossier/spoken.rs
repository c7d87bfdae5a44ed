//! Numbers as people say them in Vietnamese, with or without their marks.
//!
//! "Ba mốt" is 31, "bốn mươi lăm" and "bốn lăm" 45, "hai trăm linh năm" 205; what is said digit by digit
//! stays so. Without marks "muoi" is both "mười" (ten) and "mươi" (tens): both readings are kept, and
//! a code is read only where one of them fits.

use super::items::{Body, Item, Joint};

/// A word of a spoken number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Không to chín.
    Digit(u8),
    /// A digit said only behind tens: mốt, tư, lăm.
    Unit(u8),
    /// Mười.
    Ten,
    /// Mươi.
    Tens,
    /// Either, because the marks are missing.
    TenOrTens,
    /// Trăm.
    Hundred,
    /// Linh, lẻ: no tens.
    NoTens,
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The name of a letter.
    Letter(u8),
    /// Part of a number.
    Word(Word),
    /// Chấm, gạch, trừ.
    Joint(Joint),
    /// Ngang, nối: the rest of "gạch ngang".
    Across,
}

/// Most words that can be read in two ways: each doubles the work.
const MOST_DOUBTS: usize = 4;

/// Every word, with its marks.
const WORDS: [(&str, Said); 34] = [
    ("không", Said::Word(Word::Digit(0))),
    ("một", Said::Word(Word::Digit(1))),
    ("hai", Said::Word(Word::Digit(2))),
    ("ba", Said::Word(Word::Digit(3))),
    ("bốn", Said::Word(Word::Digit(4))),
    ("năm", Said::Word(Word::Digit(5))),
    ("sáu", Said::Word(Word::Digit(6))),
    ("bảy", Said::Word(Word::Digit(7))),
    ("bẩy", Said::Word(Word::Digit(7))),
    ("tám", Said::Word(Word::Digit(8))),
    ("chín", Said::Word(Word::Digit(9))),
    ("mốt", Said::Word(Word::Unit(1))),
    ("tư", Said::Word(Word::Unit(4))),
    ("lăm", Said::Word(Word::Unit(5))),
    ("nhăm", Said::Word(Word::Unit(5))),
    ("mười", Said::Word(Word::Ten)),
    ("mươi", Said::Word(Word::Tens)),
    ("trăm", Said::Word(Word::Hundred)),
    ("linh", Said::Word(Word::NoTens)),
    ("lẻ", Said::Word(Word::NoTens)),
    ("hát", Said::Letter(b'H')),
    ("hắt", Said::Letter(b'H')),
    ("hờ", Said::Letter(b'H')),
    ("giê", Said::Letter(b'G')),
    ("gờ", Said::Letter(b'G')),
    ("chấm", Said::Joint(Joint::Dot)),
    ("gạch", Said::Joint(Joint::Hyphen)),
    ("trừ", Said::Joint(Joint::Hyphen)),
    ("ngang", Said::Across),
    ("nối", Said::Across),
    ("dash", Said::Joint(Joint::Hyphen)),
    ("hyphen", Said::Joint(Joint::Hyphen)),
    ("dot", Said::Joint(Joint::Dot)),
    ("point", Said::Joint(Joint::Dot)),
];

/// What a word says: one with marks must have the right ones ("làm" is not "lăm"); one without, or in
/// decomposed letters, is read by its letters alone. "Mot" is "một", the commoner of two.
pub(super) fn word(lower: &str, folded: &str) -> Option<Said> {
    let marked = lower != folded && !lower.contains(|c| matches!(c, '\u{300}'..='\u{36f}'));
    if marked {
        return WORDS
            .iter()
            .find(|(w, _)| *w == lower)
            .map(|(_, said)| *said);
    }
    match folded {
        "muoi" => Some(Said::Word(Word::TenOrTens)),
        // "Ho so" is no letter, and "le phi" no number.
        "ho" | "le" => None,
        _ => WORDS
            .iter()
            .find(|(w, _)| crate::text::fold(w) == folded)
            .map(|(_, said)| *said),
    }
}

/// Every way to read the words of some parts as digits; none when there are too many, or a number
/// is said so that nobody can tell which it is.
pub(super) fn expand(items: &[Item]) -> Vec<Vec<Item>> {
    let doubts = (0..items.len()).filter(|at| is_doubt(items, *at)).count();
    if doubts > MOST_DOUBTS {
        return Vec::new();
    }
    (0..1_u32 << doubts)
        .filter_map(|choice| decided(items, choice))
        .collect()
}

/// Whether an unmarked "muoi" can be either: only behind a digit can it mean tens.
fn is_doubt(items: &[Item], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| items.get(at));
    let digit = matches!(before, Some(item) if matches!(item.body, Body::Word(Word::Digit(2..=9))));
    digit
        && items.get(at).is_some_and(|item| {
            item.joint == Joint::Space && item.body == Body::Word(Word::TenOrTens)
        })
}

fn decided(items: &[Item], choice: u32) -> Option<Vec<Item>> {
    let mut doubt = 0;
    let mut settled = items.to_vec();
    for (at, item) in settled.iter_mut().enumerate() {
        if item.body != Body::Word(Word::TenOrTens) {
            continue;
        }
        let doubted = is_doubt(items, at);
        let tens = doubted && choice & (1 << doubt) != 0;
        doubt += u32::from(doubted);
        item.body = Body::Word(if tens { Word::Tens } else { Word::Ten });
    }
    let mut out = Vec::with_capacity(settled.len());
    let mut rest = settled.as_slice();
    while let Some((first, behind)) = rest.split_first() {
        let Body::Word(_) = first.body else {
            out.push(first.clone());
            rest = behind;
            continue;
        };
        let said = behind
            .iter()
            .take_while(|i| i.joint == Joint::Space && matches!(i.body, Body::Word(_)))
            .count();
        let (words, after) = rest.split_at_checked(said + 1)?;
        numbers(words, first, &mut out)?;
        rest = after;
    }
    Some(out)
}

/// Numbers said one after another, each as a run of digits.
fn numbers(items: &[Item], first: &Item, out: &mut Vec<Item>) -> Option<()> {
    let words: Vec<Word> = items
        .iter()
        .filter_map(|i| match i.body {
            Body::Word(word) => Some(word),
            _ => None,
        })
        .collect();
    let mut rest = words.as_slice();
    let mut joint = (first.joint, first.apart);
    while !rest.is_empty() {
        let (run, used) = number(rest)?;
        rest = rest.get(used..)?;
        out.push(Item {
            joint: joint.0,
            apart: joint.1,
            body: Body::Digits(run),
        });
        joint = (Joint::Space, true);
    }
    Some(())
}

/// The first number of some words, and how many words it takes.
fn number(words: &[Word]) -> Option<(Vec<u8>, usize)> {
    use Word::{Digit, Hundred, NoTens, Ten, Tens, Unit};
    match *words {
        [Digit(h), Hundred, NoTens, Digit(u) | Unit(u), ..] => Some((vec![h, 0, u], 4)),
        [Digit(h), Hundred, ref rest @ ..] => {
            if rest.is_empty() {
                return Some((vec![h, 0, 0], 2));
            }
            // "Hai trăm năm" is 250 to some and 205 to others.
            let (low, used) = number(rest)?;
            match (low.as_slice(), rest) {
                ([t, u], _) => Some((vec![h, *t, *u], 2 + used)),
                ([t], [_, Digit(u), ..]) => Some((vec![h, *t, *u], 4)),
                _ => None,
            }
        }
        [Digit(t @ 1..=9), Tens, Digit(u @ 1..=9) | Unit(u), ..] => Some((vec![t, u], 3)),
        [Digit(t @ 1..=9), Tens, ..] => Some((vec![t, 0], 2)),
        [Digit(t @ 2..=9), Unit(u), ..] => Some((vec![t, u], 2)),
        [Ten, Digit(u @ 1..=9) | Unit(u), ..] => Some((vec![1, u], 2)),
        [Ten, ..] => Some((vec![1, 0], 1)),
        [Digit(d) | Unit(d), ..] => Some((vec![d], 1)),
        [NoTens, ..] => Some((vec![0], 1)),
        _ => None,
    }
}
