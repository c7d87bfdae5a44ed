//! Access tokens that are not ours, or no longer good, are refused.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use motcua::accounts::rotate_keys;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{PASSWORD, from, with};
use motcua_tests::{Bureau, send, spawn_app};
use rstest::rstest;
use serde_json::{Value, json};

const LAN: &str = "lan@hungyen.example";

fn part(token: &str, at: usize) -> Value {
    let part = token.split('.').nth(at).unwrap();
    serde_json::from_slice(&BASE64.decode(part).unwrap()).unwrap()
}

fn encoded(value: &Value) -> String {
    BASE64.encode(value.to_string())
}

/// A token with another header or other claims, under the signature of the true one.
fn forged(token: &str, header: Option<Value>, claims: Option<Value>) -> String {
    let signature = token.split('.').nth(2).unwrap();
    let header = encoded(&header.unwrap_or_else(|| part(token, 0)));
    let claims = encoded(&claims.unwrap_or_else(|| part(token, 1)));
    format!("{header}.{claims}.{signature}")
}

#[tokio::test]
async fn forged_tokens_are_refused_with_401() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, tokens) = app.staff(LAN, Role::Officer, Some("so-tu-phap")).await;
    let good = tokens.access_token;
    let header = part(&good, 0);
    assert_eq!(header["alg"], "EdDSA");
    let claims = part(&good, 1);
    assert_eq!(claims["aud"], "motcua");
    let text = claims.to_string();
    assert!(!text.contains("lan@") && !text.contains("Lan"), "{text}");
    let kid = header["kid"].clone();
    let mut administrator = claims.clone();
    administrator["role"] = json!("administrator");
    let mut elsewhere = claims.clone();
    elsewhere["aud"] = json!("other");
    let none = json!({"alg": "none", "typ": "JWT", "kid": kid});
    let unsigned = format!("{}.{}.", encoded(&none), encoded(&claims));
    for (what, token) in [
        ("alg none", forged(&good, Some(none.clone()), None)),
        ("alg none, unsigned", unsigned),
        (
            "alg HS256",
            forged(&good, Some(json!({"alg": "HS256", "kid": kid})), None),
        ),
        (
            "alg RS256",
            forged(&good, Some(json!({"alg": "RS256", "kid": kid})), None),
        ),
        ("no kid", forged(&good, Some(json!({"alg": "EdDSA"})), None)),
        (
            "another kid",
            forged(&good, Some(json!({"alg": "EdDSA", "kid": "x"})), None),
        ),
        ("another role", forged(&good, None, Some(administrator))),
        ("another audience", forged(&good, None, Some(elsewhere))),
        ("cut off", good[..good.len() - 4].to_owned()),
        ("empty", String::new()),
        ("nonsense", "a.b.c".to_owned()),
        ("long", "a".repeat(5_000)),
    ] {
        let request = app.get("/v1/staff/me").bearer_auth(&token);
        let answer = send(request).await;
        assert_eq!(answer.status, 401, "{what}: {answer:?}");
        drop(answer.problem(ErrorCode::Unauthorized));
    }
    let _ = send(app.get("/v1/staff/me").bearer_auth(&good))
        .await
        .expect(200);
    let _ = send(app.get("/v1/staff/me")).await.expect(401);
    let _ = send(app.get("/v1/staff/me").basic_auth("a", Some("b")))
        .await
        .expect(401);
}

#[tokio::test]
async fn a_token_of_another_key_audience_or_issuer_is_refused_though_well_signed() {
    // Two provinces with keys of their own: the token of one opens nothing at the other.
    let (Some(one), Some(other)) = (Bureau::open(Sqlite).await, Bureau::open(Sqlite).await) else {
        return;
    };
    for bureau in [&one, &other] {
        bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    }
    let tokens = one
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from("10.0.0.1"))
        .await
        .unwrap();
    assert!(
        one.accounts
            .authenticate(&tokens.access_token)
            .await
            .is_ok()
    );
    let refused = other.accounts.authenticate(&tokens.access_token).await;
    assert_eq!(refused.unwrap_err().code(), ErrorCode::Unauthorized);
    one.close().await;
    other.close().await;
}

