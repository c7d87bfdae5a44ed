//! What citizens read when their question is answered for all, and when that answer holds no longer.

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

/// An answer for all was not right, or holds no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerWithdrawn {
    /// The question that it answered.
    pub about: String,
    /// Who takes it back.
    pub agency: String,
    /// Why, in a sentence.
    pub reason: String,
    /// The question that is read in its place.
    pub instead: Option<String>,
    /// Where to read that; else where to ask.
    pub link: Url,
}

impl AnswerWithdrawn {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            about,
            agency,
            link,
            ..
        } = self;
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                "Trả lời bạn đã nhận nay không còn dùng được".to_owned(),
                format!(
                    "Trả lời về \u{201c}{about}\u{201d} nay không còn dùng được, mong bạn đừng làm theo. Xem: {link}"
                ),
                format!(
                    "Chào bạn. Trả lời trước đây về \u{201c}{about}\u{201d} nay không còn dùng được, mong bạn đừng làm theo. {agency} đã rút câu đó và xin lỗi bạn về sự bất tiện này."
                ),
            ),
            Locale::En => (
                "An answer you received no longer holds".to_owned(),
                format!(
                    "The answer about \u{201c}{about}\u{201d} no longer holds; please do not go by it. See: {link}"
                ),
                format!(
                    "Hello. The earlier answer about \u{201c}{about}\u{201d} no longer holds; please do not go by it. {agency} has taken it back, and we are sorry for the trouble."
                ),
            ),
        };
        let why = (locale.pick("Vì sao", "Why"), self.reason.clone());
        let (next, label) = match &self.instead {
            Some(question) => (
                match locale {
                    Locale::Vi => format!("Mời bạn xem câu này: \u{201c}{question}\u{201d}."),
                    Locale::En => format!("Please read this one: \u{201c}{question}\u{201d}."),
                },
                locale.pick("Xem câu trả lời", "Read the answer"),
            ),
            None => (
                locale
                    .pick(
                        "Nếu bạn đã làm theo, hoặc cần biết nay làm thế nào, mời bạn hỏi lại. Cơ quan sẽ trả lời riêng cho bạn.",
                        "If you have gone by it, or want to know what to do now, please ask again. The agency will answer you.",
                    )
                    .to_owned(),
                locale.pick("Hỏi lại", "Ask again"),
            ),
        };
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Facts(vec![why]),
                Block::Say(next),
                Block::Link(label, link.clone()),
            ],
        }
    }
}
