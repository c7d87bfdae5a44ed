//! What people read about their dossiers.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};

/// What a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DossierCodeFor {
    /// To look at a dossier.
    LookUp,
    /// To be told of a dossier at this number or address.
    Subscription,
}

/// A code that proves a number or address, for a dossier.
#[derive(Clone, PartialEq, Eq)]
pub struct DossierCode {
    /// The digits.
    pub code: String,
    /// What it is good for.
    pub purpose: DossierCodeFor,
    /// Until when it is taken.
    pub expires_at: DateTime<Utc>,
}

impl std::fmt::Debug for DossierCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DossierCode(…)")
    }
}

impl DossierCode {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let code = &self.code;
        let until = time(self.expires_at, locale);
        // The code stays out of the subject, which phones show on a locked screen.
        let (what, subject) = match (self.purpose, locale) {
            (DossierCodeFor::LookUp, Locale::Vi) => ("mã xem hồ sơ", "Mã xem hồ sơ"),
            (DossierCodeFor::LookUp, Locale::En) => {
                ("code to see your dossier", "Your code to see a dossier")
            }
            (DossierCodeFor::Subscription, Locale::Vi) => {
                ("mã đăng ký nhận tin về hồ sơ", "Mã đăng ký nhận tin về hồ sơ")
            }
            (DossierCodeFor::Subscription, Locale::En) => {
                ("code to get news of a dossier", "Your code to get news of a dossier")
            }
        };
        let (short, opening, closing) = match locale {
            Locale::Vi => (
                format!(
                    "{code} là {what} của Một Cửa, dùng được đến {until}. Đừng đưa mã này cho ai, kể cả người xưng là cán bộ."
                ),
                format!("Chào bạn. Đây là {what}, dùng được đến {until}:"),
                "Đừng đưa mã này cho ai, kể cả người xưng là cán bộ. Nếu bạn không yêu cầu, hãy bỏ qua thư này: không có tin nào khác được gửi đến bạn.",
            ),
            Locale::En => (
                format!(
                    "{code} is your Một Cửa {what}, until {until}. Give it to nobody, not even to someone who claims to be an officer."
                ),
                format!("Hello. This is your {what}; it works until {until}:"),
                "Give it to nobody, not even to someone who claims to be an officer. If you did not ask for it, ignore this mail: nothing else will be sent to you.",
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

/// A dossier stands otherwise now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierNews {
    /// Its code.
    pub code: String,
    /// Title of the procedure.
    pub procedure: Option<String>,
    /// What happened, as a short sentence.
    pub happened: String,
    /// How it stands.
    pub state: String,
    /// The agency's reason: what is missing, why it was refused, why it is late.
    pub reason: Option<String>,
    /// The apology, where there is one.
    pub apology: Option<String>,
    /// When it is due, in words.
    pub due: Option<String>,
    /// What to do next.
    pub next_step: String,
    /// Where it can be looked up.
    pub link: Url,
    /// Ends the news of this dossier.
    pub stop: Url,
}

impl DossierNews {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { code, happened, .. } = self;
        let (subject, opening) = match locale {
            Locale::Vi => (
                format!("Hồ sơ {code}: {}", lower(happened)),
                format!("Chào bạn. {happened}."),
            ),
            Locale::En => (
                format!("Dossier {code}: {}", lower(happened)),
                format!("Hello. {happened}."),
            ),
        };
        let due = self.due.as_ref();
        let due_short = due.map_or_else(String::new, |due| match locale {
            Locale::Vi => format!(" Hẹn: {due}."),
            Locale::En => format!(" Due: {due}."),
        });
        let short = format!(
            "{subject}.{due_short} {} {} {}: {}",
            self.next_step,
            self.link,
            locale.pick("Ngừng nhận tin", "Stop"),
            self.stop
        );
        let facts = [
            (locale.pick("Mã hồ sơ", "Dossier"), Some(code)),
            (locale.pick("Thủ tục", "Procedure"), self.procedure.as_ref()),
            (locale.pick("Tình trạng", "State"), Some(&self.state)),
            (locale.pick("Lý do", "Reason"), self.reason.as_ref()),
            (locale.pick("Ngày hẹn", "Due"), due),
        ];
        let told = facts
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?.clone())));
        let mut blocks = vec![Block::Say(opening)];
        blocks.extend(self.apology.clone().map(Block::Say));
        blocks.push(Block::Facts(told.collect()));
        blocks.push(Block::Say(self.next_step.clone()));
        blocks.push(Block::Link(
            locale.pick("Xem hồ sơ", "See the dossier"),
            self.link.clone(),
        ));
        blocks.push(Block::Link(
            locale.pick("Ngừng nhận tin về hồ sơ này", "No more news of this dossier"),
            self.stop.clone(),
        ));
        Letter {
            subject,
            short,
            blocks,
        }
    }
}

fn lower(text: &str) -> String {
    crate::kernel::words::lower_first(text)
}
