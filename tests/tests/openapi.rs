//! The contract as a document: the same everywhere, and true.

use std::path::Path;

use motcua_tests::Database::Sqlite;
use motcua_tests::{program, send, spawn_app};
use reqwest::Method;
use serde_json::Value;

fn printed() -> String {
    program::run(&["openapi"]).success().to_owned()
}

#[tokio::test]
async fn the_server_serves_what_the_program_prints() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let served = send(app.get("/openapi.json")).await.expect(200).json();
    let printed: Value = serde_saphyr::from_str(&printed()).unwrap();
    assert_eq!(served, printed);
}

#[test]
fn the_file_in_the_repository_is_what_the_program_prints() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
    let kept = std::fs::read_to_string(file).unwrap();
    // Not assert_eq: nobody reads two thousand lines twice.
    assert!(
        kept == printed(),
        "openapi.yaml is out of date: run `motcua openapi > openapi.yaml`"
    );
}

#[tokio::test]
async fn every_path_in_it_is_routed_with_its_methods() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let document = send(app.get("/openapi.json")).await.expect(200).json();
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 15, "{paths:?}");
    for (path, operations) in paths {
        let path = path
            .replace("{id}", "0198c0de-0000-7000-8000-000000000000")
            .replace("{code}", "JVQ4GCU");
        // No operation looks for properties: a path that is routed says so, one that is not is unknown.
        let answer = send(app.request(Method::from_bytes(b"PROPFIND").unwrap(), &path)).await;
        assert_eq!(answer.status, 405, "{path} is not routed: {answer:?}");
        let declared: Vec<_> = operations
            .as_object()
            .unwrap()
            .keys()
            .map(|m| m.to_uppercase())
            .collect();
        assert!(
            declared.iter().all(|m| answer.header("allow").contains(m)),
            "{path}: {declared:?}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn every_operation_explains_itself() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let document = send(app.get("/openapi.json")).await.expect(200).json();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for part in ["summary", "description", "operationId"] {
                assert!(
                    operation[part]
                        .as_str()
                        .is_some_and(|text| !text.is_empty()),
                    "{method} {path}: {part}"
                );
            }
            let responses = operation["responses"].as_object().unwrap();
            assert!(
                responses.contains_key("500"),
                "{method} {path} hides its errors"
            );
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                assert!(
                    parameter["description"]
                        .as_str()
                        .is_some_and(|d| !d.is_empty()),
                    "{method} {path}: {parameter}"
                );
            }
        }
    }
}

#[tokio::test]
async fn the_reference_pages_need_no_other_host() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let moved = send(app.get("/docs")).await;
    assert_eq!((moved.status, moved.header("location")), (308, "/docs/"));
    let page = send(app.get("/docs/").header("accept-encoding", "gzip"))
        .await
        .expect(200);
    let page = unpacked(&page);
    assert!(page.contains("swagger-ui"), "{page}");
    for outside in ["http://", "https://", "\"//"] {
        assert!(
            !page.contains(&format!("src={outside}"))
                && !page.contains(&format!("src=\"{outside}")),
            "{page}"
        );
    }
    for file in [
        "swagger-ui.css",
        "swagger-ui-bundle.js",
        "swagger-initializer.js",
    ] {
        let _ = send(app.get(&format!("/docs/{file}"))).await.expect(200);
    }
}

fn unpacked(answer: &motcua_tests::Answer) -> String {
    if answer.header("content-encoding") != "gzip" {
        return answer.text();
    }
    std::io::read_to_string(flate2::read::GzDecoder::new(answer.body.as_slice())).unwrap()
}
