//! The form of an agency's settings: one line for each day, one for each kind of ticket.

use chrono::NaiveTime;
use mobile_contract::settings::{
    AgencySettings, NewAgencySettings, OfficeDays, OfficeSession, ReplyTerm, ReplyUnit, WeekDay,
};
use mobile_contract::ticket::TicketKind;

use super::Fields;
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::kernel::worktime::Week;

/// The kinds that may have a term of their own; complaints and denunciations have laws of their own.
pub const KINDS: [Option<TicketKind>; 4] = [
    None,
    Some(TicketKind::Question),
    Some(TicketKind::Service),
    Some(TicketKind::Regulation),
];

/// The term of one kind of ticket, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedTerm {
    /// How many.
    pub amount: String,
    /// Of what: the unit's name on the wire.
    pub unit: String,
    /// The decision that says so.
    pub source: String,
}

/// Settings, as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Where tickets are mailed.
    pub mail: String,
    /// A leader approves.
    pub approval: bool,
    /// Hours of its own.
    pub own_hours: bool,
    /// Hours of Monday to Sunday, as "07:30-11:30, 13:30-17:00".
    pub hours: [String; 7],
    /// The terms of [`KINDS`].
    pub terms: [TypedTerm; 4],
    /// The revision that was seen.
    pub revision: String,
}

impl Form {
    /// Settings as they are kept. The lines of an agency without hours of its own hold the hours in force,
    /// so that whoever sets others begins with them.
    #[must_use]
    pub fn of(settings: &AgencySettings, in_force: &Week) -> Self {
        let line = |day: WeekDay| match &settings.hours {
            Some(hours) => {
                let row = hours.iter().find(|row| row.days.contains(&day));
                row.map(|row| written(&row.sessions)).unwrap_or_default()
            }
            None => written(&sessions_of(in_force, day)),
        };
        let term = |kind: Option<TicketKind>| {
            let term = settings.replies.iter().find(|term| match kind {
                None => term.kinds.is_empty(),
                Some(kind) => term.kinds.contains(&kind),
            });
            term.map(|term| TypedTerm {
                amount: term.amount.to_string(),
                unit: wire::name(term.unit),
                source: term.source.clone(),
            })
            .unwrap_or_default()
        };
        Self {
            mail: settings
                .mail
                .as_ref()
                .map(|mail| mail.as_str().to_owned())
                .unwrap_or_default(),
            approval: settings.approval,
            own_hours: settings.hours.is_some(),
            hours: WeekDay::ALL.map(line),
            terms: KINDS.map(term),
            revision: settings.revision.to_string(),
        }
    }

    /// The form as it was sent.
    #[must_use]
    pub fn typed(fields: &Fields) -> Self {
        let text = |name: String| fields.text(&name).to_owned();
        let mut terms: [TypedTerm; 4] = Default::default();
        for (at, term) in terms.iter_mut().enumerate() {
            term.amount = text(format!("amount{at}"));
            term.unit = text(format!("unit{at}"));
            term.source = text(format!("source{at}"));
        }
        let mut hours: [String; 7] = Default::default();
        for (at, line) in hours.iter_mut().enumerate() {
            *line = text(format!("hours{at}"));
        }
        Self {
            mail: fields.text("mail").to_owned(),
            approval: fields.has("approval"),
            own_hours: fields.has("own_hours"),
            hours,
            terms,
            revision: fields.text("revision").to_owned(),
        }
    }
}

/// Reads the form.
///
/// # Errors
/// When a line cannot be read. What it says is checked where it is kept.
pub fn read(fields: &Fields) -> Result<NewAgencySettings> {
    let form = Form::typed(fields);
    let mail = fields.said("mail").map(|mail| {
        mail.parse().map_err(|_| {
            Error::field(
                "body.mail",
                "không phải địa chỉ thư điện tử",
                "is no mail address",
            )
        })
    });
    let hours = form.own_hours.then(|| read_hours(&form.hours));
    let terms = KINDS.iter().zip(&form.terms);
    let replies = terms.filter_map(|(kind, term)| read_term(*kind, term).transpose());
    Ok(NewAgencySettings {
        mail: mail.transpose()?,
        approval: form.approval,
        hours: hours.transpose()?,
        replies: replies.collect::<Result<_>>()?,
        revision: fields.number("revision")?,
    })
}

