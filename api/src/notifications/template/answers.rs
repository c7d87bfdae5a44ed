//! What citizens read about their tickets, and what an agency reads when one comes back.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// The ticket is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketReceived {
    /// Code of the ticket.
    pub code: String,
    /// What the citizen wrote; quoted.
    pub asked: String,
    /// The agency that answers, once it is known.
    pub agency: Option<String>,
    /// When it answers at the latest.
    pub answer_by: DateTime<Utc>,
    /// Where to follow it.
    pub link: Url,
}

impl TicketReceived {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, asked, link, ..
        } = self;
        let by = time(self.answer_by, locale);
        let mut facts = vec![(locale.pick("Mã phiếu", "Ticket code"), code.clone())];
        if let Some(agency) = &self.agency {
            facts.push((locale.pick("Nơi trả lời", "Answered by"), agency.clone()));
        }
        facts.push((
            locale.pick("Trả lời chậm nhất", "Answer no later than"),
            by.clone(),
        ));
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                format!("Đã nhận phiếu {code}"),
                format!("Đã nhận phiếu {code}. Bạn sẽ có trả lời chậm nhất {by}. Theo dõi: {link}"),
                "Chào bạn. Chúng tôi đã nhận được điều bạn viết:",
            ),
            Locale::En => (
                format!("We have received ticket {code}"),
                format!(
                    "Ticket {code} received. You will have an answer by {by}. Follow it: {link}"
                ),
                "Hello. We have received what you wrote:",
            ),
        };
        let label = locale.pick("Xem phiếu và viết thêm", "See the ticket or add to it");
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening.to_owned()),
                Block::Quote(asked.clone()),
                Block::Facts(facts),
                Block::Link(label, link.clone()),
            ],
        }
    }
}

/// The answer to a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSent {
    /// Code of the ticket.
    pub code: String,
    /// Who answers.
    pub agency: String,
    /// What they say.
    pub answer: String,
    /// What it rests on: titles of procedures and laws.
    pub sources: Vec<String>,
    /// Files that belong to it. They are read at the ticket, not sent along.
    pub files: usize,
    /// Until when it can be reopened.
    pub reopen_until: DateTime<Utc>,
    /// It answers a rating, whose sender the agency does not know.
    pub rating: bool,
    /// Where to read, rate and reopen it.
    pub link: Url,
}

impl AnswerSent {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, agency, link, ..
        } = self;
        let until = time(self.reopen_until, locale);
        let (subject, short, opening, closing) = match locale {
            Locale::Vi => (
                format!("Trả lời phiếu {code}"),
                format!("Phiếu {code} đã có trả lời. Xem tại: {link}"),
                format!("Chào bạn. {agency} trả lời phiếu {code} của bạn:"),
                format!("Nếu trả lời chưa giúp được bạn, bạn có thể mở lại phiếu đến {until}."),
            ),
            Locale::En => (
                format!("Answer to ticket {code}"),
                format!("Ticket {code} has been answered. Read it at: {link}"),
                format!("Hello. {agency} answers your ticket {code}:"),
                format!("If the answer does not help, you can reopen the ticket until {until}."),
            ),
        };
        let mut blocks = vec![Block::Say(opening), Block::Quote(self.answer.clone())];
        if !self.sources.is_empty() {
            let label = locale.pick("Căn cứ", "Based on");
            let rows = self.sources.iter().map(|source| (label, source.clone()));
            blocks.push(Block::Facts(rows.collect()));
        }
        if self.files > 0 {
            let files = self.files;
            blocks.push(Block::Say(match locale {
                Locale::Vi => {
                    format!("Kèm theo câu trả lời có {files} tệp. Bạn mở phiếu để xem tệp.")
                }
                Locale::En => {
                    format!("Files with the answer: {files}. Open the ticket to see them.")
                }
            }));
        }
        blocks.push(Block::Say(closing));
        if self.rating {
            blocks.push(unsigned(locale));
        }
        let label = locale.pick(
            "Xem, đánh giá hoặc mở lại phiếu",
            "Read, rate or reopen the ticket",
        );
        blocks.push(Block::Link(label, link.clone()));
        Letter {
            subject,
            short,
            blocks,
        }
    }
}

/// The agency needs to know more; its clock stands still meanwhile, unless it was rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeedsInformation {
    /// Code of the ticket.
    pub code: String,
    /// Who asks.
    pub agency: String,
    /// What they ask, all of it at once.
    pub question: String,
    /// The time for the answer stands still until they write back.
    pub pauses: bool,
    /// It is asked about a rating: the agency does not know who is asked.
    pub rating: bool,
    /// Where to answer.
    pub link: Url,
}

