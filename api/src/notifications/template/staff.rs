//! What agencies and their leaders read about tickets.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// A ticket is an agency's to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRouted {
    /// Code of the ticket.
    pub code: String,
    /// The agency.
    pub agency: String,
    /// What the citizen wrote; quoted.
    pub asked: String,
    /// Why it came here, in a sentence.
    pub reason: String,
    /// When the answer is due.
    pub answer_by: DateTime<Utc>,
    /// The signed link to this one ticket.
    pub link: Url,
    /// Whether an answer to the mail is taken: its reply address is of this ticket.
    pub by_reply: bool,
}

impl TicketRouted {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, agency, link, ..
        } = self;
        let by = time(self.answer_by, locale);
        let (subject, short, opening, closing) = match locale {
            Locale::Vi => (
                format!("Phiếu {code} cần trả lời trước {by}"),
                format!("{agency} có phiếu {code} cần trả lời trước {by}: {link}"),
                format!("Phiếu {code} được chuyển tới {agency}. Người dân viết:"),
                "Có thể trả lời ngay thư này: phần viết phía trên thư gốc được gửi cho người dân.",
            ),
            Locale::En => (
                format!("Ticket {code} to be answered by {by}"),
                format!("Ticket {code} for {agency}, to be answered by {by}: {link}"),
                format!("Ticket {code} has been passed to {agency}. The citizen writes:"),
                "You may simply reply to this mail: what you write above it goes to the citizen.",
            ),
        };
        let facts = vec![
            (locale.pick("Hạn trả lời", "Answer due"), by),
            (
                locale.pick("Vì sao chuyển tới đây", "Why it came here"),
                self.reason.clone(),
            ),
        ];
        let mut blocks = vec![
            Block::Say(opening),
            Block::Quote(self.asked.clone()),
            Block::Facts(facts),
            Block::Link(
                locale.pick("Mở phiếu và trả lời", "Open the ticket and answer"),
                link.clone(),
            ),
        ];
        if self.by_reply {
            blocks.push(Block::Say(closing.to_owned()));
        }
        Letter {
            subject,
            short,
            blocks,
        }
    }
}

/// So much of the time of a ticket is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineNear {
    /// Code of the ticket.
    pub code: String,
    /// How much of the time is gone: 50, 80 or 100.
    pub percent: u8,
    /// When the answer is, or was, due.
    pub answer_by: DateTime<Utc>,
    /// The ticket.
    pub link: Url,
}

impl DeadlineNear {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code,
            percent,
            link,
            ..
        } = self;
        let by = time(self.answer_by, locale);
        let over = *percent >= 100;
        let (subject, opening) = match (locale, over) {
            (Locale::Vi, false) => (
                format!("Phiếu {code}: đã qua {percent}% thời hạn"),
                format!("Phiếu {code} đã qua {percent}% thời hạn và chưa được trả lời."),
            ),
            (Locale::Vi, true) => (
                format!("Phiếu {code} đã hết hạn trả lời"),
                format!("Phiếu {code} đã hết hạn và chưa được trả lời. Người dân đang chờ."),
            ),
            (Locale::En, false) => (
                format!("Ticket {code}: {percent}% of the time is gone"),
                format!(
                    "{percent}% of the time for ticket {code} is gone, and it has no answer yet."
                ),
            ),
            (Locale::En, true) => (
                format!("Ticket {code} is overdue"),
                format!(
                    "The time for ticket {code} is over and it has no answer. The citizen is waiting."
                ),
            ),
        };
        let label = locale.pick("Hạn trả lời", "Answer due");
        Letter {
            subject,
            short: format!("{opening} {label}: {by}. {link}"),
            blocks: vec![
                Block::Say(opening),
                Block::Facts(vec![(label, by)]),
                Block::Link(locale.pick("Mở phiếu", "Open the ticket"), link.clone()),
            ],
        }
    }
}

/// A ticket was not answered in time and goes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalated {
    /// Code of the ticket.
    pub code: String,
    /// The agency that has not answered.
    pub agency: String,
    /// When the answer was due.
    pub answer_by: DateTime<Utc>,
    /// The ticket.
    pub link: Url,
}

impl Escalated {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, agency, link, ..
        } = self;
        let by = time(self.answer_by, locale);
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                format!("Phiếu {code} quá hạn, cần bạn xem"),
                format!("Phiếu {code} của {agency} quá hạn từ {by}, cần bạn xem: {link}"),
                format!(
                    "Phiếu {code} ở {agency} đã quá hạn mà chưa được trả lời, nên được báo lên bạn."
                ),
            ),
            Locale::En => (
                format!("Ticket {code} is overdue and needs your attention"),
                format!("Ticket {code} at {agency} has been overdue since {by}: {link}"),
                format!(
                    "Ticket {code} at {agency} is overdue without an answer, so it is brought to you."
                ),
            ),
        };
        let facts = vec![
            (locale.pick("Nơi trả lời", "Answered by"), agency.clone()),
            (locale.pick("Hạn trả lời", "Answer due"), by),
        ];
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Facts(facts),
                Block::Link(locale.pick("Mở phiếu", "Open the ticket"), link.clone()),
            ],
        }
    }
}

/// A ticket comes from another agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transferred {
    /// Code of the ticket.
    pub code: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// Why, in the words of who passed it on.
    pub reason: String,
    /// When the answer is due.
    pub answer_by: DateTime<Utc>,
    /// The ticket.
    pub link: Url,
}

impl Transferred {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code,
            from,
            to,
            link,
            ..
        } = self;
        let by = time(self.answer_by, locale);
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                format!("Phiếu {code} được chuyển tới {to}"),
                format!("{from} chuyển phiếu {code} tới {to}, hạn trả lời {by}: {link}"),
                format!("{from} chuyển phiếu {code} tới {to}, vì:"),
            ),
            Locale::En => (
                format!("Ticket {code} passed on to {to}"),
                format!("{from} passes ticket {code} on to {to}, due {by}: {link}"),
                format!("{from} passes ticket {code} on to {to}, because:"),
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
