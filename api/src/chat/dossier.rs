//! A dossier in the conversation: its code is recognised, a proof is asked for in place, and how it stands is said in
//! words. Digits and addresses that are typed here are stored nowhere.

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::dossier::subscription::{DossierSubscription, DossierSubscriptionState};
use mobile_contract::limits::OTP_DIGITS;
use mobile_contract::{DossierCode, ErrorCode, Locale};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::topic::Topic;
use super::turn::{Turn, blank};
use crate::dossiers::Proven;
use crate::dossiers::subscriptions::Wish;
use crate::error::{Error, Result};
use crate::kernel::text::syllables;

/// Words of a message that may be a proof or an address: who writes more says something else.
const WORDS: usize = 8;
/// Fewest digits that may be meant as a proof: fewer are a number in a sentence, or a choice.
const FEWEST: usize = 4;
/// What asks to be told, without marks.
const TELL_ME: [&str; 10] = [
    "bao cho toi",
    "bao cho em",
    "bao toi",
    "bao tin",
    "nhan tin cho",
    "nhac toi",
    "thong bao cho",
    "tell me",
    "notify me",
    "let me know",
];
/// Stands for what is not stored.
const HIDDEN: &str = "••••";

/// The dossier that is talked about, and what is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talked {
    code: DossierCode,
    waits: Waits,
}

/// What the next message may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Waits {
    /// What proves that it is theirs.
    Proof,
    /// Nothing; it was opened by this pass, which is sealed and soon over.
    Nothing {
        /// The pass.
        pass: String,
    },
    /// The number or address to tell.
    Address {
        /// The pass.
        pass: String,
    },
    /// The code that was sent there.
    Code {
        /// The subscription.
        id: Uuid,
    },
}

/// The citizen's words as they may be stored and shown again: what opens a dossier, or reaches somebody, is hidden.
#[must_use]
pub fn shown_words(words: &str, answer: &Message) -> String {
    let secret = |word: &str| word.contains('@') || word.chars().any(|c| c.is_ascii_digit());
    if answer.outcome != Outcome::Dossier || !words.split_whitespace().any(secret) {
        return words.to_owned();
    }
    // The code is no secret; digits beside it may be.
    DossierCode::find_in(words).map_or_else(|| HIDDEN.to_owned(), |code| code.to_string())
}

