//! What becomes of a conversation: replayed, masked, bounded, never mixed up.

use mobile_contract::ErrorCode;
use mobile_contract::chat::NewMessage;
use mobile_contract::limits::CONVERSATION_MESSAGES;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{App, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

/// The first column of every row of a query, as text.
async fn column(app: &App, sql: &str) -> Vec<String> {
    let db = app.database().await;
    let query = Statement::from_string(db.get_database_backend(), sql);
    let rows = db.query_all_raw(query).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}

async fn said_by_citizens(app: &App) -> Vec<String> {
    column(
        app,
        "SELECT text FROM messages WHERE author = 'citizen' ORDER BY position",
    )
    .await
}

#[rstest]
#[tokio::test]
async fn a_message_sent_again_is_answered_once(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let say = |text: &'static str, key: &'static str| {
        let (client, conversation) = (citizen.client.clone(), citizen.conversation.clone());
        async move {
            client
                .say(&conversation, &NewMessage::from(text), Some(key))
                .await
        }
    };
    let first = say("khai sinh cần giấy tờ gì", "lan-1").await.unwrap();
    let again = say("khai sinh cần giấy tờ gì", "lan-1").await.unwrap();
    assert_eq!(first, again);
    assert_eq!(said_by_citizens(&app).await.len(), 1);

    let other = say("mất căn cước", "lan-1").await.unwrap_err();
    assert_eq!(
        other.problem().map(|p| (p.status, p.code)),
        Some((409, ErrorCode::IdempotencyConflict)),
        "{other}"
    );
    let next = say("khai sinh cần giấy tờ gì", "lan-2").await.unwrap();
    assert_ne!(next.id, first.id);
    assert_eq!(said_by_citizens(&app).await.len(), 2);

    // Another conversation's keys are its own.
    let stranger = app.citizen().await;
    let theirs = stranger
        .client
        .say(
            &stranger.conversation,
            &"mất căn cước".into(),
            Some("lan-1"),
        )
        .await;
    assert_ne!(theirs.unwrap().id, first.id);
}

#[rstest]
#[tokio::test]
async fn the_same_request_twice_at_once_is_one_turn(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for round in 0..5 {
        let citizen = app.citizen().await;
        let (message, key) = (
            NewMessage::from("khai sinh cần giấy tờ gì"),
            format!("vong-{round}"),
        );
        let say = || {
            citizen
                .client
                .say(&citizen.conversation, &message, Some(&key))
        };
        let (a, b, c) = tokio::join!(say(), say(), say());
        let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
        assert!(a == b && b == c, "{a:?}\n{b:?}\n{c:?}");
        assert_eq!(said_by_citizens(&app).await.len(), round + 1);
    }
}

#[rstest]
#[tokio::test]
async fn messages_sent_at_once_each_get_their_own_place(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let say = |text| citizen.say(text);
    let _ = tokio::join!(
        say("khai sinh"),
        say("kết hôn"),
        say("khai tử"),
        say("hộ chiếu"),
        say("tạm trú"),
        say("sao y")
    );
    let positions = column(
        &app,
        "SELECT CAST(m.position AS TEXT) FROM messages m ORDER BY m.position",
    )
    .await;
    let expected: Vec<_> = (0..13).map(|position: i32| position.to_string()).collect();
    assert_eq!(positions, expected);
}

#[rstest]
#[case("căn cước của tôi là 033099001234, làm lại ở đâu", "033099001234")]
#[case("so dien thoai cua toi 0912 345 678", "0912 345 678")]
#[case("stk 1903-4567-8901-23 co can khong", "1903-4567-8901-23")]
#[tokio::test]
async fn personal_numbers_are_not_kept(#[case] said: &str, #[case] number: &str) {
    for db in [Sqlite, Postgres] {
        let Some(app) = spawn_app(db).await else {
            continue;
        };
        let answer = app.citizen().await.say(said).await;
        assert!(!answer.text.contains(number), "{answer:?}");
        let last: String = number
            .chars()
            .rev()
            .take(2)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        for sql in [
            "SELECT text FROM messages WHERE author = 'citizen'",
            "SELECT COALESCE(answer, '') FROM messages",
            "SELECT topic FROM conversations",
            "SELECT body FROM idempotency_keys",
        ] {
            let kept = column(&app, sql).await.join("\n");
            assert!(!kept.contains(number), "{sql}: {kept}");
        }
        let kept = said_by_citizens(&app).await.join("\n");
        assert!(kept.contains('•') && kept.contains(&last), "{kept}");
    }
}

#[rstest]
#[tokio::test]
async fn only_a_hash_of_the_token_is_kept(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    let hashes = column(&app, "SELECT token_hash FROM conversations").await;
    assert_eq!(hashes.len(), 1);
    assert!(!hashes[0].contains(citizen.conversation.token()));
}

#[rstest]
#[tokio::test]
async fn a_conversation_ends_at_its_longest(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let citizen = app.citizen().await;
    // As if almost everything had been said already; positions need not be dense.
    let almost = CONVERSATION_MESSAGES - 3;
    let db = app.database().await;
    db.execute_unprepared(&format!("UPDATE conversations SET messages = {almost}"))
        .await
        .unwrap();
    let mut said = 0;
    let refused = loop {
        match citizen
            .client
            .say(&citizen.conversation, &"khai sinh".into(), None)
            .await
        {
            Ok(_) => said += 1,
            Err(refused) => break refused,
        }
        assert!(said < 10, "no end");
    };
    assert_eq!(
        refused.problem().map(|p| (p.status, p.code)),
        Some((409, ErrorCode::ConversationFull)),
        "{refused}"
    );
    assert!(said >= 1);
    let kept = column(&app, "SELECT CAST(messages AS TEXT) FROM conversations").await;
    let kept: u32 = kept[0].parse().unwrap();
    assert!(
        kept <= CONVERSATION_MESSAGES,
        "{kept} messages are kept, {CONVERSATION_MESSAGES} may be"
    );
    let _ = app.citizen().await.say("khai sinh").await;
}

#[rstest]
#[tokio::test]
async fn a_number_in_a_question_that_is_asked_back_is_not_kept(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let asked = app
        .citizen()
        .await
        .say("cấp lại giấy chứng nhận 0912345678")
        .await;
    assert!(!asked.options.is_empty(), "{asked:?}");
    let topics = column(&app, "SELECT topic FROM conversations")
        .await
        .join("\n");
    assert!(
        topics.contains("giấy chứng nhận") && !topics.contains("09123456"),
        "{topics}"
    );
}
