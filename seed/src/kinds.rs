//! `kinds.yaml`: what a message is to be handled as, told by its words.

use mobile_contract::chat::Outcome;
use mobile_contract::ticket::TicketKind;

use crate::guards::{Guards, GuardsError};

/// Recognises the kind of a message. The rules are of the guards' form; `reply` names the kind.
#[derive(Clone, Debug, Default)]
pub struct Kinds(Guards);

/// Why the rules were refused.
#[derive(Debug, thiserror::Error)]
pub enum KindsError {
    /// As for guards.
    #[error(transparent)]
    Rules(#[from] GuardsError),
    /// `reply` names no kind.
    #[error("there is no kind {0:?}")]
    Kind(String),
}

impl Kinds {
    /// Reads the rules.
    ///
    /// # Errors
    /// When they are no rules, or name a kind that is none.
    pub fn from_yaml(text: &str) -> Result<Self, KindsError> {
        let rules = Guards::from_yaml(text)?;
        let unknown = rules.replies().find(|name| named(name).is_none());
        if let Some(name) = unknown {
            return Err(KindsError::Kind(name.to_owned()));
        }
        Ok(Self(rules))
    }

    /// The kind of a message: the first rule it meets; else feedback where the guards of chat see
    /// feedback about staff; else a question.
    #[must_use]
    pub fn of(&self, message: &str, guards: &Guards) -> TicketKind {
        let told = self.0.check(message).and_then(|found| named(found.reply));
        told.unwrap_or_else(|| match guards.check(message) {
            Some(found) if found.outcome == Outcome::Feedback => TicketKind::Service,
            _ => TicketKind::Question,
        })
    }
}

fn named(name: &str) -> Option<TicketKind> {
    Some(match name {
        "question" => TicketKind::Question,
        "service" => TicketKind::Service,
        "regulation" => TicketKind::Regulation,
        "complaint" => TicketKind::Complaint,
        "denunciation" => TicketKind::Denunciation,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(message: &str) -> TicketKind {
        let kinds = Kinds::from_yaml(include_str!("../data/kinds.yaml")).unwrap();
        let guards = Guards::from_yaml(include_str!("../data/guards.yaml")).unwrap();
        kinds.of(message, &guards)
    }

    #[test]
    fn each_kind_is_told_by_its_words() {
        use TicketKind::{Complaint, Denunciation, Question, Regulation, Service};
        for (message, expected) in [
            ("Làm khai sinh cần giấy tờ gì?", Question),
            ("khieu nai lan dau nop don o dau", Question),
            ("thủ tục tố cáo gồm những gì", Question),
            ("cán bộ một cửa quát nạt dân", Service),
            ("ho so qua han 20 ngay chua co ket qua", Service),
            ("Đề nghị bỏ quy định nộp bản sao công chứng", Regulation),
            ("thu tuc ruom ra qua, kien nghi cat giam", Regulation),
            ("Tôi khiếu nại quyết định xử phạt số 5", Complaint),
            (
                "toi muon to cao ong truong thon an chan tien ho ngheo",
                Denunciation,
            ),
        ] {
            assert_eq!(kind(message), expected, "{message}");
        }
    }

    #[test]
    fn a_rule_for_a_kind_that_is_none_is_refused() {
        let text = "rules: [{outcome: feedback, reply: praise, when: ['cam on']}]";
        assert!(matches!(Kinds::from_yaml(text), Err(KindsError::Kind(_))));
    }
}
