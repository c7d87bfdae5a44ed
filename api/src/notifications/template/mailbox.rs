//! What an agency's mailbox reads about itself.

use mobile_contract::Locale;

use super::{Block, Letter};

/// A mailbox receives an agency's tickets no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxChanged {
    /// The agency.
    pub agency: String,
}

impl MailboxChanged {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { agency } = self;
        let (subject, says) = match locale {
            Locale::Vi => (
                format!("Hộp thư này không còn nhận phiếu của {agency}"),
                [
                    format!(
                        "Từ nay phiếu của {agency} không gửi tới hộp thư này nữa. Liên kết và địa chỉ trả lời trong các thư trước cũng không dùng được nữa."
                    ),
                    "Nếu cơ quan không yêu cầu thay đổi này, mời bạn báo ngay cho tổng đài 1022."
                        .to_owned(),
                ],
            ),
            Locale::En => (
                format!("No more tickets of {agency} come here"),
                [
                    format!(
                        "From now on tickets of {agency} are not sent to this mailbox. Links and reply addresses of earlier letters are good no more."
                    ),
                    "If your agency did not ask for this, please tell the hotline 1022 at once."
                        .to_owned(),
                ],
            ),
        };
        Letter {
            short: subject.clone(),
            subject,
            blocks: says.map(Block::Say).to_vec(),
        }
    }
}
