//! Messages reach people: through a real mail server, in order, at bearable hours.

use chrono::TimeDelta;
use mobile_contract::{ErrorCode, Locale};
use motcua::notifications::Failure;
use motcua::notifications::{
    About, Channel, Delivered, MAX_ATTEMPTS, OneTimeCode, Outgoing, Recipient, State, Template,
    staff,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::outbox::{Kept, Outbox, message, smtp};
use motcua_tests::smtp::MailServer;
use rstest::rstest;
use uuid::Uuid;

const LAN: &str = "lan@example.vn";

fn sent(number: u64) -> Delivered {
    Delivered {
        sent: number,
        ..Delivered::default()
    }
}

#[rstest]
#[tokio::test]
async fn a_mail_arrives_as_it_was_written(#[values(Sqlite, Postgres)] db: Database) {
    let (Some(outbox), Some(server)) = (Outbox::open(db).await, MailServer::start()) else {
        return;
    };
    let ticket = Uuid::now_v7();
    let mut outgoing = message(LAN, "7K3M-9QK2");
    outgoing.about = Some(About {
        kind: "ticket",
        id: ticket,
    });
    outgoing.reply_to = Some("reply+abc.def@example.vn".to_owned());
    outgoing.unsubscribe = true;
    let id = outbox.enqueue(outgoing).await;
    let worker = outbox.worker(smtp(server.port()));
    assert_eq!(outbox.deliver(&worker).await, sent(1));
    assert_eq!(outbox.deliver(&worker).await, sent(0));

    let mails = server.mails();
    let [mail] = mails.as_slice() else {
        panic!("{mails:?}");
    };
    let header = |name: &str| mail["headers"][name].as_str().unwrap_or_default();
    assert_eq!(mail["defects"], serde_json::json!([]));
    assert_eq!(mail["ascii"], true, "some clients read only ASCII headers");
    assert_eq!(mail["rcpt"], serde_json::json!([LAN]));
    assert_eq!(header("subject"), "Phiếu 7K3M-9QK2 được mở lại");
    assert_eq!(mail["to_name"], "Ủy ban nhân dân phường Mỹ Hào");
    assert_eq!(header("from"), "Một Cửa Hưng Yên <mot-cua@example.vn>");
    assert!(header("reply-to").contains("<reply+abc.def@example.vn>"));
    assert_eq!(
        header("message-id"),
        format!("<{}@example.vn>", id.simple())
    );
    assert_eq!(
        header("references"),
        format!("<ticket.{}@example.vn>", ticket.simple())
    );
    assert_eq!(header("auto-submitted"), "auto-generated");
    let link = header("list-unsubscribe");
    assert!(
        link.starts_with("<https://motcua.example.vn/v1/notifications/unsubscribe?token="),
        "{link}"
    );
    assert_eq!(
        header("list-unsubscribe-post"),
        "List-Unsubscribe=One-Click"
    );
    for part in ["text", "html"] {
        let part = mail[part].as_str().unwrap();
        assert!(part.contains("Tôi hỏi phí, chưa thấy trả lời."), "{part}");
        assert!(part.contains("https://motcua.example.vn/phieu/7K3M-9QK2"));
        assert!(part.contains("https://motcua.example.vn/thong-bao/ngung?token="));
    }
}

#[rstest]
#[tokio::test]
async fn a_message_is_sent_only_if_its_business_is_done(#[values(Sqlite, Postgres)] db: Database) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    let transaction = outbox.db.begin().await.unwrap();
    let undone = outbox
        .messages
        .enqueue(&*transaction, outbox.now, message(LAN, "A"))
        .await;
    assert!(undone.is_ok());
    drop(transaction);
    let kept = Kept::default();
    assert_eq!(outbox.deliver(&outbox.worker(kept.clone())).await, sent(0));
    assert!(kept.parcels().is_empty());
}

#[rstest]
#[tokio::test]
async fn two_messages_of_one_key_are_one(#[values(Sqlite, Postgres)] db: Database) {
    let Some(outbox) = Outbox::open(db).await else {
        return;
    };
    let keyed = |code| Outgoing {
        dedup_key: Some("ticket:1:received".to_owned()),
        ..message(LAN, code)
    };
    let first = outbox.enqueue(keyed("A")).await;
    assert_eq!(outbox.enqueue(keyed("B")).await, first);
    let kept = Kept::default();
    assert_eq!(outbox.deliver(&outbox.worker(kept.clone())).await, sent(1));
    assert_eq!(kept.subjects(), ["Phiếu A được mở lại"]);
}

#[rstest]
#[tokio::test]
async fn at_night_only_what_is_urgent_goes_out(#[values(Sqlite, Postgres)] db: Database) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    // Eleven in the evening in Vietnam.
    outbox.wait(TimeDelta::hours(14));
    outbox.enqueue(message(LAN, "A")).await;
    let urgent = Outgoing {
        urgent: true,
        ..message(LAN, "B")
    };
    outbox.enqueue(urgent).await;
    let kept = Kept::default();
    let worker = outbox.worker(kept.clone());
    assert_eq!(outbox.deliver(&worker).await, sent(1));
    assert_eq!(kept.subjects(), ["Phiếu B được mở lại"]);
    // 06:59, and 07:00.
    outbox.wait(TimeDelta::minutes(7 * 60 + 59));
    assert_eq!(outbox.deliver(&worker).await, sent(0));
    outbox.wait(TimeDelta::minutes(1));
    assert_eq!(outbox.deliver(&worker).await, sent(1));
}

#[rstest]
#[tokio::test]
async fn what_waits_keeps_its_place_before_what_came_later(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    let kept = Kept::default();
    let worker = outbox.worker(kept.clone());
    outbox.enqueue(message(LAN, "A")).await;
    kept.fail(Some(Failure::Temporary("SMTP 450".to_owned())));
    assert_eq!(outbox.deliver(&worker).await.later, 1);
    kept.fail(None);
    outbox.enqueue(message("Lan@example.vn", "B")).await;
    outbox.enqueue(message("minh@example.vn", "C")).await;
    // Another's mail does not wait for hers.
    assert_eq!(outbox.deliver(&worker).await, sent(1));
    outbox.wait(TimeDelta::minutes(2));
    assert_eq!(outbox.deliver(&worker).await, sent(2));
    let subjects = kept.subjects();
    assert_eq!(
        subjects,
        ["C", "A", "B"].map(|code| format!("Phiếu {code} được mở lại"))
    );
}

#[rstest]
#[tokio::test]
async fn a_code_that_is_no_longer_taken_does_not_arrive_and_is_forgotten(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    let code = |digits: &str| {
        let template = Template::OneTimeCode(OneTimeCode {
            code: digits.to_owned(),
            expires_at: outbox.now + TimeDelta::minutes(5),
        });
        Outgoing {
            urgent: true,
            ..Outgoing::new(Recipient::mail(LAN, None).unwrap(), template, Locale::Vi)
        }
    };
    let (first, late) = (code("111111"), code("222222"));
    let kept = Kept::default();
    let worker = outbox.worker(kept.clone());
    outbox.enqueue(first).await;
    assert_eq!(outbox.deliver(&worker).await, sent(1));
    let id = outbox.enqueue(late).await;
    outbox.wait(TimeDelta::minutes(6));
    assert_eq!(outbox.deliver(&worker).await.dead, 1);
    assert_eq!(kept.parcels().len(), 1);
    assert!(kept.parcels()[0].text.contains("111111"));
    // Neither code is in the database any more, and so the second cannot be sent again.
    let words = words(&outbox).await;
    assert!(words.iter().all(String::is_empty), "{words:?}");
    let again = staff::retry(&*outbox.db, id, outbox.now).await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::NotificationSecret);
}

