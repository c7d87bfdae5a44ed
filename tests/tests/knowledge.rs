//! What the assistant knows, read through the API.

use mobile_contract::ErrorCode;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::{send, spawn_app};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn a_code_that_nobody_has_is_told_by_a_stable_code(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    for path in [
        "/v1/procedures/9.999999",
        "/v1/procedures/khai-sinh",
        "/v1/procedures/%00",
    ] {
        let _ = send(app.get(path))
            .await
            .expect(404)
            .problem(ErrorCode::ProcedureNotFound);
    }
}
