//! What must not be answered with a procedure, recognised by its words.

use mobile_contract::chat::Outcome;
use mobile_contract::text::fold;
use serde::Deserialize;

/// One way to recognise a message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    outcome: Outcome,
    /// Names the text to answer with.
    reply: String,
    /// Patterns; one is enough. `a + b` needs both, in any order.
    when: Vec<String>,
    /// Words that show that it is a question about a procedure all the same.
    #[serde(default)]
    unless: Vec<String>,
    /// The pattern must be nearly the whole message.
    #[serde(default)]
    whole: bool,
}

/// Words in a row, folded.
type Phrase = Vec<String>;

#[derive(Clone, Debug)]
struct Rule {
    outcome: Outcome,
    reply: String,
    when: Vec<Vec<Phrase>>,
    unless: Vec<Phrase>,
    whole: bool,
}

/// The rules, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub struct Guards(Vec<Rule>);

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
    /// When the text is not such a list.
    pub fn from_yaml(text: &str) -> Result<Self, serde_saphyr::Error> {
        let written: Vec<Written> = serde_saphyr::from_str(text)?;
        Ok(Self(written.iter().map(Rule::of).collect()))
    }

    /// These rules, and then others.
    #[must_use]
    pub fn before(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// The first rule that a message meets.
    #[must_use]
    pub fn check(&self, message: &str) -> Option<Guarded<'_>> {
        let words = words(message);
        let rule = self.0.iter().find(|rule| rule.meets(&words))?;
        Some(Guarded {
            outcome: rule.outcome,
            reply: &rule.reply,
        })
    }

    /// Every name of a text that a rule answers with.
    pub fn replies(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|rule| rule.reply.as_str())
    }
}

impl Rule {
    fn of(written: &Written) -> Self {
        Self {
            outcome: written.outcome,
            reply: written.reply.clone(),
            when: written
                .when
                .iter()
                .map(|p| p.split('+').map(words).collect())
                .collect(),
            unless: written.unless.iter().map(|p| words(p)).collect(),
            whole: written.whole,
        }
    }

    fn meets(&self, message: &[String]) -> bool {
        self.when.iter().any(|parts| {
            let length: usize = parts.iter().map(Vec::len).sum();
            let short_enough = !self.whole || message.len() <= length + SPARE_WORDS;
            short_enough && parts.iter().all(|part| contains(message, part))
        }) && !self.unless.iter().any(|phrase| contains(message, phrase))
    }
}

fn words(text: &str) -> Phrase {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn contains(message: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && message.windows(phrase.len()).any(|window| window == phrase)
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
