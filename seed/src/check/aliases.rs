//! One lay name must not lead to two procedures: the assistant could not tell them apart. Neither
//! may two names that people would take for the same one.

use std::collections::{BTreeSet, HashMap};

use mobile_contract::ProcedureCode;
use mobile_contract::text::fold;
use strsim::damerau_levenshtein;

use super::Report;
use crate::vocabulary::{Meaning, Vocabulary};
use crate::{Bundle, Filed};

/// Words that begin many names and tell none apart.
const COMMON: [&str; 8] = ["lam", "xin", "thu", "tuc", "di", "cho", "o", "giay"];
/// Shortest name in which one wrong letter is a slip and not another word.
const SLIP_LETTERS: usize = 14;

struct Alias<'a> {
    file: &'a str,
    code: &'a ProcedureCode,
    text: &'a str,
    /// Its words as meant, without common ones, sorted.
    key: String,
}

pub(super) fn check(bundle: &Bundle, report: &mut Report) {
    let aliases: Vec<Alias<'_>> = bundle
        .procedures
        .iter()
        .flat_map(|Filed { file, record }| {
            record.aliases.iter().map(|text| Alias {
                file,
                code: &record.code,
                text,
                key: key(text, &bundle.vocabularies.vietnamese),
            })
        })
        .collect();
    twice(&aliases, report);
    near(&aliases, report);
    let english: Vec<Alias<'_>> = bundle
        .procedures
        .iter()
        .flat_map(|Filed { file, record }| {
            record.aliases_en.iter().map(|text| Alias {
                file,
                code: &record.code,
                text,
                key: plain(text),
            })
        })
        .collect();
    twice(&english, report);
}

/// The same name, word for word.
fn twice(aliases: &[Alias<'_>], report: &mut Report) {
    let mut owners: HashMap<String, &ProcedureCode> = HashMap::new();
    for alias in aliases {
        let text = alias.text;
        match owners.insert(plain(text), alias.code) {
            Some(owner) if owner != alias.code => {
                report.add(
                    alias.file,
                    alias.code,
                    format!("alias {text:?} is also one of {owner}"),
                );
            }
            Some(_) => report.add(
                alias.file,
                alias.code,
                format!("alias {text:?} is there twice"),
            ),
            None => {}
        }
    }
}

/// The same words in another order or spelt short, or one letter apart.
fn near(aliases: &[Alias<'_>], report: &mut Report) {
    for (at, one) in aliases.iter().enumerate() {
        for other in aliases.iter().skip(at + 1) {
            if one.code == other.code || plain(one.text) == plain(other.text) {
                continue;
            }
            let slip = || {
                one.key.len().min(other.key.len()) >= SLIP_LETTERS
                    && one.key.len().abs_diff(other.key.len()) <= 1
                    && digits(&one.key).eq(digits(&other.key))
                    && damerau_levenshtein(&one.key, &other.key) == 1
            };
            if one.key == other.key || slip() {
                report.add(
                    other.file,
                    other.code,
                    format!(
                        "alias {:?} is nearly {:?} of {}",
                        other.text, one.text, one.code
                    ),
                );
            }
        }
    }
}

/// "Mức 1" is no slip of "mức 2".
fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

fn plain(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name as they are meant: short ones spelt out, common ones left out, sorted. The
/// name itself when nothing else would be left.
fn key(text: &str, vocabulary: &Vocabulary) -> String {
    let plain = plain(text);
    let mut words = BTreeSet::new();
    for word in plain.split(' ') {
        let long = vocabulary
            .beginning_with(word, None)
            .filter(|(_, entry)| entry.words.len() == 1)
            .find_map(|(_, entry)| match &entry.meaning {
                Meaning::Short(long) => long.first(),
                _ => None,
            });
        match long {
            Some(long) => words.extend(long.iter().map(|w| w.folded.clone())),
            None => drop(words.insert(word.to_owned())),
        }
    }
    words.retain(|word| !COMMON.contains(&word.as_str()));
    if words.is_empty() {
        return plain;
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}
