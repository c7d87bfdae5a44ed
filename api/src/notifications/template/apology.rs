//! What a citizen reads when their dossier takes longer, and what leaders read in the morning.

use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::watch::WatchGroup;
use url::Url;

use super::letter::time;
use super::{Block, Letter};
use crate::kernel::text::cut;

/// Characters of a reason in a text message.
const SHORT_REASON: usize = 160;

/// To whoever handed a dossier in: it takes longer, and until when. Official words are Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApologySent {
    /// Code of the dossier.
    pub code: String,
    /// Who apologises.
    pub agency: String,
    /// Why it takes longer, as it was approved: a text message says it shortened.
    pub reason: String,
    /// The letter, as it was approved.
    pub paragraphs: Vec<String>,
    /// The new date.
    pub due: DateTime<Utc>,
    /// Where the dossier can be looked up.
    pub link: Url,
}

impl ApologySent {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self {
            code, agency, link, ..
        } = self;
        let due = time(self.due, locale);
        let reason = self.short_reason(locale);
        let (subject, short, greeting) = match locale {
            Locale::Vi => (
                format!("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {code}"),
                format!(
                    "{agency} xin lỗi: hồ sơ {code} cần thêm thời gian.{reason} Hẹn lại {due}. Xem: {link}"
                ),
                "Chào bạn. Hồ sơ của bạn cần thêm thời gian. Sau đây là nguyên văn phiếu xin lỗi và hẹn lại ngày trả kết quả:",
            ),
            Locale::En => (
                format!("Dossier {code} takes longer"),
                format!(
                    "{agency} apologises: dossier {code} takes longer.{reason} New date: {due}. See: {link}"
                ),
                "Hello. Your dossier takes longer. This is the letter of apology with the new date, in Vietnamese:",
            ),
        };
        let label = locale.pick("Hẹn trả kết quả", "New date");
        Letter {
            subject,
            short,
            blocks: vec![
                Block::Say(greeting.to_owned()),
                Block::Quote(self.paragraphs.join("\n")),
                Block::Facts(vec![(label, due)]),
                Block::Link(
                    locale.pick("Xem hồ sơ", "Look the dossier up"),
                    link.clone(),
                ),
            ],
        }
    }
}

impl ApologySent {
    /// The reason with its label, as far as a text message holds it; empty while there is none.
    fn short_reason(&self, locale: Locale) -> String {
        let reason = cut(&self.reason.replace('\n', " "), SHORT_REASON);
        let reason = reason.trim().trim_end_matches('.');
        if reason.is_empty() {
            return String::new();
        }
        let end = if reason.ends_with('…') { "" } else { "." };
        format!(" {}: {reason}{end}", locale.pick("Lý do", "Reason"))
    }
}

/// A group of the watch list in a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestLine {
    /// The group.
    pub group: WatchGroup,
    /// How many dossiers it has.
    pub count: i64,
    /// The first codes.
    pub codes: Vec<String>,
}

/// To the leaders of an agency, in the morning: what is late or about to be. Codes only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierDigest {
    /// The agency.
    pub agency: String,
    /// The day.
    pub day: NaiveDate,
    /// The groups.
    pub lines: Vec<DigestLine>,
    /// Apologies that are being written.
    pub drafts: i64,
    /// Apologies that wait for approval.
    pub submitted: i64,
    /// Apologies that are approved and not sent.
    pub to_send: i64,
    /// Repeats that wait for a reason.
    pub to_justify: i64,
    /// The desks with most that is overdue, and how many.
    pub desks: Vec<(String, i64)>,
    /// The watch list.
    pub link: Url,
}

