//! What an event must be before it is kept. What is only doubtful is kept and flagged.

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc};
use mobile_contract::Locale;
use mobile_contract::dossier::event::{DossierApplicant, DossierEvent, DossierEventKind as Kind};
use mobile_contract::limits::{
    EVENT_ID_CHARS, EVENT_ID_NUMBER_CHARS, EVENT_MAIL_CHARS, EVENT_NAME_CHARS, EVENT_PERSON_CHARS,
    EVENT_PHONE_CHARS, EVENT_PROCEDURE_CHARS, EVENT_REASON_CHARS, TERM_UNITS,
};

use crate::kernel::clock::to_hanoi;
use crate::kernel::legacy::is_old_font;

/// The one-stop systems of the provinces are younger.
const FIRST_YEAR: i32 = 2000;
/// The calendar ends here.
const LAST_YEAR: i32 = 2100;
/// An event cannot lie further in the future of its arrival: a clock may be wrong by hours, hardly by more.
const FUTURE: TimeDelta = TimeDelta::days(1);

/// Why an event was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedFor {
    /// Its text is no event.
    Form,
    /// Its text is not UTF-8.
    Encoding,
    /// A text in it is written for a font of before Unicode.
    Font(FontIn),
    /// Its text is longer than any event.
    TooLong,
    /// An id, name or reason is empty, too long, or holds control characters.
    Text,
    /// It happened before the year 2000, or more than a day from now.
    Time,
    /// Its date lies before it, or after the year 2100.
    Due,
    /// Its term is none, or has more than 10,000 units.
    Term,
    /// It extends without a new date.
    NoNewDate,
    /// It takes something back without saying what.
    NothingNamed,
    /// Another event of the dossier has its id.
    IdReused,
    /// The dossier has too many events.
    TooMany,
}

/// Where text was found that is written for a font of before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontIn {
    /// The applicant's name.
    Name,
    /// The reason.
    Reason,
    /// The signer.
    Signer,
}

/// An event that was not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its line or row, from 1.
    pub line: u64,
    /// Its id, as far as it was read.
    pub id: Option<String>,
    /// Why.
    pub reason: RefusedFor,
    /// What exactly could not be read, in English.
    pub detail: Option<String>,
}

impl RefusedFor {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Encoding | Self::Font(_) => "encoding",
            Self::TooLong => "too_long",
            Self::Text => "text",
            Self::Time => "time",
            Self::Due => "due",
            Self::Term => "term",
            Self::NoNewDate => "no_new_date",
            Self::NothingNamed => "nothing_named",
            Self::IdReused => "event_id_reused",
            Self::TooMany => "too_many_events",
        }
    }

    /// The reason in words.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        let (vi, en) = match self {
            Self::Form => (
                "không đọc được dòng này thành một sự kiện",
                "the line cannot be read as an event",
            ),
            Self::Encoding => ("dòng này không phải mã UTF-8", "the line is not UTF-8"),
            Self::Font(FontIn::Name) => (
                "họ tên (applicant.name) viết bằng phông TCVN3 hoặc VNI, xin chuyển sang Unicode",
                "the name (applicant.name) is written for a TCVN3 or VNI font; send Unicode",
            ),
            Self::Font(FontIn::Reason) => (
                "lý do (reason) viết bằng phông TCVN3 hoặc VNI, xin chuyển sang Unicode",
                "the reason (reason) is written for a TCVN3 or VNI font; send Unicode",
            ),
            Self::Font(FontIn::Signer) => (
                "người ký (signer) viết bằng phông TCVN3 hoặc VNI, xin chuyển sang Unicode",
                "the signer (signer) is written for a TCVN3 or VNI font; send Unicode",
            ),
            Self::TooLong => (
                "dòng này dài hơn mọi sự kiện có thể có",
                "the line is longer than any event can be",
            ),
            Self::Text => (
                "mã, tên hoặc lý do bị trống, quá dài hoặc có ký tự điều khiển",
                "an id, a name or a reason is empty, too long, or holds control characters",
            ),
            Self::Time => (
                "thời điểm trước năm 2000 hoặc sau hiện tại quá một ngày",
                "the time is before the year 2000, or more than a day from now",
            ),
            Self::Due => (
                "ngày hẹn trước thời điểm của sự kiện hoặc sau năm 2100",
                "the date lies before the event, or after the year 2100",
            ),
            Self::Term => (
                "thời hạn phải từ 1 đến 10.000 đơn vị",
                "the term must have 1 to 10,000 units",
            ),
            Self::NoNewDate => (
                "gia hạn mà không có ngày hẹn mới (due_at)",
                "an extension without a new date (due_at)",
            ),
            Self::NothingNamed => (
                "thu hồi mà không nêu sự kiện nào (corrects)",
                "something is taken back, and corrects does not say what",
            ),
            Self::IdReused => (
                "mã sự kiện này đã dùng cho nội dung khác của hồ sơ",
                "another event of the dossier has this id",
            ),
            Self::TooMany => (
                "hồ sơ đã có quá nhiều sự kiện",
                "the dossier has too many events",
            ),
        };
        match locale {
            Locale::Vi => vi,
            Locale::En => en,
        }
    }
}

