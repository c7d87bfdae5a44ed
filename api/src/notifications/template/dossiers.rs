//! What people read about their dossiers.

use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use super::letter::time;
use super::{Block, Letter};
use crate::kernel::text::cut;

/// Characters of a reason in a text message.
const SHORT_REASON: usize = 160;

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
            (DossierCodeFor::Subscription, Locale::Vi) => (
                "mã đăng ký nhận tin về hồ sơ",
                "Mã đăng ký nhận tin về hồ sơ",
            ),
            (DossierCodeFor::Subscription, Locale::En) => (
                "code to get news of a dossier",
                "Your code to get news of a dossier",
            ),
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

/// What happened to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DossierHappened {
    /// It is in the system, for the first time.
    InSystem,
    /// Its result is ready.
    Ready,
    /// Its result was handed over.
    Returned,
    /// Papers are missing.
    Missing,
    /// It was refused.
    Refused,
    /// It was withdrawn.
    Withdrawn,
    /// It stands still.
    OnHold,
    /// It goes on.
    GoesOn,
    /// It is late, and the agency apologises.
    Late,
    /// It has a new day.
    NewDay,
    /// Another agency has it.
    PassedOn,
}

impl DossierHappened {
    const fn words(self, locale: Locale) -> &'static str {
        let (vi, en) = match self {
            Self::InSystem => ("Hồ sơ đã có trên hệ thống", "The dossier is in the system"),
            Self::Ready => ("Hồ sơ đã có kết quả", "The result is ready"),
            Self::Returned => ("Kết quả đã được trả", "The result was handed over"),
            Self::Missing => ("Hồ sơ cần bổ sung giấy tờ", "Papers are missing"),
            Self::Refused => (
                "Hồ sơ không đủ điều kiện giải quyết",
                "The dossier was refused",
            ),
            Self::Withdrawn => ("Hồ sơ đã được rút", "The dossier was withdrawn"),
            Self::OnHold => ("Hồ sơ tạm dừng giải quyết", "The dossier is on hold"),
            Self::GoesOn => ("Hồ sơ đang được giải quyết tiếp", "The dossier goes on"),
            Self::Late => (
                "Hồ sơ chậm, cơ quan xin lỗi và hẹn ngày mới",
                "Late, with an apology and a new day",
            ),
            Self::NewDay => ("Hồ sơ có ngày hẹn mới", "The dossier has a new day"),
            Self::PassedOn => (
                "Hồ sơ được chuyển đến cơ quan khác",
                "The dossier was passed on",
            ),
        };
        locale.pick(vi, en)
    }
}

/// A dossier stands otherwise now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierNews {
    /// Its code.
    pub code: String,
    /// Title of the procedure.
    pub procedure: Option<String>,
    /// What happened.
    pub happened: DossierHappened,
    /// How it stands.
    pub state: String,
    /// The agency that has it.
    pub agency: Option<String>,
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
        let code = &self.code;
        let happened = self.happened.words(locale);
        let subject = format!("{happened}: {code}");
        let opening = match locale {
            Locale::Vi => format!("Chào bạn. {happened}."),
            Locale::En => format!("Hello. {happened}."),
        };
        let mut blocks = vec![Block::Say(opening)];
        if let Some(reason) = &self.reason {
            let says = locale.pick("Cơ quan cho biết lý do:", "The agency gives this reason:");
            blocks.push(Block::Say(says.to_owned()));
            blocks.push(Block::Quote(reason.clone()));
        }
        blocks.extend(self.apology.clone().map(Block::Say));
        blocks.push(Block::Facts(self.facts(locale)));
        blocks.push(Block::Say(self.next_step.clone()));
        let see = locale.pick("Xem hồ sơ", "See the dossier");
        blocks.push(Block::Link(see, self.link.clone()));
        let stop = locale.pick(
            "Ngừng nhận tin về hồ sơ này",
            "No more news of this dossier",
        );
        blocks.push(Block::Link(stop, self.stop.clone()));
        Letter {
            short: self.short(&subject, locale),
            subject,
            blocks,
        }
    }

    fn facts(&self, locale: Locale) -> Vec<(&'static str, String)> {
        let facts = [
            (locale.pick("Mã hồ sơ", "Dossier"), Some(&self.code)),
            (locale.pick("Thủ tục", "Procedure"), self.procedure.as_ref()),
            (locale.pick("Tình trạng", "State"), Some(&self.state)),
            (
                locale.pick("Cơ quan đang giải quyết", "Agency that has it"),
                self.agency.as_ref(),
            ),
            (locale.pick("Ngày hẹn", "Due"), self.due.as_ref()),
        ];
        let known = facts.into_iter();
        let known = known.filter_map(|(name, value)| Some((name, value?.clone())));
        known.collect()
    }

    fn short(&self, subject: &str, locale: Locale) -> String {
        let due = self.due.as_ref().map(|due| match locale {
            Locale::Vi => format!(" Hẹn: {due}."),
            Locale::En => format!(" Due: {due}."),
        });
        let stop = locale.pick("Ngừng nhận tin", "Stop");
        let reason = self.reason.as_ref().map(|reason| {
            let reason = cut(&reason.replace('\n', " "), SHORT_REASON);
            format!(" {}: {reason}.", locale.pick("Lý do", "Reason"))
        });
        format!(
            "{subject}.{}{} {} {} {stop}: {}",
            reason.unwrap_or_default(),
            due.unwrap_or_default(),
            self.next_step,
            self.link,
            self.stop
        )
    }
}

/// Every text of this file, with values as long as they get.
#[cfg(test)]
pub(super) fn every(written: &str, at: DateTime<Utc>, link: &Url) -> Vec<super::Template> {
    use super::Template;
    let code = |purpose| {
        Template::DossierCode(DossierCode {
            code: "402913".to_owned(),
            purpose,
            expires_at: at,
        })
    };
    let news = DossierNews {
        code: "H31.12.45-261120-0012".to_owned(),
        procedure: Some("Đăng ký khai sinh".to_owned()),
        happened: DossierHappened::Late,
        state: "Đang chờ bạn bổ sung giấy tờ".to_owned(),
        agency: Some("Ủy ban nhân dân phường Mỹ Hào".to_owned()),
        reason: Some(written.to_owned()),
        apology: Some("Cơ quan xin lỗi bạn và hẹn lại ngày 04/12/2026.".to_owned()),
        due: Some("ngày 04/12/2026".to_owned()),
        next_step: "Mời bạn bổ sung giấy tờ tại nơi đã nộp hồ sơ.".to_owned(),
        link: link.clone(),
        stop: link.clone(),
    };
    vec![
        code(DossierCodeFor::LookUp),
        code(DossierCodeFor::Subscription),
        Template::DossierNews(news),
    ]
}
