//! What lies in the database tells nobody who was written to, or what.

use chrono::TimeDelta;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, Paging};
use mobile_contract::notifications::NotificationState;
use motcua::kernel::vault::Vault;
use motcua::notifications::{
    Failure, LONGEST_OUTAGE, MAX_ATTEMPTS, Outbox as Messages, Outgoing, Parcel, Recipient, State,
    Transport, seal_old, staff,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::outbox::{Kept, Outbox, message};
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

const LAN: &str = "lan@example.vn";

async fn column(outbox: &Outbox, sql: &str) -> Vec<String> {
    let query = Statement::from_string(outbox.db.get_database_backend(), sql);
    let rows = outbox.db.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

/// All that could tell a person, of every row.
async fn everything(outbox: &Outbox) -> String {
    let sent = "SELECT address || ' ' || COALESCE(name, '') || ' ' || COALESCE(reply_to, '') || ' ' \
                || subject || ' ' || text || ' ' || html || ' ' || lane FROM notifications";
    let contacts = "SELECT address || ' ' || COALESCE(fingerprint, '') FROM notification_contacts";
    let mut all = column(outbox, sent).await;
    all.extend(column(outbox, contacts).await);
    all.join("\n")
}

fn reminder(to: Recipient) -> Outgoing {
    Outgoing {
        to,
        unsubscribe: true,
        reply_to: Some("reply+abc.def@example.vn".to_owned()),
        ..message(LAN, "7K3M-9QK2")
    }
}

#[rstest]
#[tokio::test]
async fn the_database_alone_tells_nobody_what_was_sent_to_whom(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    let to = Recipient::mail(LAN, Some("Trần Thị Lan")).unwrap();
    outbox.enqueue(reminder(to)).await;
    outbox
        .enqueue(reminder(Recipient::sms("0912345678").unwrap()))
        .await;
    let stored = everything(&outbox).await;
    for told in ["lan@", "Trần", "912345678", "7K3M", "reply", "phí", "phieu"] {
        assert!(!stored.contains(told), "{told} in {stored}");
    }
    let kept = Kept::default();
    assert_eq!(outbox.deliver(&outbox.worker(kept.clone())).await.sent, 2);
    let parcels = kept.parcels();
    assert_eq!(parcels.len(), 1);
    assert_eq!(parcels[0].address, LAN);
    assert_eq!(parcels[0].name.as_deref(), Some("Trần Thị Lan"));
    assert_eq!(parcels[0].subject, "Phiếu 7K3M-9QK2 được mở lại");
    assert!(parcels[0].html.contains("Tôi hỏi phí"));
    assert_eq!(
        parcels[0].reply_to.as_deref(),
        Some("reply+abc.def@example.vn")
    );
}

/// Lays rows open, as a program before this one left them.
async fn as_before(outbox: &Outbox) {
    for sql in [
        "UPDATE notifications SET sealed = FALSE, address = 'Lan@example.vn', name = 'Lan', \
         reply_to = NULL, subject = 'Phiếu cũ', text = 'chữ cũ', html = '<p>cũ</p>', lane = 'x'",
        "UPDATE notification_contacts SET address = '0912345678', fingerprint = NULL, \
         channel = 'sms'",
    ] {
        outbox.db.execute_unprepared(sql).await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn what_lay_in_clear_is_sealed_and_still_arrives(#[values(Sqlite, Postgres)] db: Database) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    // More than are sealed at once.
    for _ in 0..130 {
        outbox.enqueue(message(LAN, "A")).await;
    }
    outbox
        .enqueue(reminder(Recipient::mail(LAN, None).unwrap()))
        .await;
    as_before(&outbox).await;
    assert!(everything(&outbox).await.contains("chữ cũ"));
    let vault = Vault::new([7; 32]);
    assert_eq!(seal_old(&outbox.db, &vault).await.unwrap(), 132);
    assert_eq!(seal_old(&outbox.db, &vault).await.unwrap(), 0);
    let stored = everything(&outbox).await;
    for told in ["Lan@", "912345678", "cũ"] {
        assert!(!stored.contains(told), "{told} in {stored}");
    }
    // Old and new messages of one person stand in one lane.
    outbox.enqueue(message("lan@example.vn", "B")).await;
    let lanes = column(&outbox, "SELECT DISTINCT lane FROM notifications").await;
    assert_eq!(lanes.len(), 1);
    let kept = Kept::default();
    let done = outbox.deliver(&outbox.worker(kept.clone())).await;
    assert_eq!(done.sent, 132);
    assert_eq!(kept.subjects()[0], "Phiếu cũ");
    assert_eq!(kept.parcels()[0].address, "Lan@example.vn");
}

#[rstest]
#[tokio::test]
async fn whoever_unsubscribed_under_one_spelling_has_under_every(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    let sms = |number| reminder(Recipient::sms(number).unwrap());
    outbox.enqueue(sms("0912345678")).await;
    outbox.enqueue(sms("0987654321")).await;
    // Two rows of one number, of which one has unsubscribed.
    outbox
        .db
        .execute_unprepared("UPDATE notification_contacts SET fingerprint = NULL")
        .await
        .unwrap();
    let ids = column(
        &outbox,
        "SELECT CAST(token AS TEXT) FROM notification_contacts ORDER BY id",
    )
    .await;
    for (token, address, gone) in [
        (&ids[0], "0912 345 678", "NULL"),
        (&ids[1], "+84912345678", "CURRENT_TIMESTAMP"),
    ] {
        let sql = format!(
            "UPDATE notification_contacts SET address = '{address}', unsubscribed_at = {gone} \
             WHERE token = '{token}'"
        );
        outbox.db.execute_unprepared(&sql).await.unwrap();
    }
    seal_old(&outbox.db, &Vault::new([7; 32])).await.unwrap();
    let withheld = outbox.enqueue(sms("+84 912 345 678")).await;
    let rows = outbox
        .messages
        .list(&*outbox.db, State::Withheld, None, 10)
        .await
        .unwrap();
    assert!(rows.iter().any(|row| row.id == withheld), "{rows:?}");
}

#[rstest]
#[tokio::test]
async fn a_message_moved_or_sealed_otherwise_is_given_up_and_others_go_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    outbox.enqueue(message(LAN, "A")).await;
    outbox
        .db
        .execute_unprepared("UPDATE notifications SET text = subject")
        .await
        .unwrap();
    outbox.enqueue(message("minh@example.vn", "B")).await;
    let kept = Kept::default();
    let done = outbox.deliver(&outbox.worker(kept.clone())).await;
    assert_eq!((done.dead, done.sent), (1, 1));
    let other = Messages::new(Vault::new([8; 32]));
    let dead = other
        .list(&*outbox.db, State::Dead, None, 10)
        .await
        .unwrap();
    assert_eq!(dead[0].error.as_deref(), Some("does not open"));
    assert_eq!(dead[0].address, "?");
}

/// Breaks over one address, and takes the others.
#[derive(Clone, Default)]
struct Poisoned(Kept);

#[async_trait::async_trait]
impl Transport for Poisoned {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        if parcel.address == LAN {
            return Err(Failure::Unreachable("timeout".to_owned()));
        }
        self.0.send(parcel).await
    }
}

#[rstest]
#[tokio::test]
async fn one_message_that_breaks_its_channel_stops_no_others_and_dies(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    let poisoned = Poisoned::default();
    let worker = outbox.worker(poisoned.clone());
    // Urgent, so that nights pass like days.
    let urgent = |to: &str| Outgoing {
        urgent: true,
        ..message(to, "A")
    };
    let poison = outbox.enqueue(urgent(LAN)).await;
    let mut dead = false;
    for round in 0..60 {
        let to = format!("nguoi{round}@example.vn");
        outbox.enqueue(urgent(&to)).await;
        dead |= outbox.deliver(&worker).await.dead > 0;
        // Nobody waits for longer than a channel is left alone.
        outbox.wait(TimeDelta::minutes(6));
        dead |= outbox.deliver(&worker).await.dead > 0;
        assert_eq!(poisoned.0.parcels().len(), round + 1);
        if dead {
            break;
        }
        outbox.wait(TimeDelta::minutes(234));
    }
    assert!(dead, "it is tried for ever");
    let row = &outbox
        .messages
        .list(&*outbox.db, State::Dead, None, 10)
        .await
        .unwrap()[0];
    assert_eq!((row.id, row.attempts), (poison, MAX_ATTEMPTS - 1));
}

#[rstest]
#[tokio::test]
async fn a_channel_down_for_days_loses_nothing_and_for_weeks_is_told(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    let kept = Kept::default();
    let worker = outbox.worker(kept.clone());
    let id = outbox.enqueue(message(LAN, "A")).await;
    kept.fail(Some(Failure::Unreachable("no connection".to_owned())));
    for _ in 0..LONGEST_OUTAGE.num_days() {
        let done = outbox.deliver(&worker).await;
        assert_eq!((done.later, done.dead), (1, 0));
        outbox.wait(TimeDelta::days(1));
    }
    assert_eq!(outbox.deliver(&worker).await.dead, 1);
    // Staff send it again, and it has as long as before.
    staff::retry(&*outbox.db, id, outbox.now).await.unwrap();
    outbox.wait(TimeDelta::minutes(6));
    assert_eq!(outbox.deliver(&worker).await.later, 1);
    kept.fail(None);
    outbox.wait(TimeDelta::minutes(6));
    assert_eq!(outbox.deliver(&worker).await.sent, 1);
}

#[rstest]
#[tokio::test]
async fn operators_see_what_was_given_up_and_send_it_again(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, desk) = app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    let outbox = Outbox {
        db: motcua::app::open_database(app.storage()).await.unwrap(),
        now: app.clock().now(),
        messages: Messages::new(app.vault()),
    };
    let dead = |secret| {
        format!(
            "UPDATE notifications SET state = 'dead', error = 'SMTP 550 5.1.1', claim = NULL, \
             secret = {secret}, ended_at = created_at"
        )
    };
    let night = Outgoing {
        urgent: false,
        ..message(LAN, "A")
    };
    let mut later = outbox.now;
    later += TimeDelta::hours(14);
    let transaction = outbox.db.begin().await.unwrap();
    // Not due yet, so that the server's own worker leaves it alone.
    let id = outbox
        .messages
        .enqueue(&*transaction, later, night)
        .await
        .unwrap();
    transaction.execute_unprepared(&dead("TRUE")).await.unwrap();
    transaction.commit().await.unwrap();
    let page = desk
        .notifications(NotificationState::Dead, &Paging::default())
        .await
        .unwrap();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].address, "l•••@example.vn");
    assert_eq!(page.items[0].error.as_deref(), Some("SMTP 550 5.1.1"));
    let refused = desk.retry_notification(id).await.unwrap_err();
    let ClientError::Problem(problem) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(problem.code, ErrorCode::NotificationSecret);
    outbox.db.execute_unprepared(&dead("FALSE")).await.unwrap();
    desk.retry_notification(id).await.unwrap();
    let (_, administrator) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    let audit = administrator.audit(&Paging::default()).await.unwrap();
    let told = audit
        .items
        .iter()
        .find(|entry| entry.action == "notification.retried")
        .unwrap();
    assert_eq!(told.subject.id, id.to_string());
    let (_, officer) = app
        .signed_in("cb@a.vn", Role::Officer, Some("so-y-te"))
        .await;
    assert!(
        officer
            .notifications(NotificationState::Dead, &Paging::default())
            .await
            .is_err()
    );
}
