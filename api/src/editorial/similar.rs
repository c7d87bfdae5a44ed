//! Which tickets may ask the same: a person decides, this only shows the nearest.

use chrono::Duration;
use mobile_contract::editorial::{SimilarTicket, SimilarTickets};
use uuid::Uuid;

use super::{Editorial, reduce, store};
use crate::error::{Error, Result};
use crate::tickets::{Asked, Desk};

/// How far back it is looked.
const SINCE: Duration = Duration::days(180);
/// Most tickets looked at, the newest.
const MOST_READ: u64 = 500;
/// Most tickets shown.
const SHOWN: usize = 20;
/// How alike a ticket is at least. Less than what groups misses by themselves: here a person reads them.
const ALIKE: f32 = 0.3;

impl Editorial {
    /// Tickets within the caller's reach that may ask what a draft answers, the likest first. Those that
    /// the draft was made from are left out: they have their answer.
    ///
    /// # Errors
    /// When the draft is not the caller's, or the database fails.
    pub async fn similar(&self, id: Uuid, desk: &Desk) -> Result<SimilarTickets> {
        let db = &*self.tickets.db;
        let row = store::find(db, id, desk.sees()).await?;
        let answered = match row.ticket_id {
            Some(ticket) => self.tickets.answered_together(db, ticket).await?,
            None => Vec::new(),
        };
        let since = self.now() - SINCE;
        let asked = self.tickets.asked_lately(db, desk.sees(), since, MOST_READ);
        let asked: Vec<Asked> = asked.await?;
        let asked: Vec<Asked> = asked
            .into_iter()
            .filter(|a| !answered.contains(&a.id))
            .collect();
        let mut wordings: Vec<String> = serde_json::from_str(&row.also)?;
        wordings.push(row.question);
        let reviewer = self.gaps.reviewer();
        let work = move || {
            let texts: Vec<String> = asked.iter().map(|a| reduce::question(&a.excerpt)).collect();
            nearest(asked, &reviewer.likeness(&wordings, &texts))
        };
        let items = tokio::task::spawn_blocking(work).await;
        Ok(SimilarTickets {
            items: items.map_err(Error::internal)?,
        })
    }
}

fn nearest(asked: Vec<Asked>, likeness: &[f32]) -> Vec<SimilarTicket> {
    let mut near: Vec<SimilarTicket> = asked
        .into_iter()
        .zip(likeness)
        .filter(|(_, likeness)| **likeness >= ALIKE)
        .map(|(asked, likeness)| SimilarTicket {
            code: asked.code,
            state: asked.state,
            excerpt: asked.excerpt,
            received_at: asked.received_at,
            likeness: *likeness,
            reachable: asked.reachable,
        })
        .collect();
    // Stable: of those that are equally alike, the newest.
    near.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    near.truncate(SHOWN);
    near
}