impl DossierDigest {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let Self { agency, link, .. } = self;
        let day = self.day.format("%d/%m/%Y");
        let late = self.count(WatchGroup::Overdue);
        let today = self.count(WatchGroup::Today);
        let soon: i64 = [WatchGroup::InOne, WatchGroup::InTwo, WatchGroup::InThree]
            .into_iter()
            .map(|group| self.count(group))
            .sum();
        let (subject, short, opening) = match locale {
            Locale::Vi => (
                format!("Hồ sơ ngày {day}: {late} quá hạn, {today} đến hạn hôm nay"),
                format!(
                    "{agency}, {day}: {late} hồ sơ quá hạn, {today} đến hạn hôm nay, {soon} đến hạn trong 3 ngày làm việc. {link}"
                ),
                format!("Chào bạn. Hồ sơ của {agency} trong ngày {day}:"),
            ),
            Locale::En => (
                format!("Dossiers on {day}: {late} overdue, {today} due today"),
                format!(
                    "{agency}, {day}: {late} overdue, {today} due today, {soon} due within 3 working days. {link}"
                ),
                format!("Hello. The dossiers of {agency} on {day}:"),
            ),
        };
        let groups = self
            .lines
            .iter()
            .map(|line| (group_name(line.group, locale), told(line)));
        let mut blocks = vec![Block::Say(opening), Block::Facts(groups.collect())];
        blocks.push(Block::Facts(self.apologies(locale)));
        if !self.desks.is_empty() {
            blocks.push(Block::Say(
                locale
                    .pick("Nơi có nhiều hồ sơ quá hạn:", "Where most is overdue:")
                    .to_owned(),
            ));
            let desks = self
                .desks
                .iter()
                .map(|(desk, count)| format!("{desk}: {count}"));
            blocks.push(Block::Quote(desks.collect::<Vec<_>>().join("\n")));
        }
        blocks.push(Block::Link(
            locale.pick("Mở danh sách theo dõi", "Open the watch list"),
            link.clone(),
        ));
        Letter {
            subject,
            short,
            blocks,
        }
    }

    fn apologies(&self, locale: Locale) -> Vec<(&'static str, String)> {
        [
            (
                locale.pick("Phiếu xin lỗi chờ duyệt", "Apologies to approve"),
                self.submitted,
            ),
            (
                locale.pick("Phiếu xin lỗi đang soạn", "Apologies being written"),
                self.drafts,
            ),
            (
                locale.pick("Đã duyệt, chưa gửi", "Approved, not sent"),
                self.to_send,
            ),
            (
                locale.pick("Chờ lãnh đạo nêu lý do", "Waiting for your reason"),
                self.to_justify,
            ),
        ]
        .into_iter()
        .map(|(label, count)| (label, count.to_string()))
        .collect()
    }

    fn count(&self, group: WatchGroup) -> i64 {
        let line = self.lines.iter().find(|line| line.group == group);
        line.map_or(0, |line| line.count)
    }
}

const fn group_name(group: WatchGroup, locale: Locale) -> &'static str {
    let (vi, en) = match group {
        WatchGroup::Overdue => ("Quá hạn", "Overdue"),
        WatchGroup::Today => ("Đến hạn hôm nay", "Due today"),
        WatchGroup::InOne => ("Còn 1 ngày làm việc", "Due in 1 working day"),
        WatchGroup::InTwo => ("Còn 2 ngày làm việc", "Due in 2 working days"),
        WatchGroup::InThree => ("Còn 3 ngày làm việc", "Due in 3 working days"),
        WatchGroup::ToReturn => ("Sắp hết hạn trả lại", "To be returned soon"),
        WatchGroup::Standing => ("Dừng lâu", "Standing for long"),
        WatchGroup::ToJustify => ("Chờ nêu lý do", "To be justified"),
    };
    match locale {
        Locale::Vi => vi,
        Locale::En => en,
    }
}

/// How many, and which, as far as they fit.
fn told(line: &DigestLine) -> String {
    let codes = line.codes.join(", ");
    let shown = i64::try_from(line.codes.len()).unwrap_or(i64::MAX);
    match (line.count, shown < line.count) {
        (0, _) => "0".to_owned(),
        (count, true) => format!("{count} ({codes}, …)"),
        (count, false) => format!("{count} ({codes})"),
    }
}
