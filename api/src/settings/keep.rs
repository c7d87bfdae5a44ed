//! What an agency has set, read and changed.

use chrono::{DateTime, NaiveTime, Utc, Weekday};
use mobile_contract::knowledge::{Agency, Source};
use mobile_contract::qr::NamedRef;
use mobile_contract::settings::{
    AgencySettings, NewAgencySettings, OfficeDays, ReplyTerm, ReplyUnit, WeekDay,
};
use mobile_contract::ticket::TicketKind;
use mobile_contract::{Locale, MailAddress, Slug};
use motcua_seed::clocks::{ClockRule, Purpose, Unit};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::entity::Model;
use super::reading::check;
use super::{Desk, store};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::worktime::Week;
use crate::notifications::{MailboxChanged, Outgoing, Recipient, Template};

/// What an agency has set. The default: nothing.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where its tickets are mailed.
    pub mail: Option<MailAddress>,
    /// Whether a leader approves answers before they are sent.
    pub approval: bool,
    /// Its office hours.
    pub hours: Option<Week>,
    replies: Vec<ReplyTerm>,
    revision: i32,
    /// The day it was changed, for the source of its rules.
    updated_at: Option<DateTime<Utc>>,
}

impl Settings {
    pub(super) fn read(row: Model) -> Result<Self> {
        let hours: Option<Vec<OfficeDays>> =
            row.hours.as_deref().map(serde_json::from_str).transpose()?;
        // An address that is acceptable no more reaches nobody; the rest still holds.
        let mail = row.mail.and_then(|mail| mail.parse().ok());
        Ok(Self {
            mail,
            approval: row.approval,
            hours: hours.map(|hours| week(&hours)),
            replies: serde_json::from_str(&row.replies)?,
            revision: row.revision,
            updated_at: Some(row.updated_at),
        })
    }

    /// The rule that the agency has set for answers to tickets of a kind; the kind's own goes first.
    #[must_use]
    pub fn reply_rule(&self, agency: &Slug, kind: TicketKind) -> Option<ClockRule> {
        let own = self.replies.iter().find(|term| term.kinds.contains(&kind));
        let term = own.or_else(|| self.replies.iter().find(|term| term.kinds.is_empty()))?;
        let id = format!("agency-{agency}-{}", self.revision);
        let as_of = self.updated_at?.date_naive();
        Some(ClockRule {
            id: id.parse().ok()?,
            purpose: Purpose::Reply,
            kinds: term.kinds.clone(),
            agency: Some(agency.clone()),
            field: None,
            unit: unit(term.unit),
            amount: term.amount,
            cut_off: unit(term.unit).counts_days(),
            valid_from: None,
            valid_to: None,
            sources: vec![Source {
                title: term.source.clone(),
                url: None,
                as_of,
            }],
            verify: None,
        })
    }
}

impl Desk {
    /// An agency's settings, as they are shown.
    ///
    /// # Errors
    /// When the database fails, or holds what is no setting.
    pub async fn look(&self, agency: &Agency) -> Result<AgencySettings> {
        let row = store::find(&*self.db, &agency.id).await?;
        let named = NamedRef {
            id: agency.id.clone(),
            name: agency.name.clone(),
        };
        shown(named, row)
    }

    /// Keeps settings, and records who changed what. A mailbox that receives no more is told so: should
    /// somebody have changed it who must not, whoever reads it is the one to notice.
    ///
    /// # Errors
    /// When they are not acceptable, somebody else changed them meanwhile, or the database fails.
    pub async fn keep(
        &self,
        agency: &Agency,
        new: &NewAgencySettings,
        by: Uuid,
    ) -> Result<AgencySettings> {
        check(new)?;
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let before = store::lock(&*transaction, &agency.id).await?;
        let mut row = stored(agency, new, now)?;
        let changed = what_changed(before.as_ref(), &row);
        let old_mail = before.as_ref().and_then(|before| before.mail.clone());
        let readdressed = old_mail != row.mail;
        row.readdressed_at = match (&row.mail, before) {
            (Some(_), _) if readdressed => Some(now),
            (Some(_), Some(before)) => before.readdressed_at,
            _ => None,
        };
        store::write(&*transaction, row, new.revision).await?;
        if let Some(old_mail) = old_mail.filter(|_| readdressed) {
            self.tell_old_mailbox(&transaction, agency, &old_mail, now)
                .await?;
        }
        let entry = Entry {
            actor: Some(by),
            action: "agency.settings_changed",
            subject: ("agency", agency.id.to_string()),
            agency: Some(agency.id.clone()),
            detail: Some(changed.join(", ")),
            at: now,
        };
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        self.look(agency).await
    }

