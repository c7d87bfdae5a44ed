//! Telling those who want to know, in the transaction that takes events in: one message for each dossier and
//! batch, about how it stands now, and none when nothing changed that its owner sees.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use mobile_contract::dossier::event::DossierState as State;
use mobile_contract::dossier::lookup::DossierView;
use mobile_contract::limits::DOSSIER_NEWS_DAYS;
use mobile_contract::{Locale, Slug};
use sea_orm::ConnectionTrait;
use url::Url;

use super::{store, token};
use crate::dossiers::entity::{dossier, subscription};
use crate::dossiers::lookup::{Reader, reasoned_by};
use crate::dossiers::record::{Record, Told};
use crate::dossiers::store::Kept;
use crate::dossiers::{Change, Dossiers};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::notifications::{
    About, DossierHappened as Happened, DossierNews, Outgoing, Recipient, Template,
};

impl Dossiers {
    /// Tells what changed to those who want to know.
    ///
    /// # Errors
    /// When the database fails.
    pub(in crate::dossiers) async fn tell(
        &self,
        db: &impl ConnectionTrait,
        changes: &[Change],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let seen: HashMap<&str, (&Change, News)> = changes
            .iter()
            .filter_map(|change| Some((change.code.as_str(), (change, news(change)?))))
            .collect();
        if seen.is_empty() {
            return Ok(());
        }
        let codes: Vec<&str> = seen.keys().copied().collect();
        for row in store::told(db, &codes).await? {
            let Some((change, news)) = seen.get(row.code.as_str()) else {
                continue;
            };
            match self.news_letter(change, *news, &row, now) {
                Ok(Some(outgoing)) => drop(self.outbox.enqueue(db, now, outgoing).await?),
                Ok(None) => {}
                // One address that does not open shall not keep events of others out.
                Err(error) => {
                    tracing::error!(%error, id = %row.id, "somebody is not told of a dossier");
                }
            }
        }
        Ok(())
    }

    /// `None`: what happened is too old to be news.
    fn news_letter(
        &self,
        change: &Change,
        news: News,
        row: &subscription::Model,
        now: DateTime<Utc>,
    ) -> Result<Option<Outgoing>> {
        let record: Record = serde_json::from_str(&change.after.record.record)?;
        let state: State = wire::value(&change.after.dossier.state)?;
        let known = change.known_events;
        let is_news = news.is_sure || is_reason_new(&record, known, state);
        if !is_news || !is_recent(&record, known, now) {
            return Ok(None);
        }
        let to = self.opened(row)?;
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let kept = Kept {
            dossier: change.after.dossier.clone(),
            record,
        };
        let reader = Reader::new(self, locale, now);
        let view = reader.view(&kept, String::new())?;
        let Some(news) = worded(change, news.happened, &view) else {
            return Ok(None);
        };
        let news = self.beside_letter(news, (&kept.record, known), &to)?;
        let letter = DossierNews {
            code: row.code.clone(),
            procedure: view.procedure.as_ref().map(|p| p.title.clone()),
            happened: news,
            state: view.state_text.clone(),
            agency: view.agency.as_ref().map(|agency| agency.name.clone()),
            reason: self.reason(news, &view),
            apology: apology(news, &view),
            due: self.due(&kept.dossier, &view, &reader),
            next_step: view.next_step,
            link: self.page("/ho-so")?,
            stop: self.stop(row)?,
        };
        let mut outgoing = Outgoing::new(to, Template::DossierNews(letter), locale);
        outgoing.unsubscribe = true;
        outgoing.about = Some(About {
            kind: "dossier",
            id: row.id,
        });
        let revision = change.after.dossier.revision;
        outgoing.dedup_key = Some(format!("dossier {} {revision}", row.id));
        Ok(Some(outgoing))
    }

    /// Where the agency's own letter apologises, the news tell the new day, and leave apology and reason to it: nobody
    /// approved other words. They do not wait for it, as it may be sent late, on paper or never.
    fn beside_letter(
        &self,
        happened: Happened,
        batch: (&Record, usize),
        to: &Recipient,
    ) -> Result<Happened> {
        let apart = happened == Happened::Late && self.is_written_to(batch, to)?;
        Ok(if apart { Happened::NewDay } else { happened })
    }

    fn reason(&self, news: Happened, view: &DossierView) -> Option<String> {
        match news {
            Happened::Late => view.apology.as_ref()?.reason.clone(),
            _ => view.reason.clone(),
        }
    }

