//! What citizens read when their question is answered for all.

use mobile_contract::Locale;
use url::Url;

use super::{Block, Letter};

/// What somebody asked is answered for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqPublished {
    /// The question.
    pub question: String,
    /// Who answers.
    pub agency: String,
    /// The answer.
    pub answer: String,
    /// Where to read it.
    pub link: Url,
}

impl FaqPublished {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            question,
            agency,
            link,
            ..
        } = self;
        let (subject, short, opening, closing) = match locale {
            Locale::Vi => (
                "Điều bạn hỏi nay có câu trả lời chung".to_owned(),
                format!("{agency} đã trả lời câu giống câu bạn hỏi. Xem tại: {link}"),
                format!(
                    "Chào bạn. Có người cũng hỏi như bạn, và {agency} đã trả lời câu \u{201c}{question}\u{201d}:"
                ),
                "Nếu phiếu của bạn chưa được trả lời, cơ quan vẫn trả lời riêng cho bạn.",
            ),
            Locale::En => (
                "What you asked is now answered for everyone".to_owned(),
                format!("{agency} has answered a question like yours. Read it at: {link}"),
                format!(
                    "Hello. Others asked what you asked, and {agency} has answered \u{201c}{question}\u{201d}:"
                ),
                "If your own ticket is still open, the agency will answer it as well.",
            ),
        };
        let label = locale.pick("Xem câu trả lời", "Read the answer");
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Quote(self.answer.clone()),
                Block::Say(closing.to_owned()),
                Block::Link(label, link.clone()),
            ],
        }
    }
}
