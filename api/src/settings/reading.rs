//! Settings as somebody typed them: checked before they are kept.

use std::collections::HashSet;

use mobile_contract::limits::{
    HOURS_ROWS, REPLY_AMOUNT, REPLY_TERMS, SESSIONS_A_DAY, SOURCE_CHARS, SOURCE_LEAST_CHARS,
};
use mobile_contract::settings::{NewAgencySettings, OfficeDays, ReplyTerm, WeekDay};

use crate::error::{Error, Result};

/// Days that each need hours: make-up days are worked in the hours of one of them.
const WORKDAYS: [WeekDay; 5] = [
    WeekDay::Monday,
    WeekDay::Tuesday,
    WeekDay::Wednesday,
    WeekDay::Thursday,
    WeekDay::Friday,
];

/// Checks settings.
///
/// # Errors
/// When the hours do not make a week, or a term cannot be counted by or names no source.
pub(super) fn check(new: &NewAgencySettings) -> Result<()> {
    if let Some(hours) = &new.hours {
        check_hours(hours)?;
    }
    if new.replies.len() > REPLY_TERMS {
        return Err(Error::field(
            "body.replies",
            format!("nhiều nhất {REPLY_TERMS} thời hạn"),
            format!("at most {REPLY_TERMS} terms"),
        ));
    }
    new.replies.iter().try_for_each(check_term)?;
    let same = |a: &ReplyTerm, b: &ReplyTerm| {
        let of_all = a.kinds.is_empty() && b.kinds.is_empty();
        of_all || a.kinds.iter().any(|kind| b.kinds.contains(kind))
    };
    let twice = new.replies.iter().enumerate().any(|(at, term)| {
        new.replies
            .iter()
            .skip(at + 1)
            .any(|other| same(term, other))
    });
    if twice {
        return Err(Error::field(
            "body.replies",
            "mỗi loại phiếu chỉ có một thời hạn",
            "each kind of ticket has one term",
        ));
    }
    Ok(())
}

fn check_hours(hours: &[OfficeDays]) -> Result<()> {
    let mut days = HashSet::new();
    let sound = hours.iter().all(|row| {
        let apart = row.sessions.is_sorted_by(|a, b| a.to <= b.from);
        let filled = row.sessions.iter().all(|s| s.from < s.to);
        let count = (1..=SESSIONS_A_DAY).contains(&row.sessions.len());
        let once = row.days.iter().all(|day| days.insert(*day));
        apart && filled && count && once && !row.days.is_empty()
    });
    if hours.len() <= HOURS_ROWS && sound && WORKDAYS.iter().all(|day| days.contains(day)) {
        Ok(())
    } else {
        Err(Error::field(
            "body.hours",
            format!(
                "thứ hai đến thứ sáu đều cần giờ làm việc; mỗi ngày có 1 đến {SESSIONS_A_DAY} buổi, buổi sau bắt đầu khi buổi trước đã hết"
            ),
            format!(
                "Monday to Friday each need hours; a day has 1 to {SESSIONS_A_DAY} sessions, each begins after the one before has ended"
            ),
        ))
    }
}

fn check_term(term: &ReplyTerm) -> Result<()> {
    if !(1..=REPLY_AMOUNT).contains(&term.amount) {
        return Err(Error::field(
            "body.replies.amount",
            format!("từ 1 đến {REPLY_AMOUNT}"),
            format!("must be 1 to {REPLY_AMOUNT}"),
        ));
    }
    let source = term.source.trim().chars().count();
    if !(SOURCE_LEAST_CHARS..=SOURCE_CHARS).contains(&source) {
        return Err(Error::field(
            "body.replies.source",
            format!(
                "ghi văn bản quy định thời hạn này, {SOURCE_LEAST_CHARS} đến {SOURCE_CHARS} ký tự"
            ),
            format!(
                "name the decision that sets this term, {SOURCE_LEAST_CHARS} to {SOURCE_CHARS} characters"
            ),
        ));
    }
    Ok(())
}
