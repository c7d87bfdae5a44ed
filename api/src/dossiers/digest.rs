//! The morning digest: what an agency's leaders find in their mail when the office opens, or as soon as the server is
//! back on that day. Codes only.

use std::collections::HashSet;

use chrono::NaiveDate;
use mobile_contract::accounts::Role;
use mobile_contract::dossier::watch::{WatchCounts, WatchGroup, WatchPart};
use mobile_contract::{Locale, Slug};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use super::Dossiers;
use super::entity::digest;
use super::sees::Sees;
use super::watch::{Edges, Figures};
use crate::accounts::{Colleague, colleagues, led_agencies};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::notifications::{DigestLine, DossierDigest, Outgoing, Recipient, Template};

/// Codes of a group in a digest; the watch list has the others.
const CODES: u64 = 10;
/// Desks in a digest.
const DESKS: usize = 5;
/// Days for which it is remembered that a digest was sent.
const KEPT_DAYS: u64 = 31;

impl Dossiers {
    /// Sends the digests of agencies whose office is open today, once each. Tells to how many people.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn send_digests(&self) -> Result<usize> {
        let today = self.clock.today();
        let done = done_on(&*self.db, today).await?;
        let mut told = 0;
        for agency in led_agencies(&*self.db).await? {
            if !done.contains(agency.as_str()) && self.is_open(&agency, today) {
                told += self.send_digest(&agency, today).await?;
            }
        }
        Ok(told)
    }

    /// Whether an office has opened on a day, and not closed for the night: what nobody reads before the next morning
    /// is told then, as it is by then.
    fn is_open(&self, agency: &Slug, today: NaiveDate) -> bool {
        let office = self.calendar.office(Some(agency));
        let now = to_hanoi(self.clock.now());
        let opened = office.opens(today).is_some_and(|opens| opens <= now);
        opened && office.closes(today).is_some_and(|closes| now < closes)
    }

    async fn send_digest(&self, agency: &Slug, today: NaiveDate) -> Result<usize> {
        let leaders = colleagues(&*self.db, Some(agency), &[Role::Leader]).await?;
        let digest = self.digest(agency, today).await?;
        let transaction = self.db.begin().await?;
        // Of two servers, the one whose row is stored sends it.
        if !mark(&*transaction, agency, today).await? {
            return Ok(0);
        }
        let mut told = 0;
        for leader in digest.iter().flat_map(|_| &leaders) {
            let Some(outgoing) = outgoing(digest.as_ref(), leader, agency, today) else {
                continue;
            };
            self.outbox
                .enqueue(&*transaction, self.clock.now(), outgoing)
                .await?;
            told += 1;
        }
        transaction.commit().await?;
        Ok(told)
    }

    /// What there is to tell; `None`: nothing.
    async fn digest(&self, agency: &Slug, today: NaiveDate) -> Result<Option<DossierDigest>> {
        let sees = Sees::Of(super::reach::within(&self.agencies.get(), agency, today));
        let now = self.clock.now();
        let edges = Edges::of(self.calendar.office(Some(agency)), now);
        let figures = self.watch_figures(&sees, None, &edges).await?;
        let counts = figures.counts;
        let waiting = figures.apologies.submitted + figures.apologies.to_send;
        if counts.pressing() == 0 && waiting == 0 && figures.to_justify == 0 {
            return Ok(None);
        }
        let mut lines = Vec::new();
        for (group, count) in groups(counts) {
            let codes = match count {
                0 => Vec::new(),
                _ => self.watch_codes(&sees, group, &edges, CODES).await?,
            };
            lines.push(DigestLine {
                group,
                count,
                codes,
            });
        }
        let mut link = self.public_url.clone();
        link.set_path("/can-bo/ho-so");
        let name = self.agency_ref(agency.as_str()).map(|agency| agency.name);
        Ok(Some(DossierDigest {
            agency: name.unwrap_or_default(),
            day: today,
            lines,
            drafts: figures.apologies.drafts,
            submitted: figures.apologies.submitted,
            to_send: figures.apologies.to_send,
            to_justify: figures.to_justify,
            desks: desks(&figures, DESKS),
            link,
        }))
    }

    /// Forgets that digests of long ago were sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_digests(&self) -> Result<()> {
        let today = self.clock.today();
        let before = today.checked_sub_days(chrono::Days::new(KEPT_DAYS));
        digest::Entity::delete_many()
            .filter(digest::Column::Day.lt(before.unwrap_or(today)))
            .exec(&*self.db)
            .await?;
        Ok(())
    }
}

const fn groups(counts: WatchCounts) -> [(WatchGroup, i64); 5] {
    [
        (WatchGroup::Overdue, counts.overdue),
        (WatchGroup::Today, counts.today),
        (WatchGroup::InOne, counts.in_one),
        (WatchGroup::InTwo, counts.in_two),
        (WatchGroup::InThree, counts.in_three),
    ]
}

/// The desks with most that is overdue, and how many.
fn desks(figures: &Figures, most: usize) -> Vec<(String, i64)> {
    let late = figures.desks.iter().filter(|part| part.counts.overdue > 0);
    let named = late.filter_map(
        |WatchPart {
             agency,
             desk,
             counts,
         }| {
            let desk = desk.as_deref()?;
            let agency = agency.as_ref().map(|agency| agency.name.as_str());
            let name = agency.map_or_else(|| desk.to_owned(), |agency| format!("{desk}, {agency}"));
            Some((name, counts.overdue))
        },
    );
    named.take(most).collect()
}

/// One leader's letter. They may unsubscribe from it, as from every reminder.
fn outgoing(
    digest: Option<&DossierDigest>,
    leader: &Colleague,
    agency: &Slug,
    today: NaiveDate,
) -> Option<Outgoing> {
    let to = Recipient::mail(&leader.mail, Some(&leader.name)).ok()?;
    let template = Template::DossierDigest(digest?.clone());
    Some(Outgoing {
        unsubscribe: true,
        dedup_key: Some(format!("digest {today} {} {}", leader.id, mark_of(agency))),
        ..Outgoing::new(to, template, Locale::Vi)
    })
}

/// A key has 120 bytes, and an id may have 80.
fn mark_of(agency: &Slug) -> String {
    let mut mark = crate::kernel::secret::sha256_hex(agency.as_str().as_bytes());
    mark.truncate(16);
    mark
}

/// The agencies whose digest was sent on a day, or that had nothing to be told.
async fn done_on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<HashSet<String>> {
    let done = digest::Entity::find()
        .select_only()
        .column(digest::Column::Agency)
        .filter(digest::Column::Day.eq(day))
        .into_tuple::<String>()
        .all(db)
        .await?;
    Ok(done.into_iter().collect())
}

/// Whether it is this one who sends it.
async fn mark(db: &impl ConnectionTrait, agency: &Slug, day: NaiveDate) -> Result<bool> {
    let row = digest::Model {
        day,
        agency: agency.to_string(),
    };
    let once = OnConflict::columns([digest::Column::Day, digest::Column::Agency])
        .do_nothing()
        .to_owned();
    let stored = digest::Entity::insert(row.into_active_model())
        .on_conflict(once)
        .exec_without_returning(db)
        .await;
    match stored {
        Err(DbErr::RecordNotInserted) => Ok(false),
        other => Ok(other? > 0),
    }
}
