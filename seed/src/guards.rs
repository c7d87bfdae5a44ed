//! What must not be answered with a procedure, recognised by its words.

use std::collections::{BTreeMap, HashMap, HashSet};

use mobile_contract::chat::Outcome;
use serde::Deserialize;

use crate::folded::words;

/// A file of rules.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Alternatives that patterns name with `@`.
    #[serde(default)]
    groups: BTreeMap<String, Vec<String>>,
    rules: Vec<Written>,
}

/// One way to recognise a message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    outcome: Outcome,
    /// Names the text to answer with.
    reply: String,
    /// Patterns; one is enough. `a + b` needs both, in any order; `@a` is any phrase of a group.
    when: Vec<String>,
    /// Words that show that it is a question about a procedure all the same.
    #[serde(default)]
    unless: Vec<String>,
    /// The pattern must be nearly the whole message.
    #[serde(default)]
    whole: bool,
}

/// Why rules were refused.
#[derive(Debug, thiserror::Error)]
pub enum GuardsError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// A pattern names a group that is not there.
    #[error("there is no group {0:?}")]
    Group(String),
    /// A phrase without any word.
    #[error("the phrase {0:?} is empty")]
    Empty(String),
}

/// The number of a phrase.
type PhraseId = usize;

#[derive(Clone, Debug)]
struct Rule {
    outcome: Outcome,
    reply: String,
    /// Each pattern: of each part one phrase must be there.
    when: Vec<Vec<Vec<PhraseId>>>,
    unless: Vec<PhraseId>,
    whole: bool,
}

/// The rules, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub struct Guards {
    rules: Vec<Rule>,
    phrases: Phrases,
}

/// What was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guarded<'a> {
    /// How the message is answered.
    pub outcome: Outcome,
    /// Names the text to answer with.
    pub reply: &'a str,
}

/// Words beside the pattern that a "whole" message may have: "dạ chào em nhé ạ".
const SPARE_WORDS: usize = 3;

impl Guards {
    /// Reads the rules.
    ///
    /// # Errors
    /// When the text is not such a file, or a pattern cannot match anything.
    pub fn from_yaml(text: &str) -> Result<Self, GuardsError> {
        let mut guards = Self::default();
        guards.add(text)?;
        Ok(guards)
    }

    /// Reads further rules; they are tried after those that are there.
    ///
    /// # Errors
    /// As [`Self::from_yaml`].
    pub fn add(&mut self, text: &str) -> Result<(), GuardsError> {
        let file: File = serde_saphyr::from_str(text)?;
        for written in &file.rules {
            let mut part = |text: &str| self.phrases.part(text, &file.groups);
            let when = written
                .when
                .iter()
                .map(|pattern| pattern.split('+').map(&mut part).collect())
                .collect::<Result<_, _>>()?;
            let unless = written.unless.iter().map(|phrase| part(phrase));
            let unless: Vec<Vec<PhraseId>> = unless.collect::<Result<_, _>>()?;
            self.rules.push(Rule {
                outcome: written.outcome,
                reply: written.reply.clone(),
                when,
                unless: unless.concat(),
                whole: written.whole,
            });
        }
        Ok(())
    }

    /// The first rule that a message meets.
    #[must_use]
    pub fn check(&self, message: &str) -> Option<Guarded<'_>> {
        let words = words(message);
        let found = self.phrases.found(&words);
        let rule = self.rules.iter().find(|rule| {
            rule.meets(&found, words.len(), &self.phrases)
                && !rule.unless.iter().any(|phrase| found.contains(phrase))
        })?;
        Some(Guarded {
            outcome: rule.outcome,
            reply: &rule.reply,
        })
    }

    /// Every name of a text that a rule answers with.
    pub fn replies(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.reply.as_str())
    }
}

impl Rule {
    fn meets(&self, found: &HashSet<PhraseId>, length: usize, phrases: &Phrases) -> bool {
        self.when.iter().any(|parts| {
            parts.iter().all(|part| {
                part.iter().any(|phrase| {
                    let own = phrases.length(*phrase);
                    found.contains(phrase) && (!self.whole || length <= own + SPARE_WORDS)
                })
            })
        })
    }
}

/// Every phrase of all rules once, to be found by its first word.
#[derive(Clone, Debug, Default)]
struct Phrases {
    all: Vec<Vec<String>>,
    by_first: HashMap<String, Vec<PhraseId>>,
    ids: HashMap<Vec<String>, PhraseId>,
}

impl Phrases {
    /// A part of a pattern: the phrases of a group, or a phrase.
    fn part(
        &mut self,
        text: &str,
        groups: &BTreeMap<String, Vec<String>>,
    ) -> Result<Vec<PhraseId>, GuardsError> {
        let text = text.trim();
        match text.strip_prefix('@') {
            Some(name) => {
                let group = groups.get(name);
                let group = group.ok_or_else(|| GuardsError::Group(name.to_owned()))?;
                group.iter().map(|phrase| self.add(phrase)).collect()
            }
            None => Ok(vec![self.add(text)?]),
        }
    }

