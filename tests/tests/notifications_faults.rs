//! Mail servers that are down, and workers that are killed.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use chrono::TimeDelta;
use motcua::notifications::{Delivered, Failure, Parcel, Smtp, Transport};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::outbox::{Kept, Outbox, message, smtp};
use motcua_tests::smtp::MailServer;
use rstest::rstest;
use tokio::sync::Notify;

fn subjects(server: &MailServer) -> Vec<String> {
    let mails = server.mails();
    mails
        .iter()
        .map(|mail| mail["headers"]["subject"].as_str().unwrap().to_owned())
        .collect()
}

#[rstest]
#[tokio::test]
async fn a_mail_server_that_is_down_for_an_hour_loses_nothing_and_keeps_the_order(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(mut outbox), Some(mut server)) = (Outbox::open(db).await, MailServer::start()) else {
        return;
    };
    let worker = outbox.worker(smtp(server.port()));
    server.down();
    for minute in 0..60 {
        if minute % 10 == 0 {
            let code = (minute / 10).to_string();
            outbox.enqueue(message("lan@example.vn", &code)).await;
            outbox
                .enqueue(message(&format!("nguoi{code}@example.vn"), &code))
                .await;
        }
        let tried = outbox.deliver(&worker).await;
        assert_eq!((tried.sent, tried.dead), (0, 0));
        outbox.wait(TimeDelta::minutes(1));
    }
    server.up().unwrap();
    outbox.wait(TimeDelta::minutes(6));
    let sent = outbox.deliver(&worker).await;
    assert_eq!((sent.sent, sent.dead), (12, 0));
    let to_lan: Vec<String> = server
        .mails()
        .iter()
        .filter(|mail| mail["rcpt"][0] == "lan@example.vn")
        .map(|mail| mail["headers"]["subject"].as_str().unwrap().to_owned())
        .collect();
    let in_order: Vec<_> = (0..6).map(|n| format!("Phiếu {n} được mở lại")).collect();
    assert_eq!(to_lan, in_order);
    assert_eq!(subjects(&server).len(), 12);
}

/// Hands over, and never comes back: the worker is killed here.
struct Killed {
    smtp: Smtp,
    handed_over: Arc<Notify>,
}

#[async_trait]
impl Transport for Killed {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        self.smtp.send(parcel).await?;
        self.handed_over.notify_one();
        std::future::pending().await
    }
}

#[rstest]
#[tokio::test]
async fn a_worker_killed_before_it_marks_sends_at_most_one_duplicate_with_the_same_id(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(mut outbox), Some(server)) = (Outbox::open(db).await, MailServer::start()) else {
        return;
    };
    outbox.enqueue(message("lan@example.vn", "A")).await;
    outbox.enqueue(message("lan@example.vn", "B")).await;
    let handed_over = Arc::new(Notify::new());
    let worker = outbox.worker(Killed {
        smtp: smtp(server.port()),
        handed_over: Arc::clone(&handed_over),
    });
    let now = outbox.now;
    let killed = tokio::spawn(async move { worker.deliver_due(now).await });
    handed_over.notified().await;
    killed.abort();
    assert!(killed.await.unwrap_err().is_cancelled());

    // While it may still be alive, nobody takes its message, nor one that comes after it.
    let next = outbox.worker(smtp(server.port()));
    outbox.wait(TimeDelta::minutes(4));
    assert_eq!(outbox.deliver(&next).await, Delivered::default());
    outbox.wait(TimeDelta::minutes(2));
    assert_eq!(outbox.deliver(&next).await.sent, 2);
    outbox.wait(TimeDelta::hours(1));
    assert_eq!(outbox.deliver(&next).await, Delivered::default());
    let mails = server.mails();
    let ids: Vec<_> = mails
        .iter()
        .map(|m| m["headers"]["message-id"].clone())
        .collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[1], ids[2]);
}

#[rstest]
#[tokio::test]
async fn workers_side_by_side_send_each_message_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    for n in 0..100 {
        let to = format!("nguoi{}@example.vn", n % 40);
        outbox.enqueue(message(&to, &format!("{n:03}"))).await;
    }
    let kept = Kept::default();
    let workers = [(); 3].map(|()| outbox.worker(kept.clone()));
    let [a, b, c] = &workers;
    let (a, b, c) = tokio::join!(outbox.deliver(a), outbox.deliver(b), outbox.deliver(c));
    // One may end while another still sends what comes before.
    let rest = outbox.deliver(&workers[0]).await;
    assert_eq!(a.sent + b.sent + c.sent + rest.sent, 100);
    let parcels = kept.parcels();
    let ids: BTreeSet<_> = parcels.iter().map(|parcel| parcel.id).collect();
    assert_eq!((parcels.len(), ids.len()), (100, 100));
    for n in 0..40 {
        let to = format!("nguoi{n}@example.vn");
        let codes: Vec<_> = parcels
            .iter()
            .filter(|p| p.address == to)
            .map(|p| &p.subject)
            .collect();
        assert!(codes.is_sorted(), "{to}: {codes:?}");
    }
}

#[rstest]
#[tokio::test]
async fn who_is_not_reached_is_not_knocked_at_for_every_message(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    for n in 0..200 {
        outbox
            .enqueue(message(&format!("nguoi{n}@example.vn"), "A"))
            .await;
    }
    let kept = Kept::default();
    kept.fail(Some(Failure::Unreachable("timeout".to_owned())));
    let worker = outbox.worker(kept.clone());
    // One batch was taken; then the channel is left alone.
    assert_eq!(outbox.deliver(&worker).await.later, 16);
    assert_eq!(outbox.deliver(&worker).await.later, 0);
    kept.fail(None);
    outbox.wait(TimeDelta::minutes(6));
    assert_eq!(outbox.deliver(&worker).await.sent, 200);
}