    fn due(&self, row: &dossier::Model, view: &DossierView, reader: &Reader<'_>) -> Option<String> {
        // While its clock stands still, the date is none that anybody can go by.
        if view.state.is_ended() || row.standing_since.is_some() {
            return None;
        }
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let office = self.calendar.office(agency.as_ref());
        Some(reader.by(row.due_at?, office))
    }

    fn page(&self, path: &str) -> Result<Url> {
        self.public_url.join(path).map_err(Error::internal)
    }

    fn stop(&self, row: &subscription::Model) -> Result<Url> {
        let mut stop = self.page("/ho-so/ngung")?;
        let token = token::of(&self.vault, row.id)?;
        stop.query_pairs_mut().append_pair("token", &token);
        Ok(stop)
    }
}

/// What may have to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct News {
    happened: Happened,
    /// False: only when the reason that is shown is a new one. That is looked for in the record, which is read for
    /// those alone who are told.
    is_sure: bool,
}

/// What changed of what the owner sees. A dossier that is new is news: who holds its receipt may have asked before.
fn news(change: &Change) -> Option<News> {
    let after = &change.after.dossier;
    let state: State = wire::value(&after.state).ok()?;
    let sure = |happened| {
        Some(News {
            happened,
            is_sure: true,
        })
    };
    let Some(before) = &change.before else {
        return sure(match state {
            _ if after.returned_at.is_some() => Happened::Returned,
            State::InProgress => Happened::InSystem,
            state => by_state(state),
        });
    };
    if before.returned_at.is_none() && after.returned_at.is_some() {
        sure(Happened::Returned)
    } else if before.state != after.state || before.supplements < after.supplements {
        sure(by_state(state))
    } else if state == State::InProgress && after.extensions > before.extensions {
        sure(Happened::Late)
    } else if state == State::InProgress && due_day(before) != due_day(after) {
        sure(Happened::NewDay)
    } else if !state.is_ended() && before.agency != after.agency {
        sure(Happened::PassedOn)
    } else {
        perhaps(state)
    }
}

/// An apology that does not hold is none: then only the day may be new.
fn worded(change: &Change, happened: Happened, view: &DossierView) -> Option<Happened> {
    if happened != Happened::Late || view.apology.is_some() {
        return Some(happened);
    }
    let before = change.before.as_ref()?;
    (due_day(before) != due_day(&change.after.dossier)).then_some(Happened::NewDay)
}

fn due_day(row: &dossier::Model) -> Option<NaiveDate> {
    row.due_at.map(|due| to_hanoi(due).date())
}

/// The same state for another reason.
fn perhaps(state: State) -> Option<News> {
    let happened = match state {
        State::InProgress => Happened::Late,
        State::Waiting | State::Paused | State::Refused => by_state(state),
        State::Resolved | State::Withdrawn => return None,
    };
    Some(News {
        happened,
        is_sure: false,
    })
}

/// Whether the reason that is shown came with this batch.
fn is_reason_new(record: &Record, known: usize, state: State) -> bool {
    let told = reasoned_by(record, state).filter(|event| event.reason.is_some());
    told.is_some_and(|told| came_with(record, known).any(|event| std::ptr::eq(event, told)))
}

/// The events that came with this batch: they stand behind those that were known.
fn came_with(record: &Record, known: usize) -> impl Iterator<Item = &Told> {
    record.events.iter().skip(known)
}

const fn by_state(state: State) -> Happened {
    match state {
        State::InProgress => Happened::GoesOn,
        State::Waiting => Happened::Missing,
        State::Paused => Happened::OnHold,
        State::Resolved => Happened::Ready,
        State::Refused => Happened::Refused,
        State::Withdrawn => Happened::Withdrawn,
    }
}

/// Whether something of what has just arrived happened lately. Old data that is brought in is no news.
fn is_recent(record: &Record, known: usize, now: DateTime<Utc>) -> bool {
    let newest = came_with(record, known).map(|event| event.at).max();
    newest.is_some_and(|at| now - at <= Duration::days(DOSSIER_NEWS_DAYS))
}

fn apology(news: Happened, view: &DossierView) -> Option<String> {
    let apology = view.apology.as_ref().filter(|_| news == Happened::Late)?;
    Some(apology.text.clone())
}
