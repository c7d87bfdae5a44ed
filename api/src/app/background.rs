//! What runs beside the requests, until the server stops.

use std::time::Duration;

use actix_web::web::Data;
use tokio::sync::oneshot;

use crate::accounts::Accounts;
use crate::attachments::Files;
use crate::dossiers::Dossiers;
use crate::kernel::clock::Clock;
use crate::kernel::idempotency;
use crate::kernel::rate::Limiter;
use crate::knowledge::Knowledge;
use crate::qr::{Register, Scans};
use crate::ratings::Ratings;
use crate::storage::Database;
use crate::tickets::Tickets;
use crate::{gaps, notifications};

/// How often each server looks whether knowledge has changed.
const REFRESH: Duration = Duration::from_secs(2);
/// How often scans of QR codes are stored.
const COUNT: Duration = Duration::from_secs(10);
/// How often clocks of tickets are looked at.
const WATCH: Duration = Duration::from_secs(20);
/// How often ratings enter the figures.
const LOTS: Duration = Duration::from_secs(60);
/// How often what has served its time is thrown away.
const TIDY: Duration = Duration::from_secs(600);

/// Notices knowledge that another process has changed; a failure is logged and tried again. Also
/// folds the metrics' samples, which would pile up between scrapes.
pub(super) async fn refresh(
    db: Database,
    knowledge: Knowledge,
    register: Register,
    metrics: Data<metrics_exporter_prometheus::PrometheusHandle>,
) {
    let mut ticks = tokio::time::interval(REFRESH);
    loop {
        ticks.tick().await;
        metrics.run_upkeep();
        match knowledge.refresh(&db).await {
            Ok(true) => tracing::info!(
                procedures = knowledge.procedures.get().len(),
                "new knowledge loaded"
            ),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "cannot look for new knowledge"),
        }
        if let Err(error) = register.refresh().await {
            tracing::warn!(%error, "cannot look for new QR codes");
        }
    }
}

/// Adds up scans of QR codes; a failure is logged and tried again. Asked to end, it stores what was counted
/// since the last time.
pub(super) async fn count_scans(scans: Scans, mut end: oneshot::Receiver<()>) {
    let mut ticks = tokio::time::interval(COUNT);
    let mut goes_on = true;
    while goes_on {
        // Only waiting is broken off, never storing.
        tokio::select! {
            _ = ticks.tick() => {}
            _ = &mut end => goes_on = false,
        }
        if let Err(error) = scans.flush().await {
            tracing::warn!(%error, "cannot store how often QR codes are scanned");
        }
    }
}

/// Looks at the clocks of tickets and dossiers; a failure is logged and tried again.
pub(super) async fn watch(tickets: Data<Tickets>, dossiers: Data<Dossiers>) {
    let mut ticks = tokio::time::interval(WATCH);
    loop {
        ticks.tick().await;
        if let Err(error) = tickets.watch().await {
            tracing::warn!(%error, "cannot look at the clocks of tickets");
        }
        if let Err(error) = dossiers.keep_watch().await {
            tracing::warn!(%error, "cannot look at the clocks of dossiers");
        }
    }
}

/// Lets ratings enter the figures; a failure is logged and tried again.
pub(super) async fn close_lots(ratings: Data<Ratings>) {
    let mut ticks = tokio::time::interval(LOTS);
    loop {
        ticks.tick().await;
        if let Err(error) = ratings.close_lots().await {
            tracing::warn!(%error, "cannot let ratings enter the figures");
        }
    }
}

/// Remembers whose the tickets are that came in before anybody did; a failure is logged, and the next start
/// goes on.
pub(super) async fn remember_owners(tickets: Data<Tickets>) {
    match tickets.remember_owners().await {
        Ok(0) => {}
        Ok(seen) => tracing::info!(seen, "contacts of older tickets are remembered"),
        Err(error) => tracing::warn!(%error, "cannot remember the contacts of older tickets"),
    }
}

/// Throws away what has served its time.
pub(super) async fn tidy(
    db: Database,
    (accounts, tickets, ratings): (Accounts, Data<Tickets>, Data<Ratings>),
    dossiers: Data<Dossiers>,
    limiter: Data<Limiter>,
    clock: Clock,
    (files, scans): (Files, Scans),
) {
    let mut ticks = tokio::time::interval(TIDY);
    loop {
        ticks.tick().await;
        limiter.forget_idle();
        if let Err(error) = idempotency::forget_old(&*db, clock.now()).await {
            tracing::warn!(%error, "cannot throw away old idempotency keys");
        }
        if let Err(error) = accounts.forget_old().await {
            tracing::warn!(%error, "cannot throw away old sessions and codes");
        }
        if let Err(error) = files.sweep().await {
            tracing::warn!(%error, "cannot throw away files that nobody has any more");
        }
        if let Err(error) = scans.forget_old().await {
            tracing::warn!(%error, "cannot throw away old counts of scans");
        }
        if let Err(error) = tickets.forget_old().await {
            tracing::warn!(%error, "cannot throw away old corrections of routes");
        }
        if let Err(error) = dossiers.forget_drafts().await {
            tracing::warn!(%error, "cannot throw away old drafts of apologies");
        }
        if let Err(error) = dossiers.forget_digests().await {
            tracing::warn!(%error, "cannot throw away marks of old digests");
        }
        if let Err(error) = dossiers.forget_old().await {
            tracing::warn!(%error, "cannot throw away old codes for dossiers");
        }
        if let Err(error) = ratings.forget_old().await {
            tracing::warn!(%error, "cannot forget the networks of old ratings");
        }
        if let Err(error) = gaps::store::forget_old(&*db, clock.now()).await {
            tracing::warn!(%error, "cannot throw away old knowledge gaps");
        }
        if let Err(error) = notifications::store::forget_old(&*db, clock.now()).await {
            tracing::warn!(%error, "cannot throw away old notifications");
        }
    }
}
