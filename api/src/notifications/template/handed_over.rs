//! What is read of complaints and denunciations: they have laws of their own, and are not answered here.

use mobile_contract::Locale;
use url::Url;

use super::{Block, Letter};

/// To the sender: this has a track of its own, and begins there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// Code of the ticket.
    pub code: String,
    /// What the sender wrote; quoted.
    pub asked: String,
    /// Which track it is, and where it begins.
    pub explanation: String,
    /// Where it can be read again.
    pub link: Url,
}

impl HandedOver {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code,
            explanation,
            link,
            ..
        } = self;
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                format!("Phiếu {code}: nơi nhận đơn của bạn"),
                format!("Phiếu {code} cần gửi theo cách khác. Xem hướng dẫn: {link}"),
                "Chào bạn. Chúng tôi đã nhận được điều bạn viết:",
            ),
            Locale::En => (
                format!("Ticket {code}: where this belongs"),
                format!("Ticket {code} has to be sent another way. How: {link}"),
                "Hello. We have received what you wrote:",
            ),
        };
        let label = locale.pick("Xem lại hướng dẫn", "Read this again");
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening.to_owned()),
                Block::Quote(self.asked.clone()),
                Block::Say(explanation.clone()),
                Block::Link(label, link.clone()),
            ],
        }
    }
}

/// To the reception desk: somebody was sent to you.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentToDesk {
    /// Code of the ticket.
    pub code: String,
    /// The desk.
    pub agency: String,
    /// What the sender wrote; quoted.
    pub asked: String,
    /// The ticket.
    pub link: Url,
}

impl SentToDesk {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, agency, link, ..
        } = self;
        let (subject, short, opening, closing) = match locale {
            Locale::Vi => (
                format!("Phiếu {code} được hướng dẫn đến {agency}"),
                format!("{agency} có phiếu {code}, là khiếu nại hoặc tố cáo: {link}"),
                format!(
                    "Người gửi phiếu {code} đã được hướng dẫn nộp đơn tại {agency}. Người dân viết:"
                ),
                "Không có đồng hồ cho phiếu này: thời hạn tính theo luật, từ ngày nhận đơn. Nếu đây không phải khiếu nại hay tố cáo, mời bạn đổi loại phiếu.",
            ),
            Locale::En => (
                format!("Ticket {code} was directed to {agency}"),
                format!("{agency} has ticket {code}, a complaint or denunciation: {link}"),
                format!(
                    "The sender of ticket {code} was told to hand it in at {agency}. They write:"
                ),
                "No clock runs here: the law counts from the day it is handed in. If it is neither a complaint nor a denunciation, please change its kind.",
            ),
        };
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Quote(self.asked.clone()),
                Block::Say(closing.to_owned()),
                Block::Link(locale.pick("Mở phiếu", "Open the ticket"), link.clone()),
            ],
        }
    }
}