impl Turn<'_> {
    /// Answers what is said about a dossier. `None`: something else is talked about.
    pub(super) async fn about_dossier(&self, text: &str) -> Result<Option<(Message, Topic)>> {
        if text.contains(char::is_alphabetic) && self.assistant.guards.check(text).is_some() {
            return Ok(None);
        }
        if let Some(code) = DossierCode::find_in(text) {
            let waits = Waits::Proof;
            return Ok(Some(self.goes_on(self.asks_proof(&code), code, waits)));
        }
        let Some(talked) = &self.topic.dossier else {
            return Ok(None);
        };
        let Talked { code, waits } = talked.clone();
        match waits {
            Waits::Proof => self.proof(text, code).await,
            Waits::Nothing { pass } if asks_to_be_told(text) => {
                let asks = self.say("address");
                Ok(Some(self.goes_on(asks, code, Waits::Address { pass })))
            }
            Waits::Nothing { .. } => Ok(None),
            Waits::Address { pass } => self.address(text, code, pass).await,
            Waits::Code { id } => self.sent_code(text, code, id).await,
        }
    }

    async fn proof(&self, text: &str, code: DossierCode) -> Result<Option<(Message, Topic)>> {
        let Some(digits) = digits(text) else {
            return Ok(None);
        };
        if !matches!(digits.len(), FEWEST | OTP_DIGITS) {
            let again = self.say("four");
            return Ok(Some(self.goes_on(again, code, Waits::Proof)));
        }
        let look_up = &self.assistant.look_up;
        let proven = look_up.prove(&code, &digits, self.origin).await;
        let view = match proven {
            Ok(proven) => look_up.look(&proven, self.locale).await,
            Err(error) => Err(error),
        };
        Ok(Some(match view {
            Ok(view) => {
                let waits = Waits::Nothing {
                    pass: view.pass.clone(),
                };
                self.goes_on(self.tells(&view), code, waits)
            }
            Err(error) => self.goes_on(self.refusal(&error)?, code, Waits::Proof),
        }))
    }

    async fn address(
        &self,
        text: &str,
        code: DossierCode,
        pass: String,
    ) -> Result<Option<(Message, Topic)>> {
        let Some(typed) = address(text) else {
            return Ok(None);
        };
        let subscribed = self.subscribed(&code, &pass, &typed).await;
        Ok(Some(match subscribed {
            Ok(subscription) if subscription.state == DossierSubscriptionState::Active => {
                let told = self.told(&subscription);
                self.goes_on(told, code, Waits::Nothing { pass })
            }
            Ok(subscription) => {
                let waits = Waits::Code {
                    id: subscription.id,
                };
                self.goes_on(self.asks_code(&subscription), code, waits)
            }
            Err(error) => self.goes_on(self.refusal(&error)?, code, Waits::Address { pass }),
        }))
    }

    async fn subscribed(
        &self,
        code: &DossierCode,
        pass: &str,
        typed: &str,
    ) -> Result<DossierSubscription> {
        let look_up = &self.assistant.look_up;
        let wish = Wish::guess(typed)?;
        let proven: Proven = look_up.prove(code, pass, self.origin).await?;
        let dossiers = &look_up.dossiers;
        dossiers
            .subscribe(&proven, &wish, self.locale, self.origin)
            .await
    }

    async fn sent_code(
        &self,
        text: &str,
        code: DossierCode,
        id: Uuid,
    ) -> Result<Option<(Message, Topic)>> {
        let Some(digits) = digits(text) else {
            return Ok(None);
        };
        let confirmed = self.assistant.look_up.dossiers.confirm(id, &digits).await;
        match confirmed {
            Ok(subscription) => {
                let topic = Topic {
                    dossier: None,
                    ..self.topic.clone()
                };
                Ok(Some((self.told(&subscription), topic)))
            }
            Err(error) => {
                let again = self.refusal(&error)?;
                Ok(Some(self.goes_on(again, code, Waits::Code { id })))
            }
        }
    }

    /// What is talked about stays, so that one can go back to it.
    fn goes_on(&self, message: Message, code: DossierCode, waits: Waits) -> (Message, Topic) {
        let topic = Topic {
            dossier: Some(Talked { code, waits }),
            asked_back: false,
            ..self.topic.clone()
        };
        (message, topic)
    }

    fn asks_proof(&self, code: &DossierCode) -> Message {
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

    fn tells(&self, view: &DossierView) -> Message {
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

    fn asks_code(&self, subscription: &DossierSubscription) -> Message {
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

    fn told(&self, subscription: &DossierSubscription) -> Message {
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
    fn refusal(&self, error: &Error) -> Result<Message> {
        let text = match error.code() {
            ErrorCode::DossierNotFound => return Ok(self.say("wrong")),
            ErrorCode::OtpWrong => return Ok(self.say("wrong_code")),
            ErrorCode::RateLimited => {
                let told = error.problem(self.locale, "");
                let wait = error.retry_after().unwrap_or(1).div_ceil(60);
                let words = told.detail.unwrap_or(told.title);
                match self.locale {
                    Locale::Vi => format!("{words} Thời gian chờ: khoảng {wait} phút."),
                    Locale::En => format!("{words} Time to wait: about {wait} minutes."),
                }
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

    fn say(&self, name: &str) -> Message {
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
                "Mã chưa đúng hoặc đã hết hạn. Bạn xem lại mã vừa nhận rồi gửi lại.",
                "The code is wrong or has expired. Please check it and send it again.",
            ),
            _ => (
                "Mã hồ sơ hoặc 4 số cuối chưa đúng. Bạn xem lại giấy hẹn rồi gửi lại 4 số cuối số điện thoại hoặc số căn cước của người nộp.",
                "The dossier code or the 4 digits are wrong. Please check your receipt and send the last 4 digits of the applicant's phone or identity card number again.",
            ),
        };
        blank(Outcome::Dossier, self.locale.pick(vi, en).to_owned())
    }
}

/// The digits of a short message, as far as they may be meant as a proof or a code.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let few = text.split_whitespace().count() <= WORDS;
    (few && digits.len() >= FEWEST).then_some(digits)
}

/// The mail address or the number in a short message.
fn address(text: &str) -> Option<String> {
    let mail = text.split_whitespace().find(|word| word.contains('@'));
    if let Some(mail) = mail {
        let around = |c: char| matches!(c, ',' | ';' | '.' | '<' | '>' | '(' | ')');
        return Some(mail.trim_matches(around).to_owned());
    }
    digits(text)
}

fn asks_to_be_told(text: &str) -> bool {
    let words: Vec<String> = syllables(&text.to_lowercase())
        .map(|word| word.folded)
        .collect();
    let words = format!(" {} ", words.join(" "));
    TELL_ME
        .iter()
        .any(|phrase| words.contains(&format!(" {phrase} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_a_short_message_with_digits() {
        assert_eq!(digits("1234").as_deref(), Some("1234"));
        assert_eq!(digits("số cuối là 12 34").as_deref(), Some("1234"));
        assert_eq!(digits("2"), None);
        assert_eq!(digits("tôi có 2 con sinh năm 2020 cần làm giấy gì vậy"), None);
    }

    #[test]
    fn who_wants_to_be_told_says_so_with_marks_or_without() {
        for text in ["Báo cho tôi khi xong", "bao cho toi nhe", "Let me know", "thông báo cho mình"] {
            assert!(asks_to_be_told(text), "{text}");
        }
        for text in ["làm khai sinh cần gì", "báo hiếu", "mất bao lâu"] {
            assert!(!asks_to_be_told(text), "{text}");
        }
    }

    #[test]
    fn what_opens_a_dossier_is_not_kept() {
        let dossier = blank(Outcome::Dossier, String::new());
        assert_eq!(shown_words("1234", &dossier), HIDDEN);
        assert_eq!(shown_words("gửi lan@b.vn", &dossier), HIDDEN);
        let code = "H31.12.45-220715-0012";
        assert_eq!(shown_words(&format!("{code} số cuối 1234"), &dossier), code);
        assert_eq!(shown_words("báo cho tôi", &dossier), "báo cho tôi");
        let other = blank(Outcome::Answered, String::new());
        assert_eq!(shown_words("2 con", &other), "2 con");
    }
}
