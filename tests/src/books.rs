//! Dossiers for books: told by events, or many alike at once as rows.

use chrono::{DateTime, FixedOffset};
use mobile_contract::dossier::event::{DossierChannel, DossierEvent, DossierEventKind};
use sea_orm::{ConnectionTrait, DbBackend};

use crate::App;
use crate::told::told;

/// Events that are taken in at once.
const CHUNK: usize = 2_000;

/// A time as tests write it: `2022-03-01 08:00` in Hanoi.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn at(local: &str) -> DateTime<FixedOffset> {
    let local = local.replace(' ', "T");
    let text = format!("{local}:00+07:00");
    text.parse().unwrap_or_else(|_| panic!("{text} is no time"))
}

/// An event of a dossier; its id follows from what happened and when.
///
/// # Panics
/// When the code is none.
#[must_use]
pub fn event(code: &str, kind: DossierEventKind, when: &str) -> DossierEvent {
    let id = format!("{kind:?}-{when}");
    told(&id, code, &at(when).to_rfc3339(), kind)
}

/// Takes events in; none may be refused.
///
/// # Panics
/// When one is.
pub async fn take(app: &App, events: Vec<DossierEvent>) {
    let numbered: Vec<(u64, DossierEvent)> = (1..).zip(events).collect();
    for chunk in numbered.chunks(CHUNK) {
        let taken = app.dossiers().take("mot-cua", chunk.to_vec()).await;
        let taken = taken.expect("a database");
        assert_eq!(taken.refused, [], "{taken:?}");
    }
}

/// Many dossiers that are alike.
#[derive(Clone, Copy, Debug)]
pub struct Alike<'a> {
    /// How many.
    pub dossiers: u64,
    /// Id of the agency.
    pub agency: &'a str,
    /// Id of the field.
    pub field: Option<&'a str>,
    /// How they were handed in.
    pub channel: DossierChannel,
    /// Day of receipt.
    pub received: &'a str,
    /// Last day.
    pub due: &'a str,
    /// State, timing and day of their end; `None`: they are in progress.
    pub ended: Option<(&'a str, Option<&'a str>, &'a str)>,
}

/// Writes many dossiers as rows, without their events: for figures only.
///
/// # Panics
/// When the database refuses.
pub async fn fill(app: &App, all: &[Alike<'_>]) {
    let db = app.database().await;
    for (block, alike) in all.iter().enumerate() {
        let rows = rows(block, alike, db.get_database_backend());
        db.execute_unprepared(&rows).await.expect("rows");
    }
}

fn rows(block: usize, alike: &Alike<'_>, backend: DbBackend) -> String {
    let text =
        |text: Option<&str>| text.map_or_else(|| "NULL".to_owned(), |text| format!("'{text}'"));
    let time = |day: &str| format!("'{day}T09:00:00+00:00'");
    let channel = match alike.channel {
        DossierChannel::InPerson => "in_person",
        DossierChannel::Online => "online",
        DossierChannel::Post => "post",
        DossierChannel::Centre => "centre",
    };
    let (state, timing, ended_day) = match alike.ended {
        Some((state, timing, day)) => (state, timing, Some(day)),
        None => ("in_progress", None, None),
    };
    let ended_at = ended_day.map_or_else(|| "NULL".to_owned(), time);
    let agency = alike.agency;
    let (received, due) = (time(alike.received), time(alike.due));
    let values = format!(
        "'B{block}-'||n, '{agency}', {field}, '{channel}', '{state}', {timing}, {received}, '{day}', {due}, {due}, \
         {ended_at}, {ended_day}, {ended_at}, true, 0, 0, '', 1, {received}",
        field = text(alike.field),
        timing = text(timing),
        day = alike.received,
        ended_day = text(ended_day),
    );
    let into = "INSERT INTO dossiers (code, agency, field, channel, state, timing, received_at, received_day, \
         first_due_at, due_at, ended_at, ended_day, returned_at, returnable, extensions, supplements, flags, \
         revision, updated_at)";
    let count = alike.dossiers;
    match backend {
        DbBackend::Postgres => {
            format!("{into} SELECT {values} FROM generate_series(1, {count}) AS s(n)")
        }
        _ => format!(
            "{into} WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT {values} FROM s"
        ),
    }
}