/// Days with hours, each a row; days without are closed.
fn read_hours(lines: &[String; 7]) -> Result<Vec<OfficeDays>> {
    let days = WeekDay::ALL.into_iter().zip(lines);
    days.filter(|(_, line)| !line.trim().is_empty())
        .map(|(day, line)| {
            Ok(OfficeDays {
                days: vec![day],
                sessions: sessions(line)?,
            })
        })
        .collect()
}

fn sessions(line: &str) -> Result<Vec<OfficeSession>> {
    let unread = || {
        Error::field(
            "body.hours",
            "ghi giờ như 07:30-11:30, 13:30-17:00",
            "write hours as 07:30-11:30, 13:30-17:00",
        )
    };
    let time = |text: &str| {
        // People write "7h30", "7:30", "7h".
        let text = text.trim().to_lowercase().replace(['h', 'g'], ":");
        let text = match text.strip_suffix(':') {
            Some(hour) => format!("{hour}:00"),
            None => text,
        };
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| unread())
    };
    line.split([',', ';'])
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let (from, to) = part.split_once(['-', '–']).ok_or_else(unread)?;
            Ok(OfficeSession {
                from: time(from)?,
                to: time(to)?,
            })
        })
        .collect()
}

fn read_term(kind: Option<TicketKind>, typed: &TypedTerm) -> Result<Option<ReplyTerm>> {
    let amount = typed.amount.trim();
    if amount.is_empty() && typed.source.trim().is_empty() {
        return Ok(None);
    }
    let amount: u32 = amount
        .parse()
        .map_err(|_| Error::field("body.replies.amount", "cần một con số", "must be a number"))?;
    let unit: ReplyUnit = wire::value(&typed.unit)
        .map_err(|_| Error::field("body.replies.unit", "chọn đơn vị", "choose a unit"))?;
    Ok(Some(ReplyTerm {
        kinds: kind.into_iter().collect(),
        amount,
        unit,
        source: typed.source.trim().to_owned(),
    }))
}

fn sessions_of(week: &Week, day: WeekDay) -> Vec<OfficeSession> {
    let mut days = WeekDay::ALL.iter().zip(week.days());
    let sessions = days.find(|(at, _)| **at == day);
    let sessions = sessions.map_or(&[][..], |(_, sessions)| sessions);
    let sessions = sessions.iter();
    sessions
        .map(|&(from, to)| OfficeSession { from, to })
        .collect()
}

/// Sessions as they are typed.
fn written(sessions: &[OfficeSession]) -> String {
    let each = sessions.iter().map(|session| {
        let (from, to) = (session.from.format("%H:%M"), session.to.format("%H:%M"));
        format!("{from}-{to}")
    });
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        let read = sessions("7h30-11h30; 13:30 – 17h").unwrap();
        assert_eq!(written(&read), "07:30-11:30, 13:30-17:00");
        for wrong in ["sáng", "7h30", "25:00-26:00", "7h30-"] {
            assert!(sessions(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_form_shows_what_was_kept_and_reads_as_the_same() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = Fields::new(vec![
            pair("mail", "mot.cua@a.vn"),
            pair("own_hours", "1"),
            pair("hours0", "07:30-11:30"),
            pair("amount1", "2"),
            pair("unit1", "working_day"),
            pair("source1", "Quyết định số 12/QĐ-UBND"),
            pair("revision", "3"),
        ]);
        let read = read(&fields).unwrap();
        assert_eq!(read.hours.as_ref().unwrap().len(), 1);
        assert_eq!(read.replies[0].kinds, [TicketKind::Question]);
        let kept = AgencySettings {
            agency: mobile_contract::qr::NamedRef {
                id: "so-y-te".parse().unwrap(),
                name: String::new(),
            },
            mail: read.mail,
            approval: read.approval,
            hours: read.hours,
            replies: read.replies,
            revision: read.revision,
            updated_at: None,
        };
        let unit = TypedTerm::default().unit;
        assert_eq!(unit, "");
        assert_eq!(Form::of(&kept, &Week::default()), Form::typed(&fields));
    }
}
