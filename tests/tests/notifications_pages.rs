//! What people see: unsubscribing by one click and by hand, and mail in files for developers.

use motcua::app::open_database;
use motcua::config::Notifications;
use motcua::notifications::{Outbox as Messages, Outgoing, State};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::outbox::{Kept, Outbox, message};
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

const LAN: &str = "lan@example.vn";

fn reminder(code: &str) -> Outgoing {
    Outgoing {
        unsubscribe: true,
        ..message(LAN, code)
    }
}

/// The outbox of a running server, whose own worker is at work on it as well.
async fn outbox_of(app: &App) -> Outbox {
    Outbox {
        db: open_database(app.storage()).await.unwrap(),
        now: app.clock().now(),
        messages: Messages::new(app.vault()),
    }
}

/// A token as it stands in a mail that a server of ours has sent elsewhere.
async fn token(outbox: &Outbox) -> String {
    use sea_orm::{ConnectionTrait, Statement};
    let sql = "SELECT id, token FROM notification_contacts";
    let query = Statement::from_string(outbox.db.get_database_backend(), sql);
    let row = outbox.db.query_one_raw(query).await.unwrap().unwrap();
    let id: uuid::Uuid = row.try_get_by_index(0).unwrap();
    let secret: String = row.try_get_by_index(1).unwrap();
    format!("{}.{secret}", id.simple())
}

#[rstest]
#[tokio::test]
async fn one_click_ends_reminders_and_nothing_else(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let outbox = outbox_of(&app).await;
    outbox.enqueue(reminder("A")).await;
    let token = token(&outbox).await;
    let click = |token: &str| {
        app.post(&format!("/v1/notifications/unsubscribe?token={token}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click")
    };
    for wrong in [
        "",
        "x",
        &token[..token.len() - 1],
        "0198c0de000070008000000000000000.abc",
    ] {
        let _ = send(click(wrong)).await.expect(404);
    }
    let _ = send(click(&token)).await.expect(204);
    let _ = send(click(&token)).await.expect(204);
    let withheld = outbox.enqueue(reminder("B")).await;
    let asked_for = outbox.enqueue(message(LAN, "C")).await;
    let rows = outbox
        .messages
        .list(&*outbox.db, State::Withheld, None, 10)
        .await
        .unwrap();
    assert!(rows.iter().any(|row| row.id == withheld), "{rows:?}");
    assert!(rows.iter().all(|row| row.id != asked_for), "{rows:?}");
}

#[rstest]
#[tokio::test]
async fn what_is_queued_already_is_withheld(#[values(Sqlite, Postgres)] db: Database) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    outbox.enqueue(reminder("A")).await;
    let token = token(&outbox).await;
    motcua::notifications::unsubscribe(&*outbox.db, &token, outbox.now)
        .await
        .unwrap();
    let kept = Kept::default();
    let done = outbox.deliver(&outbox.worker(kept.clone())).await;
    assert_eq!((done.withheld, done.sent), (1, 0));
    assert!(kept.parcels().is_empty());
}

#[tokio::test]
async fn opening_the_link_changes_nothing_and_the_button_does() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let outbox = outbox_of(&app).await;
    outbox.enqueue(reminder("A")).await;
    let token = token(&outbox).await;
    let path = format!("/thong-bao/ngung?token={token}");
    for _ in 0..2 {
        let page = send(app.get(&path)).await.expect(200);
        assert!(page.text().contains("Không nhận thư nhắc nữa"));
    }
    let press = |reminders: &str| {
        app.post("/thong-bao/ngung")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("token={token}&reminders={reminders}"))
    };
    let page = send(press("false")).await.expect(200);
    assert!(page.text().contains("Bạn sẽ không nhận thư nhắc nữa"));
    let page = send(press("true")).await.expect(200);
    assert!(page.text().contains("Bạn đang nhận thư nhắc"));
}

#[tokio::test]
async fn mail_in_files_is_shown_and_only_where_it_is_not_sent() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let empty = send(app.get("/dev/mail")).await.expect(200);
    assert!(empty.text().contains("No mail yet"));
    let outbox = outbox_of(&app).await;
    let id = outbox.enqueue(message(LAN, "<b>7K3M</b>")).await;
    // The server's own worker finds it within a second.
    let page = loop {
        let answer = send(app.get(&format!("/dev/mail/{id}"))).await;
        if answer.status == 200 {
            break answer;
        }
        tokio::task::yield_now().await;
    };
    assert!(
        page.text()
            .contains("Phiếu &#60;b&#62;7K3M&#60;/b&#62; được mở lại")
    );
    let list = send(app.get("/dev/mail")).await.expect(200);
    assert!(list.text().contains(LAN));
    let setup = Setup {
        notifications: Notifications {
            smtp_url: Some("smtp://127.0.0.1:1?tls=none".parse().unwrap()),
            ..Notifications::default()
        },
        ..Setup::default()
    };
    let Some(real) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let _ = send(real.get("/dev/mail")).await.expect(404);
}