    async fn tell_old_mailbox(
        &self,
        db: &DatabaseTransaction,
        agency: &Agency,
        mailbox: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        // An address that is acceptable no more reaches nobody.
        let Ok(to) = Recipient::mail(mailbox, None) else {
            return Ok(());
        };
        let letter = Template::MailboxChanged(MailboxChanged {
            agency: agency.name.clone(),
        });
        let outgoing = Outgoing::new(to, letter, Locale::Vi);
        self.outbox.enqueue(db, now, outgoing).await.map(drop)
    }
}

/// The names of what is not as it was before.
fn what_changed(before: Option<&Model>, after: &Model) -> Vec<&'static str> {
    let mail = before.and_then(|before| before.mail.as_ref());
    let hours = before.and_then(|before| before.hours.as_ref());
    let replies = before.map_or("[]", |before| before.replies.as_str());
    let approval = before.is_some_and(|before| before.approval);
    let changed = [
        ("mail", mail != after.mail.as_ref()),
        ("approval", approval != after.approval),
        ("hours", hours != after.hours.as_ref()),
        ("replies", replies != after.replies),
    ];
    let changed = changed.into_iter().filter(|(_, changed)| *changed);
    changed.map(|(name, _)| name).collect()
}

fn shown(agency: NamedRef, row: Option<Model>) -> Result<AgencySettings> {
    let Some(row) = row else {
        return Ok(AgencySettings {
            agency,
            mail: None,
            approval: false,
            hours: None,
            replies: Vec::new(),
            revision: 0,
            updated_at: None,
        });
    };
    Ok(AgencySettings {
        agency,
        mail: row.mail.and_then(|mail| mail.parse().ok()),
        approval: row.approval,
        hours: row.hours.as_deref().map(serde_json::from_str).transpose()?,
        replies: serde_json::from_str(&row.replies)?,
        revision: row.revision,
        updated_at: Some(row.updated_at),
    })
}

fn stored(agency: &Agency, new: &NewAgencySettings, now: DateTime<Utc>) -> Result<Model> {
    let next = new.revision.checked_add(1).filter(|next| *next > 0);
    let none = || {
        Error::field(
            "body.revision",
            "không có số này",
            "there is no such revision",
        )
    };
    Ok(Model {
        agency: agency.id.to_string(),
        mail: new.mail.as_ref().map(|mail| mail.as_str().to_owned()),
        approval: new.approval,
        hours: new.hours.as_ref().map(serde_json::to_string).transpose()?,
        replies: serde_json::to_string(&new.replies)?,
        revision: next.ok_or_else(none)?,
        updated_at: now,
        readdressed_at: None,
    })
}

fn week(hours: &[OfficeDays]) -> Week {
    let mut week = Week::default();
    for row in hours {
        let sessions: Vec<(NaiveTime, NaiveTime)> =
            row.sessions.iter().map(|s| (s.from, s.to)).collect();
        for day in &row.days {
            week.set(weekday(*day), sessions.clone());
        }
    }
    week
}

const fn weekday(day: WeekDay) -> Weekday {
    match day {
        WeekDay::Monday => Weekday::Mon,
        WeekDay::Tuesday => Weekday::Tue,
        WeekDay::Wednesday => Weekday::Wed,
        WeekDay::Thursday => Weekday::Thu,
        WeekDay::Friday => Weekday::Fri,
        WeekDay::Saturday => Weekday::Sat,
        WeekDay::Sunday => Weekday::Sun,
    }
}

const fn unit(unit: ReplyUnit) -> Unit {
    match unit {
        ReplyUnit::WorkingHour => Unit::WorkingHour,
        ReplyUnit::WorkingDay => Unit::WorkingDay,
        ReplyUnit::CalendarDay => Unit::CalendarDay,
    }
}