async fn words(outbox: &Outbox) -> Vec<String> {
    use sea_orm::{ConnectionTrait, Statement};
    let sql = "SELECT text || html FROM notifications";
    let query = Statement::from_string(outbox.db.get_database_backend(), sql);
    let rows = outbox.db.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

#[rstest]
#[tokio::test]
async fn what_is_refused_for_good_is_seen_by_staff_and_sent_again(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(mut outbox), Some(server)) = (Outbox::open(db).await, MailServer::start()) else {
        return;
    };
    let worker = outbox.worker(smtp(server.port()));
    let id = outbox.enqueue(message("never@example.vn", "A")).await;
    outbox.enqueue(message("later@example.vn", "B")).await;
    let first = outbox.deliver(&worker).await;
    assert_eq!((first.dead, first.later), (1, 1));
    let dead = outbox
        .messages
        .list(&*outbox.db, State::Dead, None, 10)
        .await
        .unwrap();
    let [entry] = dead.as_slice() else {
        panic!("{dead:?}");
    };
    assert_eq!((entry.id, entry.channel), (id, Some(Channel::Mail)));
    assert_eq!(entry.error.as_deref(), Some("SMTP 550 5.1.1"));
    assert_eq!(entry.address, "n•••@example.vn");
    // What is refused for now is given up in the end.
    for _ in 1..MAX_ATTEMPTS {
        assert_eq!(
            outbox
                .messages
                .list(&*outbox.db, State::Dead, None, 10)
                .await
                .unwrap()
                .len(),
            1
        );
        outbox.wait(TimeDelta::hours(24));
        outbox.deliver(&worker).await;
    }
    let dead = outbox
        .messages
        .list(&*outbox.db, State::Dead, None, 10)
        .await
        .unwrap();
    assert_eq!(dead.len(), 2);
    assert_eq!(dead[0].attempts, 11);
    let kept = Kept::default();
    staff::retry(&*outbox.db, id, outbox.now).await.unwrap();
    assert_eq!(outbox.deliver(&outbox.worker(kept.clone())).await, sent(1));
    assert_eq!(kept.parcels()[0].id, id);
    let twice = staff::retry(&*outbox.db, id, outbox.now).await;
    assert_eq!(twice.unwrap_err().code(), ErrorCode::NotFound);
    // It comes back after all.
    let message_id = format!("<{}@example.vn>", id.simple());
    let noted = staff::bounced(&*outbox.db, &message_id, Some("5.1.1"), outbox.now).await;
    assert!(noted.unwrap());
    assert!(
        !staff::bounced(&*outbox.db, "<x@y>", None, outbox.now)
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn what_could_break_a_header_is_refused() {
    let Some(outbox) = Outbox::open(Sqlite).await else {
        return;
    };
    let injected = message(LAN, "A\r\nBcc: x@y.vn");
    let refused = outbox.try_enqueue(injected).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Invalid);
    for reply_to in ["a@b.vn\r\nBcc: x@y.vn", "a@b.vn, c@d.vn", "không"] {
        let outgoing = Outgoing {
            reply_to: Some(reply_to.to_owned()),
            ..message(LAN, "A")
        };
        let refused = outbox.try_enqueue(outgoing).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Invalid, "{reply_to:?}");
    }
}
