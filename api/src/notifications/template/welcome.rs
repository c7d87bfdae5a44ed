//! What staff read when their password is to be set by themselves: a new account, or one whose
//! password an administrator took away.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// A link with which the password of an account is set for the first time, or again.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordSetup {
    /// The link; it is a key.
    pub link: Url,
    /// Until when it opens.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for PasswordSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordSetup(…)")
    }
}

impl PasswordSetup {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let link = &self.link;
        let until = time(self.expires_at, locale);
        let (subject, opening, closing) = match locale {
            Locale::Vi => (
                "Đặt mật khẩu tài khoản Một Cửa",
                format!(
                    "Chào bạn. Tài khoản Một Cửa của bạn đang chờ mật khẩu. Mở liên kết dưới đây để đặt. Liên kết dùng được một lần, đến {until}."
                ),
                "Hết hạn, bạn hãy nhờ người quản trị gửi liên kết mới. Đừng chuyển thư này cho ai.",
            ),
            Locale::En => (
                "Set the password of your Một Cửa account",
                format!(
                    "Hello. Your Một Cửa account is waiting for a password. Open the link below to set it. It works once, until {until}."
                ),
                "After that, ask your administrator for a new link. Do not pass this mail on.",
            ),
        };
        Letter {
            subject: subject.to_owned(),
            short: format!("{subject}: {link}"),
            blocks: vec![
                Block::Say(opening),
                Block::Link(
                    locale.pick("Đặt mật khẩu", "Set the password"),
                    link.clone(),
                ),
                Block::Say(closing.to_owned()),
            ],
        }
    }
}
