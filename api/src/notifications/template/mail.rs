//! What people read who write to us by mail, and what an agency reads when a sender wrote.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// A mail has become a ticket. Their words are not sent back: the address is only claimed, and nobody
/// shall be able to send words of theirs to a stranger through us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketByMail {
    /// Code of the ticket.
    pub code: String,
    /// Opens it.
    pub secret: String,
    /// Who has it and what comes next.
    pub explanation: String,
    /// When it is answered at the latest, once that is known.
    pub answer_by: Option<DateTime<Utc>>,
    /// Files that came along and were not taken.
    pub files_left_out: u32,
    /// Where code and secret are typed.
    pub link: Url,
}

impl TicketByMail {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { code, link, .. } = self;
        let mut facts = vec![
            (locale.pick("Mã phiếu", "Ticket code"), code.clone()),
            (locale.pick("Mã bí mật", "Secret"), self.secret.clone()),
        ];
        if let Some(by) = self.answer_by {
            let label = locale.pick("Trả lời chậm nhất", "Answer no later than");
            facts.push((label, time(by, locale)));
        }
        let (subject, opening, keep) = match locale {
            Locale::Vi => (
                format!("Đã nhận thư của bạn, phiếu {code}"),
                "Chào bạn. Chúng tôi đã nhận được thư của bạn.",
                "Bạn giữ hai mã này để xem phiếu trên trang của chúng tôi. Nếu không phải bạn gửi, bạn bỏ qua thư này.",
            ),
            Locale::En => (
                format!("We have received your mail, ticket {code}"),
                "Hello. We have received your mail.",
                "Keep both codes to see the ticket on our page. If it was not you who wrote, please ignore this.",
            ),
        };
        let mut blocks = vec![
            Block::Say(opening.to_owned()),
            Block::Say(self.explanation.clone()),
            Block::Facts(facts),
        ];
        if self.files_left_out > 0 {
            let files = self.files_left_out;
            blocks.push(Block::Say(match locale {
                Locale::Vi => {
                    format!("Thư có {files} tệp chưa được nhận: chỉ nhận ảnh và PDF.")
                }
                Locale::En => {
                    format!("{files} of the files were not taken: only photos and PDFs are.")
                }
            }));
        }
        blocks.push(Block::Say(keep.to_owned()));
        let label = locale.pick("Xem phiếu", "See the ticket");
        blocks.push(Block::Link(label, link.clone()));
        Letter {
            short: format!("{subject}: {link}"),
            subject,
            blocks,
        }
    }
}

/// The sender of a ticket has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SenderWrote {
    /// Code of the ticket.
    pub code: String,
    /// What they wrote; quoted.
    pub words: String,
    /// The ticket.
    pub link: Url,
}

impl SenderWrote {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { code, link, .. } = self;
        let (subject, opening) = match locale {
            Locale::Vi => (
                format!("Phiếu {code}: người gửi viết thêm"),
                format!("Người gửi phiếu {code} viết thêm:"),
            ),
            Locale::En => (
                format!("Ticket {code}: the sender wrote"),
                format!("The sender of ticket {code} wrote:"),
            ),
        };
        Letter {
            short: format!("{subject}. {link}"),
            subject,
            blocks: vec![
                Block::Say(opening),
                Block::Quote(self.words.clone()),
                Block::Link(locale.pick("Mở phiếu", "Open the ticket"), link.clone()),
            ],
        }
    }
}

/// Mail in answer to one of ours was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailNotTaken {
    /// Code of the ticket, where the mail names one.
    pub code: Option<String>,
    /// Why, a sentence each.
    pub why: Vec<String>,
    /// What was written, so that nobody has to write it again.
    pub words: String,
    /// Where it can be mended.
    pub link: Option<Url>,
}

impl MailNotTaken {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let (subject, opening) = match (locale, &self.code) {
            (Locale::Vi, Some(code)) => (
                format!("Phiếu {code}: thư của bạn chưa được gửi đi"),
                format!("Thư bạn trả lời cho phiếu {code} chưa được gửi đi, vì:"),
            ),
            (Locale::Vi, None) => (
                "Thư của bạn chưa được nhận".to_owned(),
                "Thư bạn gửi đến địa chỉ trả lời của chúng tôi chưa được nhận, vì:".to_owned(),
            ),
            (Locale::En, Some(code)) => (
                format!("Ticket {code}: your mail was not passed on"),
                format!("Your reply about ticket {code} was not passed on, because:"),
            ),
            (Locale::En, None) => (
                "Your mail was not taken".to_owned(),
                "Your mail to our reply address was not taken, because:".to_owned(),
            ),
        };
        let mut blocks = vec![Block::Say(opening)];
        blocks.extend(self.why.iter().cloned().map(Block::Say));
        if let Some(link) = &self.link {
            blocks.push(Block::Say(
                locale
                    .pick(
                        "Bạn sửa rồi trả lời lại thư này, hoặc mở phiếu để trả lời. Nếu câu trả lời đã đủ như vậy, thêm một dòng GỬI LUÔN.",
                        "Please mend it and reply to this mail again, or open the ticket. If it is meant as it is, add a line SEND ANYWAY.",
                    )
                    .to_owned(),
            ));
            let label = locale.pick("Mở phiếu và trả lời", "Open the ticket and answer");
            blocks.push(Block::Link(label, link.clone()));
        }
        if !self.words.trim().is_empty() {
            let label = locale.pick("Điều bạn đã viết:", "What you wrote:");
            blocks.push(Block::Say(label.to_owned()));
            blocks.push(Block::Quote(self.words.clone()));
        }
        Letter {
            short: subject.clone(),
            subject,
            blocks,
        }
    }
}