    fn add(&mut self, phrase: &str) -> Result<PhraseId, GuardsError> {
        let words = words(phrase);
        let Some(first) = words.first() else {
            return Err(GuardsError::Empty(phrase.to_owned()));
        };
        if let Some(id) = self.ids.get(&words) {
            return Ok(*id);
        }
        let id = self.all.len();
        self.by_first.entry(first.clone()).or_default().push(id);
        self.ids.insert(words.clone(), id);
        self.all.push(words);
        Ok(id)
    }

    fn length(&self, id: PhraseId) -> usize {
        self.all.get(id).map_or(0, Vec::len)
    }

    /// The phrases that words hold.
    fn found(&self, message: &[String]) -> HashSet<PhraseId> {
        let mut found = HashSet::new();
        for at in 0..message.len() {
            let rest = message.get(at..).unwrap_or_default();
            let beginning = rest.first().and_then(|first| self.by_first.get(first));
            for id in beginning.into_iter().flatten() {
                let phrase = self.all.get(*id).map_or(&[][..], Vec::as_slice);
                if rest.starts_with(phrase) {
                    found.insert(*id);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guards() -> Guards {
        Guards::from_yaml(include_str!("../data/guards.yaml")).unwrap()
    }

    fn outcome(message: &str) -> Option<Outcome> {
        guards().check(message).map(|g| g.outcome)
    }

    #[derive(Deserialize)]
    struct Case {
        say: String,
        outcome: String,
    }

    #[test]
    fn every_case_is_recognised_or_passes() {
        let cases: Vec<Case> =
            serde_saphyr::from_str(include_str!("../../tests/data/guards.yaml")).unwrap();
        assert!(cases.len() > 700);
        let guards = guards();
        let wrong: Vec<String> = cases
            .iter()
            .filter_map(|case| {
                let outcome = guards.check(&case.say).map(|g| g.outcome);
                let told = outcome.map_or("none".to_owned(), |o| {
                    serde_json::to_value(o)
                        .unwrap()
                        .as_str()
                        .unwrap()
                        .to_owned()
                });
                (told != case.outcome).then(|| format!("{}: {told}", case.say))
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_group_that_is_not_there_is_refused() {
        let text = "rules: [{outcome: smalltalk, reply: hello, when: ['@none']}]";
        assert!(matches!(
            Guards::from_yaml(text),
            Err(GuardsError::Group(_))
        ));
    }

    #[test]
    fn danger_comes_first() {
        assert_eq!(outcome("cháy nhà rồi cứu với"), Some(Outcome::Emergency));
        assert_eq!(
            outcome("co nguoi bi tai nan bat tinh"),
            Some(Outcome::Emergency)
        );
        assert_eq!(outcome("xe bị cháy giấy tờ thì làm lại ở đâu"), None);
    }

    #[test]
    fn a_complaint_about_staff_is_feedback_and_a_procedure_is_not() {
        assert_eq!(
            outcome("cán bộ một cửa thái độ hách dịch quá"),
            Some(Outcome::Feedback)
        );
        assert_eq!(outcome("Khiếu nại lần đầu thì nộp đơn ở đâu?"), None);
    }

    #[test]
    fn praise_is_feedback_but_no_complaint() {
        let guards = guards();
        let reply = |message: &str| guards.check(message).map(|g| g.reply);
        assert_eq!(
            reply("cảm ơn chị Hoa ở quầy 2 rất nhiệt tình"),
            Some("praise")
        );
        assert_eq!(reply("cảm ơn cán bộ, hồ sơ xong chưa"), Some("praise"));
        let both = "cảm ơn cán bộ nhưng anh bảo vệ quát dân";
        assert_eq!(reply(both), Some("feedback"));
    }

    #[test]
    fn a_greeting_is_small_talk_only_when_nothing_else_is_said() {
        assert_eq!(outcome("chào bạn"), Some(Outcome::Smalltalk));
        assert_eq!(
            outcome("chào bạn, cho mình hỏi làm khai sinh cần giấy tờ gì"),
            None
        );
    }

    #[test]
    fn everyday_questions_pass() {
        for question in [
            "lam giay khai sinh cho con can giay to gi",
            "Mất hộ chiếu ở trong nước thì trình báo thế nào?",
            "mất cccd làm lại bn tiền v",
            "đăng ký tạm trú cho người thuê nhà",
            "Người nhà tôi vi phạm pháp luật, hộ chiếu hết hạn thì về nước bằng giấy tờ gì?",
        ] {
            assert_eq!(outcome(question), None, "{question}");
        }
    }
}
