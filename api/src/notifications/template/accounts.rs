//! What people read about their accounts.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// A link with which a new password is set.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordReset {
    /// The link; it is a key.
    pub link: Url,
    /// Until when it opens.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for PasswordReset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordReset(…)")
    }
}

impl PasswordReset {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let link = &self.link;
        let until = time(self.expires_at, locale);
        let (subject, opening, closing) = match locale {
            Locale::Vi => (
                "Đặt lại mật khẩu",
                format!(
                    "Chào bạn. Mở liên kết dưới đây để đặt mật khẩu mới. Liên kết dùng được một lần, đến {until}."
                ),
                "Nếu bạn không yêu cầu, hãy bỏ qua thư này: mật khẩu của bạn vẫn như cũ.",
            ),
            Locale::En => (
                "Set a new password",
                format!(
                    "Hello. Open the link below to set a new password. It works once, until {until}."
                ),
                "If you did not ask for this, ignore this mail: your password stays as it is.",
            ),
        };
        Letter {
            subject: subject.to_owned(),
            short: format!("{subject}: {link}"),
            blocks: vec![
                Block::Say(opening),
                Block::Link(
                    locale.pick("Đặt mật khẩu mới", "Set a new password"),
                    link.clone(),
                ),
                Block::Say(closing.to_owned()),
            ],
        }
    }
}

/// A code with which somebody signs in (mã OTP).
#[derive(Clone, PartialEq, Eq)]
pub struct OneTimeCode {
    /// The digits.
    pub code: String,
    /// Until when it is taken.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

impl OneTimeCode {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let code = &self.code;
        let until = time(self.expires_at, locale);
        // The code stays out of the subject, which phones show on a locked screen.
        let (subject, short, opening, closing) = match locale {
            Locale::Vi => (
                "Mã đăng nhập Một Cửa",
                format!(
                    "{code} là mã đăng nhập Một Cửa, dùng được đến {until}. Đừng đưa mã này cho ai, kể cả người xưng là cán bộ."
                ),
                format!("Chào bạn. Mã đăng nhập dùng được đến {until}:"),
                "Đừng đưa mã này cho ai, kể cả người xưng là cán bộ. Nếu bạn không đăng nhập, hãy bỏ qua thư này.",
            ),
            Locale::En => (
                "Your Một Cửa sign-in code",
                format!(
                    "{code} is your Một Cửa sign-in code until {until}. Give it to nobody, not even to someone who claims to be an officer."
                ),
                format!("Hello. Your sign-in code works until {until}:"),
                "Give it to nobody, not even to someone who claims to be an officer. If you are not signing in, ignore this mail.",
            ),
        };
        Letter {
            subject: subject.to_owned(),
            short,
            blocks: vec![
                Block::Say(opening),
                Block::Code(code.clone()),
                Block::Say(closing.to_owned()),
            ],
        }
    }
}

/// Somebody has signed in on a device that is new to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSignIn {
    /// When.
    pub at: DateTime<Utc>,
    /// What is known of the device: browser and system.
    pub device: String,
    /// Where sessions are listed and ended.
    pub link: Url,
}

impl NewSignIn {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { device, link, .. } = self;
        let at = time(self.at, locale);
        let (subject, opening, closing) = match locale {
            Locale::Vi => (
                "Tài khoản của bạn vừa đăng nhập trên thiết bị mới",
                "Chào bạn. Tài khoản của bạn vừa đăng nhập trên một thiết bị mới.",
                "Nếu đó là bạn, không cần làm gì. Nếu không phải, hãy kết thúc phiên đó và đổi mật khẩu ngay.",
            ),
            Locale::En => (
                "Your account was used on a new device",
                "Hello. Your account has just been signed in to on a new device.",
                "If that was you, there is nothing to do. If not, end that session and change your password now.",
            ),
        };
        let facts = vec![
            (locale.pick("Lúc", "When"), at.clone()),
            (locale.pick("Thiết bị", "Device"), device.clone()),
        ];
        Letter {
            subject: subject.to_owned(),
            short: format!("{subject}: {at}, {device}. {link}"),
            blocks: vec![
                Block::Say(opening.to_owned()),
                Block::Facts(facts),
                Block::Say(closing.to_owned()),
                Block::Link(
                    locale.pick("Xem các phiên đăng nhập", "See your sessions"),
                    link.clone(),
                ),
            ],
        }
    }
}
