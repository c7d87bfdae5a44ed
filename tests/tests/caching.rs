//! Entity tags, compression, and HEAD: what saves a phone its data.

use std::io::Read;

use motcua_tests::Database::Sqlite;
use motcua_tests::{send, spawn_app};
use reqwest::Method;
use reqwest::header::{ACCEPT_ENCODING, IF_NONE_MATCH};
use rstest::rstest;

#[rstest]
#[case("/v1/procedures/1.001193")]
#[case("/v1/procedures?limit=5")]
#[case("/v1/fields")]
#[case("/v1/faqs")]
#[case("/v1/agencies/so-tu-phap")]
#[case("/v1/places")]
#[case("/v1/search?q=khai%20sinh")]
#[case("/v1/qr/JVQ4GCU")]
#[case("/openapi.json")]
#[case("/static/app.css")]
#[tokio::test]
async fn what_has_not_changed_is_not_sent_again(#[case] path: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let first = send(app.get(path)).await.expect(200);
    let tag = first.header("etag");
    assert!(!tag.is_empty(), "{first:?}");
    let again = send(app.get(path).header(IF_NONE_MATCH, tag))
        .await
        .expect(304);
    assert!(again.body.is_empty(), "{again:?}");
    assert_eq!(again.header("etag"), tag);
    let strong = tag.trim_start_matches("W/");
    let listed = app
        .get(path)
        .header(IF_NONE_MATCH, format!("\"khac\", {strong}"));
    let _ = send(listed).await.expect(304);
    let _ = send(app.get(path).header(IF_NONE_MATCH, "\"khac\""))
        .await
        .expect(200);
}

#[tokio::test]
async fn answers_are_compressed_for_who_asks() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let path = "/v1/procedures/1.001193";
    let plain = send(app.get(path)).await.expect(200);
    assert_eq!(plain.header("content-encoding"), "");
    for encoding in ["gzip", "br"] {
        let small = send(app.get(path).header(ACCEPT_ENCODING, encoding))
            .await
            .expect(200);
        assert_eq!(small.header("content-encoding"), encoding);
        assert!(
            small
                .header("vary")
                .to_lowercase()
                .contains("accept-encoding"),
            "{small:?}"
        );
        assert_eq!(small.header("etag"), plain.header("etag"));
        assert!(
            small.body.len() * 2 < plain.body.len(),
            "{encoding}: {}",
            small.body.len()
        );
    }
    let small = send(app.get(path).header(ACCEPT_ENCODING, "gzip")).await;
    let mut whole = Vec::new();
    flate2::read::GzDecoder::new(small.body.as_slice())
        .read_to_end(&mut whole)
        .unwrap();
    assert_eq!(whole, plain.body);
}

#[rstest]
#[case("/")]
#[case("/v1/procedures/1.001193")]
#[case("/v1/search?q=khai%20sinh")]
#[case("/livez")]
#[case("/static/app.js")]
#[tokio::test]
async fn head_tells_what_get_would_send(#[case] path: &str) {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let whole = send(app.get(path)).await.expect(200);
    let head = send(app.request(Method::HEAD, path)).await.expect(200);
    assert!(head.body.is_empty());
    for name in ["content-type", "content-length", "etag"] {
        assert_eq!(head.header(name), whole.header(name), "{name}: {head:?}");
    }
}