/// Whether an event that is not known yet can be kept.
///
/// # Errors
/// Why it cannot.
pub fn check(event: &DossierEvent, now: DateTime<Utc>) -> Result<(), RefusedFor> {
    form(event, now)?;
    fonts(event)
}

/// Whether an event is one, whatever its letters.
///
/// # Errors
/// Why it is none.
pub(super) fn form(event: &DossierEvent, now: DateTime<Utc>) -> Result<(), RefusedFor> {
    texts(event)?;
    let at = event.at.to_utc();
    if at.year() < FIRST_YEAR || at - now > FUTURE {
        return Err(RefusedFor::Time);
    }
    if let Some(due) = event.due_at.map(|due| due.to_utc())
        && (is_before(due, at) || due.year() > LAST_YEAR)
    {
        return Err(RefusedFor::Due);
    }
    if event
        .term
        .is_some_and(|term| !(1..=TERM_UNITS).contains(&term.amount))
    {
        return Err(RefusedFor::Term);
    }
    match event.kind {
        Kind::Extended if event.due_at.is_none() => Err(RefusedFor::NoNewDate),
        Kind::Voided if event.corrects.is_none() => Err(RefusedFor::NothingNamed),
        _ => Ok(()),
    }
}

/// Whether a date lies before an event. A day alone is told as its midnight, and means its end.
pub(super) fn is_before(due: DateTime<Utc>, at: DateTime<Utc>) -> bool {
    let (due, at) = (to_hanoi(due), to_hanoi(at));
    let whole_day = due.time() == NaiveTime::MIN;
    if whole_day {
        due.date() < at.date()
    } else {
        due < at
    }
}

fn texts(event: &DossierEvent) -> Result<(), RefusedFor> {
    let nobody = DossierApplicant::default();
    let applicant = event.applicant.as_ref().unwrap_or(&nobody);
    let names = [&event.agency, &event.desk, &event.place];
    let given = [
        (Some(&event.id), EVENT_ID_CHARS),
        (event.corrects.as_ref(), EVENT_ID_CHARS),
        (event.reason.as_ref(), EVENT_REASON_CHARS),
        (event.procedure.as_ref(), EVENT_PROCEDURE_CHARS),
        (event.signer.as_ref(), EVENT_PERSON_CHARS),
        (applicant.name.as_ref(), EVENT_PERSON_CHARS),
        (applicant.phone.as_ref(), EVENT_PHONE_CHARS),
        (applicant.id_number.as_ref(), EVENT_ID_NUMBER_CHARS),
        (applicant.email.as_ref(), EVENT_MAIL_CHARS),
    ];
    let names = names
        .into_iter()
        .map(|name| (name.as_ref(), EVENT_NAME_CHARS));
    let mut all = given.into_iter().chain(names);
    let fine = all.all(|(text, most)| text.is_none_or(|text| is_fine(text, most)));
    fine.then_some(()).ok_or(RefusedFor::Text)
}

/// What citizens read must not be letters of an old font: nothing can be made of them afterwards. What was kept before
/// this was asked is known all the same when it is sent again.
///
/// # Errors
/// Where such letters are.
pub(super) fn fonts(event: &DossierEvent) -> Result<(), RefusedFor> {
    let name = event.applicant.as_ref().and_then(|a| a.name.as_ref());
    [
        (name, FontIn::Name),
        (event.reason.as_ref(), FontIn::Reason),
        (event.signer.as_ref(), FontIn::Signer),
    ]
    .into_iter()
    .find(|(text, _)| text.is_some_and(|text| is_old_font(text)))
    .map_or(Ok(()), |(_, place)| Err(RefusedFor::Font(place)))
}

/// Control characters would reach logs and letters; a database refuses the one of zero.
fn is_fine(text: &str, most: usize) -> bool {
    let long = text.len() > most && text.chars().count() > most;
    !long && !text.trim().is_empty() && !text.chars().any(|c| c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(more: serde_json::Value) -> DossierEvent {
        let mut event = serde_json::json!({
            "id": "1", "dossier": "H31.12.45-261102-0001", "at": "2026-11-02T08:00:00+07:00", "kind": "received",
        });
        let serde_json::Value::Object(more) = more else {
            panic!("{more}");
        };
        event.as_object_mut().unwrap().extend(more);
        serde_json::from_value(event).unwrap()
    }

    #[test]
    fn text_for_an_old_font_is_refused_and_its_field_is_named() {
        let now = "2026-11-02T02:00:00Z".parse().unwrap();
        for (more, place) in [
            (
                serde_json::json!({"applicant": {"name": "NguyÔn V¨n A"}}),
                FontIn::Name,
            ),
            (
                serde_json::json!({"reason": "Thieáu giaáy tôø goác"}),
                FontIn::Reason,
            ),
            (
                serde_json::json!({"signer": "Phã Gi¸m ®èc"}),
                FontIn::Signer,
            ),
        ] {
            let refused = check(&event(more), now).unwrap_err();
            assert_eq!(refused, RefusedFor::Font(place));
            assert_eq!(refused.as_str(), "encoding");
        }
        let fine = serde_json::json!({"applicant": {"name": "José Müller"}, "reason": "Thiếu giấy tờ", "signer": "Lê Hà"});
        assert_eq!(check(&event(fine), now), Ok(()));
    }
}
