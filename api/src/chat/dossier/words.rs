//! What the assistant says about a dossier.

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::dossier::subscription::DossierSubscription;
use mobile_contract::{DossierCode, ErrorCode, Locale};

use super::super::turn::{Turn, blank};
use crate::error::{Error, Result};

impl Turn<'_> {
    pub(super) fn asks_proof(&self, code: &DossierCode) -> Message {
        let text = match self.locale {
            Locale::Vi => format!(
                "Để xem hồ sơ {code}, bạn gửi 4 số cuối số điện thoại hoặc số căn cước của người nộp. Số này không được lưu lại. Có giấy hẹn in mã QR thì bạn quét mã là xem được."
            ),
            Locale::En => format!(
                "To see dossier {code}, please send the last 4 digits of the applicant's phone or identity card number. They are not kept. If your receipt has a QR code, scanning it is enough."
            ),
        };
        blank(Outcome::Dossier, text)
    }

    pub(super) fn tells(&self, view: &DossierView) -> Message {
        let pick = |vi, en| self.locale.pick(vi, en);
        let mut lines = vec![format!(
            "{} {}: {}.",
            pick("Hồ sơ", "Dossier"),
            view.code,
            view.state_text
        )];
        if let Some(reason) = &view.reason {
            lines.push(format!("{}: {reason}", pick("Lý do", "Reason")));
        }
        if let Some(apology) = &view.apology {
            lines.push(apology.text.clone());
        }
        lines.push(view.next_step.clone());
        let hint = "Muốn được báo khi hồ sơ có thay đổi, bạn nhắn: báo cho tôi.";
        lines.push(pick(hint, "To be told of changes, write: tell me.").to_owned());
        Message {
            suggestions: vec![pick("Báo cho tôi khi xong", "Tell me when it is ready").to_owned()],
            ..blank(Outcome::Dossier, lines.join("\n"))
        }
    }

    pub(super) fn asks_code(&self, subscription: &DossierSubscription) -> Message {
        let address = &subscription.address;
        let text = match self.locale {
            Locale::Vi => format!(
                "Để chắc đây là địa chỉ của bạn, một mã 6 số vừa được gửi đến {address}. Bạn gửi mã đó vào đây trong 5 phút."
            ),
            Locale::En => format!(
                "To make sure that it is yours, 6 digits were just sent to {address}. Please send them here within 5 minutes."
            ),
        };
        blank(Outcome::Dossier, text)
    }

    pub(super) fn told(&self, subscription: &DossierSubscription) -> Message {
        let (code, address) = (&subscription.code, &subscription.address);
        let text = match self.locale {
            Locale::Vi => format!(
                "Từ nay, khi hồ sơ {code} có thay đổi, tin được gửi đến {address}. Cuối mỗi tin có liên kết để ngừng nhận."
            ),
            Locale::En => format!(
                "From now on, changes of dossier {code} are told to {address}. Each message ends with a link to stop."
            ),
        };
        blank(Outcome::Dossier, text)
    }

    /// What is refused in its own words; what fails is no answer.
    pub(super) fn refusal(&self, error: &Error) -> Result<Message> {
        let text = match error.code() {
            ErrorCode::DossierNotFound => return Ok(self.say("wrong")),
            ErrorCode::OtpWrong => return Ok(self.say("wrong_code")),
            ErrorCode::RateLimited => {
                let told = error.problem(self.locale, "");
                let why = told.detail.unwrap_or(told.title);
                let seconds = error.retry_after().unwrap_or(1);
                crate::kernel::words::and_wait(&why, seconds, self.locale)
            }
            ErrorCode::Invalid => {
                let told = error.problem(self.locale, "");
                let first = told.errors.into_iter().next();
                let words = first.map_or(told.title, |field| field.msg);
                format!("{}.", crate::kernel::words::upper_first(&words))
            }
            code => return Err(Error::new(code).detail("", "")),
        };
        Ok(blank(Outcome::Dossier, text))
    }

    /// What is said of a wrong proof. Who has to wait is told of six digits that are sent, which only the page asks for.
    pub(super) fn unproven(&self, error: &Error) -> Result<Message> {
        let mut message = self.refusal(error)?;
        if error.code() == ErrorCode::RateLimited {
            let page = self.locale.pick(
                "Mã 6 số không nhận được trong cuộc trò chuyện này: bạn mở trang /ho-so.",
                "Six digits cannot be had in this conversation: please open the page /ho-so.",
            );
            message.text = format!("{}\n{page}", message.text);
        }
        Ok(message)
    }

    pub(super) fn say(&self, name: &str) -> Message {
        let (vi, en) = match name {
            "four" => (
                "Chỉ cần 4 số cuối của số điện thoại hoặc số căn cước của người nộp. Xin đừng gửi cả dãy số.",
                "Only the last 4 digits of the applicant's phone or identity card number are needed. Please do not send the whole number.",
            ),
            "address" => (
                "Bạn muốn nhận tin ở đâu? Gửi số di động hoặc địa chỉ thư điện tử; tôi chỉ dùng để báo về hồ sơ này và không lưu trong cuộc trò chuyện.",
                "Where do you want to be told? Please send a mobile number or a mail address; it is used for this dossier only and not kept in the conversation.",
            ),
            "wrong_code" => (
                "Mã chưa đúng hoặc đã hết hạn. Bạn xem lại mã vừa nhận rồi gửi lại; cần mã mới thì gửi lại số điện thoại hoặc địa chỉ thư.",
                "The code is wrong or has expired. Please check it and send it again; for a new one, send the number or address again.",
            ),
            "again" => (
                "Đã quá 30 phút. Bạn gửi lại 4 số cuối số điện thoại hoặc số căn cước của người nộp để tiếp tục.",
                "More than 30 minutes have passed. To go on, please send the last 4 digits of the applicant's phone or identity card number again.",
            ),
            _ => (
                "Mã hồ sơ hoặc 4 số cuối chưa đúng. Bạn xem lại giấy hẹn rồi gửi lại 4 số cuối số điện thoại hoặc số căn cước của người nộp.",
                "The dossier code or the 4 digits are wrong. Please check your receipt and send the last 4 digits of the applicant's phone or identity card number again.",
            ),
        };
        blank(Outcome::Dossier, self.locale.pick(vi, en).to_owned())
    }
}
