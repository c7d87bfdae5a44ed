//! What people read who called the hotline.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// A call has become a ticket. The caller's words are not sent: the number or address is only claimed, and
/// an operator may have mistyped it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketByPhone {
    /// Code of the ticket, in groups.
    pub code: String,
    /// Opens it, in groups.
    pub secret: String,
    /// Who has it and what comes next.
    pub explanation: String,
    /// When it is answered at the latest, once that is known.
    pub answer_by: Option<DateTime<Utc>>,
    /// Where code and secret are typed.
    pub link: Url,
}

impl TicketByPhone {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, secret, link, ..
        } = self;
        let mut facts = vec![
            (locale.pick("Mã phiếu", "Ticket code"), code.clone()),
            (locale.pick("Mã bí mật", "Secret"), secret.clone()),
        ];
        if let Some(by) = self.answer_by {
            let label = locale.pick("Trả lời chậm nhất", "Answer no later than");
            facts.push((label, time(by, locale)));
        }
        let (subject, short, opening, keep) = match locale {
            Locale::Vi => (
                format!("Tổng đài đã ghi phiếu {code} cho bạn"),
                format!(
                    "Tổng đài đã ghi phiếu {code} cho bạn. Mã bí mật: {secret}. Xem tại: {link}"
                ),
                "Chào bạn. Tổng đài đã ghi phiếu theo cuộc gọi của bạn.",
                "Bạn giữ hai mã này để xem phiếu trên trang của chúng tôi. Nếu không phải bạn gọi, bạn bỏ qua tin này.",
            ),
            Locale::En => (
                format!("The hotline has written down ticket {code} for you"),
                format!(
                    "The hotline has written down ticket {code} for you. Secret: {secret}. See it at: {link}"
                ),
                "Hello. The hotline has written down a ticket after your call.",
                "Keep both codes to see the ticket on our page. If it was not you who called, please ignore this.",
            ),
        };
        let label = locale.pick("Xem phiếu", "See the ticket");
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening.to_owned()),
                Block::Say(self.explanation.clone()),
                Block::Facts(facts),
                Block::Say(keep.to_owned()),
                Block::Link(label, link.clone()),
            ],
        }
    }
}