#[rstest]
#[tokio::test]
async fn a_token_is_good_for_ten_minutes(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let tokens = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from("10.0.0.1"))
        .await
        .unwrap();
    assert_eq!(tokens.expires_in, 600);
    bureau.pass(Duration::seconds(599));
    assert!(
        bureau
            .accounts
            .authenticate(&tokens.access_token)
            .await
            .is_ok()
    );
    bureau.pass(Duration::seconds(1));
    assert!(
        bureau
            .accounts
            .authenticate(&tokens.access_token)
            .await
            .is_err()
    );
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn keys_rotate_with_an_overlap(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let sign_in = || async {
        let signed = bureau
            .accounts
            .sign_in(&with(LAN, PASSWORD), &from("10.0.0.1"))
            .await;
        signed.unwrap().access_token
    };
    let kid = |token: &str| part(token, 0)["kid"].as_str().unwrap().to_owned();
    let old = sign_in().await;
    let new = rotate_keys(&bureau.db, &bureau.vault, bureau.clock.now(), false)
        .await
        .unwrap();
    let new = new.simple().to_string();
    bureau.pass(Duration::seconds(60));
    // Published, and not signing yet.
    let published = bureau.accounts.jwks().await.unwrap();
    assert!(published.keys.iter().any(|key| key.kid == new));
    let between = sign_in().await;
    assert_eq!(kid(&between), kid(&old));
    bureau.pass(Duration::minutes(5));
    assert_eq!(kid(&sign_in().await), new);
    assert!(bureau.accounts.authenticate(&between).await.is_ok());
    bureau.pass(Duration::minutes(20));
    let published = bureau.accounts.jwks().await.unwrap();
    assert_eq!(published.keys.len(), 1);
    bureau.close().await;
}

#[rstest]
#[tokio::test]
async fn a_key_that_became_known_is_ended_at_once(#[values(Sqlite, Postgres)] database: Database) {
    let Some(bureau) = Bureau::open(database).await else {
        return;
    };
    bureau.user(LAN, Role::Officer, Some("so-tu-phap")).await;
    let tokens = bureau
        .accounts
        .sign_in(&with(LAN, PASSWORD), &from("10.0.0.1"))
        .await
        .unwrap();
    rotate_keys(&bureau.db, &bureau.vault, bureau.clock.now(), true)
        .await
        .unwrap();
    bureau.pass(Duration::seconds(60));
    assert!(
        bureau
            .accounts
            .authenticate(&tokens.access_token)
            .await
            .is_err()
    );
    // The session goes on: it gets a token of the new key.
    let next = bureau
        .accounts
        .refresh(&tokens.refresh_token)
        .await
        .unwrap();
    assert!(
        bureau
            .accounts
            .authenticate(&next.access_token)
            .await
            .is_ok()
    );
    bureau.close().await;
}

#[tokio::test]
async fn the_published_keys_check_our_tokens() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, tokens) = app.staff(LAN, Role::Officer, Some("so-tu-phap")).await;
    let answer = send(app.get("/.well-known/jwks.json")).await.expect(200);
    assert_eq!(answer.header("cache-control"), "public, max-age=300");
    let keys = answer.json();
    let kid = part(&tokens.access_token, 0)["kid"].clone();
    let keys = keys["keys"].as_array().unwrap();
    let key = keys.iter().find(|key| key["kid"] == kid).unwrap();
    assert_eq!(
        (&key["kty"], &key["crv"]),
        (&json!("OKP"), &json!("Ed25519"))
    );
    assert!(key.get("d").is_none(), "the private part is told");
    assert_eq!(BASE64.decode(key["x"].as_str().unwrap()).unwrap().len(), 32);
}
