//! Which agency a ticket that comes in belongs to, by its words and by what people taught.

use chrono::{DateTime, Utc};

use super::counter::Counter;
use super::reading::Read;
use super::{Incoming, Tickets, written};
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::routing::{Corrections, Route, RouteRequest};

/// Corrections that new tickets are compared with, the newest.
const CORRECTIONS: u64 = 500;

impl Tickets {
    /// Where a ticket that comes in goes, and why.
    pub(super) async fn route(
        &self,
        read: &Read,
        incoming: &Incoming,
        now: DateTime<Utc>,
    ) -> Result<Route> {
        if let Some(direct) = &incoming.direct {
            return Ok(direct.route());
        }
        let corrections = self.corrections().await?;
        Ok(self.router.route(
            &RouteRequest {
                text: &read.text,
                procedure: read.procedure.as_ref(),
                field: None,
                place: read.place.as_ref(),
                counter: read.counter.as_ref().and_then(Counter::as_routed),
                inferred: incoming.inferred,
                audience: incoming.new.audience,
                kind: read.kind,
                day: to_hanoi(now).date(),
            },
            &corrections,
        ))
    }

    /// What people taught about routes.
    pub(super) async fn corrections(&self) -> Result<Corrections> {
        let rows = written::corrections(&*self.db, CORRECTIONS).await?;
        // A row that an older program wrote teaches nothing; it does not keep tickets out.
        let kept = rows
            .iter()
            .filter_map(|row| serde_json::from_str(&row.correction).ok());
        Ok(Corrections::new(kept.collect()))
    }
}
