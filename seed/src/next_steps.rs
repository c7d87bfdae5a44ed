//! Whether an answer tells what to do next, or that nothing is left to do: `data/next-steps.yaml`.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

const BUNDLED: &str = include_str!("../data/next-steps.yaml");
/// Words between what leads to an act and the act: "bạn chỉ cần nộp", "mời chị Hoa đến".
const BETWEEN: usize = 2;

/// Recognises a next step.
#[derive(Clone, Debug, Default)]
pub struct NextSteps(Vec<Language>);

/// The phrases of one language, each as its words.
#[derive(Clone, Debug)]
struct Language {
    leads: Vec<Vec<String>>,
    acts: Vec<Vec<String>>,
    blocks: Vec<Vec<String>>,
    not: Vec<Vec<String>>,
    whole: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vi: Phrases,
    en: Phrases,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    leads: Vec<String>,
    acts: Vec<String>,
    blocks: Vec<String>,
    not: Vec<String>,
    whole: Vec<String>,
}

impl From<Phrases> for Language {
    fn from(phrases: Phrases) -> Self {
        let split = |phrases: Vec<String>| phrases.iter().map(|phrase| words(phrase)).collect();
        Self {
            leads: split(phrases.leads),
            acts: split(phrases.acts),
            blocks: split(phrases.blocks),
            not: split(phrases.not),
            whole: split(phrases.whole),
        }
    }
}

impl NextSteps {
    /// Reads the phrases.
    ///
    /// # Errors
    /// When the text is not of this form.
    pub fn from_yaml(text: &str) -> Result<Self, serde_saphyr::Error> {
        let file: File = serde_saphyr::from_str(text)?;
        Ok(Self(vec![file.vi.into(), file.en.into()]))
    }

    /// The bundled phrases. A test of this crate keeps them readable.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static READ: LazyLock<NextSteps> =
            LazyLock::new(|| NextSteps::from_yaml(BUNDLED).unwrap_or_default());
        &READ
    }

    /// Whether a text tells what to do next, or that nothing is left to do.
    #[must_use]
    pub fn named_in(&self, text: &str) -> bool {
        let text: String = text.nfc().collect::<String>().to_lowercase();
        clauses(&text).any(|clause| self.0.iter().any(|language| language.step_in(&clause)))
    }
}

impl Language {
    fn step_in(&self, clause: &[String]) -> bool {
        (0..clause.len()).any(|at| {
            let (before, rest) = clause.split_at(at);
            begins(rest, &self.whole)
                || begins(rest, &self.acts) && !begins(rest, &self.not) && self.led(before)
        })
    }

    /// Whether what stands before an act makes it a step.
    fn led(&self, before: &[String]) -> bool {
        if before.is_empty() {
            return true;
        }
        if ends(before, &self.blocks) {
            return false;
        }
        (0..=BETWEEN).any(|between| {
            let Some(end) = before.len().checked_sub(between) else {
                return false;
            };
            let (before, skipped) = before.split_at(end);
            let blocked = (0..skipped.len()).any(|at| {
                let (_, rest) = skipped.split_at(at);
                begins(rest, &self.blocks)
            });
            let lead = self.leads.iter().find(|lead| before.ends_with(lead));
            lead.is_some_and(|lead| {
                let (head, _) = before.split_at(before.len() - lead.len());
                !blocked && !ends(head, &self.blocks)
            })
        })
    }
}

fn begins(words: &[String], phrases: &[Vec<String>]) -> bool {
    phrases.iter().any(|phrase| words.starts_with(phrase))
}

fn ends(words: &[String], phrases: &[Vec<String>]) -> bool {
    phrases.iter().any(|phrase| words.ends_with(phrase))
}

/// What stands between marks, as its words.
fn clauses(text: &str) -> impl Iterator<Item = Vec<String>> {
    const MARKS: [char; 12] = ['.', ',', ':', ';', '?', '!', '\n', '(', ')', '"', '“', '”'];
    text.split(MARKS)
        .map(words)
        .filter(|clause| !clause.is_empty())
}

/// The words of a text that is composed and in lower case.
fn words(text: &str) -> Vec<String> {
    let apart = |c: char| !c.is_alphanumeric() && c != '\'';
    let words = text.split(apart).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
