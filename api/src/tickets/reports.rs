//! How often tickets went to the right agency at once: what the guesses are worth.

use chrono::{Days, NaiveDate};
use mobile_contract::qr::NamedRef;
use mobile_contract::ticket::{Mistaken, ReportDays, RoutingReport};

use super::view::StoredRoute;
use super::{Tickets, store};
use crate::error::{Error, Result};
use crate::kernel::clock::{from_hanoi, to_hanoi};
use crate::routing::Confusion;

/// Days that a report covers when none are named.
const DAYS: Days = Days::new(30);
/// Most days of a report.
const MOST_DAYS: i64 = 366;
/// Most rows of the table.
const ROWS: usize = 100;

impl Tickets {
    /// The confusion table of tickets that came in on some days.
    ///
    /// # Errors
    /// When the days are none or too many, or the database fails.
    pub async fn routing_report(&self, days: ReportDays) -> Result<RoutingReport> {
        let to = days.to.unwrap_or_else(|| to_hanoi(self.clock.now()).date());
        let from = days.from.or_else(|| to.checked_sub_days(DAYS));
        let from = from.filter(|from| (0..MOST_DAYS).contains(&(to - *from).num_days()));
        let from = from.ok_or_else(out_of_bounds)?;
        let end = to.succ_opt().ok_or_else(out_of_bounds)?;
        let instant = |day: NaiveDate| from_hanoi(day.and_time(chrono::NaiveTime::MIN));
        let rows = store::routed(&*self.db, instant(from)..instant(end)).await?;
        let pairs = rows.into_iter().filter_map(|(route, agency)| {
            let route: StoredRoute = serde_json::from_str(&route).ok()?;
            Some((route.guessed, agency.parse().ok()?))
        });
        let table = Confusion::of(pairs);
        let unguessed = table.mistaken.iter().filter(|row| row.guessed.is_none());
        Ok(RoutingReport {
            from,
            to,
            total: table.total,
            right: table.right,
            unguessed: unguessed.map(|row| row.count).sum(),
            mistaken: table
                .mistaken
                .into_iter()
                .take(ROWS)
                .map(|row| Mistaken {
                    guessed: row.guessed.and_then(|id| self.agency_ref(id.as_str())),
                    with: self
                        .agency_ref(row.final_agency.as_str())
                        .unwrap_or_else(|| NamedRef {
                            name: row.final_agency.to_string(),
                            id: row.final_agency.clone(),
                        }),
                    count: row.count,
                })
                .collect(),
        })
    }
}

fn out_of_bounds() -> Error {
    Error::field(
        "query.from",
        format!("cần 1 đến {MOST_DAYS} ngày, ngày đầu không sau ngày cuối"),
        format!("1 to {MOST_DAYS} days, the first no later than the last"),
    )
}
