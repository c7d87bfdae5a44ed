//! What people read who called the hotline.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// A call has become a ticket. Neither the caller's words nor what opens the ticket are sent: an operator may
/// have mistyped the number or address, and whoever gets this shall read nothing of theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketByPhone {
    /// Code of the ticket, in groups.
    pub code: String,
    /// Who has it and what comes next.
    pub explanation: String,
    /// When it is answered at the latest, once that is known.
    pub answer_by: Option<DateTime<Utc>>,
    /// Where code and secret are typed; the secret was read out.
    pub link: Url,
}

impl TicketByPhone {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { code, link, .. } = self;
        let mut facts = vec![(locale.pick("Mã phiếu", "Ticket code"), code.clone())];
        if let Some(by) = self.answer_by {
            let label = locale.pick("Trả lời chậm nhất", "Answer no later than");
            facts.push((label, time(by, locale)));
        }
        let (subject, short, opening, keep) = match locale {
            Locale::Vi => (
                format!("Tổng đài đã ghi phiếu {code} cho bạn"),
                format!(
                    "Tổng đài đã ghi phiếu {code} cho bạn. Xem bằng mã bí mật đã đọc cho bạn tại: {link}"
                ),
                "Chào bạn. Tổng đài đã ghi phiếu theo cuộc gọi của bạn.",
                "Để xem phiếu, bạn dùng mã phiếu này cùng mã bí mật mà tổng đài đã đọc cho bạn, hoặc mở mục Hồ sơ và phiếu của tôi bằng số điện thoại hay thư điện tử này. Nếu không phải bạn gọi, bạn bỏ qua tin này.",
            ),
            Locale::En => (
                format!("The hotline has written down ticket {code} for you"),
                format!(
                    "The hotline has written down ticket {code} for you. See it with the secret you were told: {link}"
                ),
                "Hello. The hotline has written down a ticket after your call.",
                "To see the ticket, use this code with the secret that you were told on the phone, or open My dossiers and tickets with this number or address. If it was not you who called, please ignore this.",
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
