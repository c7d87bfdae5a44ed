//! What is read where the tickets of an agency that has ended went.

use mobile_contract::Locale;
use url::Url;

use super::{Block, Letter};

/// Tickets of agencies that have ended came here, all in one letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketsMoved {
    /// How many.
    pub count: usize,
    /// How many of these are late.
    pub late: usize,
    /// Codes of some.
    pub codes: Vec<String>,
    /// The agency that has them now; `None`: operators find out whose they are.
    pub to: Option<String>,
    /// Why: which agencies ended, and who follows.
    pub reasons: Vec<String>,
    /// The queue.
    pub link: Url,
}

impl TicketsMoved {
    pub(super) fn letter(&self, locale: Locale) -> Letter {
        let (count, link) = (self.count, &self.link);
        let (subject, opening) = match (locale, &self.to) {
            (Locale::Vi, Some(to)) => (
                format!("{count} phiếu được chuyển tới cơ quan bạn"),
                format!(
                    "{count} phiếu của cơ quan đã kết thúc hoạt động nay ở {to}. Thời hạn của mỗi phiếu giữ nguyên."
                ),
            ),
            (Locale::Vi, None) => (
                format!("{count} phiếu cần chọn nơi trả lời"),
                format!(
                    "{count} phiếu của cơ quan đã kết thúc hoạt động nay ở tổng đài. Mời bạn chọn nơi trả lời; thời hạn của mỗi phiếu giữ nguyên."
                ),
            ),
            (Locale::En, Some(to)) => (
                format!("Tickets that are your agency's now: {count}"),
                format!(
                    "Tickets of agencies that have ended are with {to} now: {count}. The time for each goes on as it was."
                ),
            ),
            (Locale::En, None) => (
                format!("Tickets without an agency: {count}"),
                format!(
                    "Tickets of agencies that have ended are with the operators now: {count}. Please choose who answers each; its time goes on as it was."
                ),
            ),
        };
        let codes = (
            locale.pick("Mã phiếu", "Tickets"),
            listed(&self.codes, count),
        );
        let late = (locale.pick("Đã quá hạn", "Late"), self.late.to_string());
        let late = Some(late).filter(|_| self.late > 0);
        let mut blocks = vec![Block::Say(opening)];
        blocks.extend(self.reasons.iter().cloned().map(Block::Quote));
        blocks.push(Block::Facts([codes].into_iter().chain(late).collect()));
        let open = locale.pick("Mở hàng chờ", "Open the queue");
        blocks.push(Block::Link(open, link.clone()));
        Letter {
            short: format!("{subject}: {link}"),
            subject,
            blocks,
        }
    }
}

/// Codes, and that there are more.
fn listed(codes: &[String], count: usize) -> String {
    let more = if count > codes.len() { ", …" } else { "" };
    format!("{}{more}", codes.join(", "))
}