impl NeedsInformation {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, agency, link, ..
        } = self;
        let (subject, short, opening, closing) = match locale {
            Locale::Vi => (
                format!("Phiếu {code} cần bạn cho biết thêm"),
                format!(
                    "Để trả lời phiếu {code}, {agency} cần bạn cho biết thêm. Viết tại: {link}"
                ),
                format!("Chào bạn. Để trả lời phiếu {code}, {agency} cần biết thêm:"),
                "Thời hạn trả lời tạm dừng cho đến khi bạn viết lại.",
            ),
            Locale::En => (
                format!("Ticket {code}: we need to know more"),
                format!("To answer ticket {code}, {agency} needs to know more. Write at: {link}"),
                format!("Hello. To answer ticket {code}, {agency} needs to know more:"),
                "The time for the answer stands still until you write back.",
            ),
        };
        let label = locale.pick("Viết thêm vào phiếu", "Add to the ticket");
        let mut blocks = vec![Block::Say(opening), Block::Quote(self.question.clone())];
        blocks.extend(self.pauses.then(|| Block::Say(closing.to_owned())));
        blocks.extend(self.rating.then(|| unsigned(locale)));
        blocks.push(Block::Link(label, link.clone()));
        Letter {
            subject,
            short,
            blocks,
        }
    }
}

/// Who rated stays unknown, unless their own words name them.
fn unsigned(locale: Locale) -> Block {
    let words = locale.pick(
        "Cơ quan đọc nguyên lời bạn viết; muốn giữ kín thì đừng ký tên.",
        "The agency reads your words as you write them; leave your name out to stay unknown.",
    );
    Block::Say(words.to_owned())
}

/// An answer that was given before was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerCorrected {
    /// What was asked: the title of the published answer, or the code of the ticket.
    pub about: String,
    /// Who corrects it.
    pub agency: String,
    /// The right answer.
    pub answer: String,
    /// Why it changed, in a sentence.
    pub reason: String,
    /// Where to read it.
    pub link: Url,
}

impl AnswerCorrected {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            about,
            agency,
            link,
            ..
        } = self;
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                "Trả lời bạn đã nhận nay được sửa lại".to_owned(),
                format!("Trả lời về \u{201c}{about}\u{201d} nay được sửa lại. Xem tại: {link}"),
                format!(
                    "Chào bạn. Trả lời trước đây về \u{201c}{about}\u{201d} có chỗ chưa đúng, mong bạn bỏ qua. {agency} sửa lại như sau:"
                ),
            ),
            Locale::En => (
                "An answer you received has been corrected".to_owned(),
                format!(
                    "The answer about \u{201c}{about}\u{201d} has been corrected. Read it at: {link}"
                ),
                format!(
                    "Hello. The earlier answer about \u{201c}{about}\u{201d} was not right, and we are sorry. {agency} corrects it:"
                ),
            ),
        };
        let why = (locale.pick("Vì sao", "Why"), self.reason.clone());
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Quote(self.answer.clone()),
                Block::Facts(vec![why]),
                Block::Link(locale.pick("Xem trả lời", "Read the answer"), link.clone()),
            ],
        }
    }
}

/// The citizen has reopened a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopened {
    /// Code of the ticket.
    pub code: String,
    /// What is still missing, in the citizen's words.
    pub reason: String,
    /// When the new answer is due.
    pub answer_by: DateTime<Utc>,
    /// The ticket.
    pub link: Url,
}

impl Reopened {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { code, link, .. } = self;
        let by = time(self.answer_by, locale);
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                format!("Phiếu {code} được mở lại"),
                format!("Phiếu {code} được mở lại, hạn trả lời {by}: {link}"),
                format!("Người gửi đã mở lại phiếu {code}, vì:"),
            ),
            Locale::En => (
                format!("Ticket {code} has been reopened"),
                format!("Ticket {code} has been reopened, due {by}: {link}"),
                format!("The sender has reopened ticket {code}, because:"),
            ),
        };
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Quote(self.reason.clone()),
                Block::Facts(vec![(locale.pick("Hạn trả lời", "Answer due"), by)]),
                Block::Link(locale.pick("Mở phiếu", "Open the ticket"), link.clone()),
            ],
        }
    }
}
