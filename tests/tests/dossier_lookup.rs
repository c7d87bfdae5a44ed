//! Looking a dossier up: what opens it, what does not, and what nobody can tell from that.

mod guessing;
mod sent_codes;
mod shown;

use mobile_contract::ErrorCode;
use mobile_contract::client::ClientError;
use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::dossier::lookup::{DossierLookup, DossierOtpRequest, DossierView};
use motcua_tests::Database;
use motcua_tests::followed::{CODE, OTHER, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::http::Answer;
use motcua_tests::{App, send, spawn_app};
use sea_orm::ConnectionTrait;
use serde_json::json;
use uuid::Uuid;

/// Well formed, and nobody's.
const NOBODYS: &str = "H31.12.45-261120-9999";

async fn with_dossiers(db: Database) -> Option<App> {
    let app = spawn_app(db).await?;
    app.told(&[received(CODE), other()]).await;
    Some(app)
}

fn other() -> DossierEvent {
    let mut other = received(OTHER);
    let applicant = other.applicant.as_mut().unwrap();
    applicant.phone = Some("0987 000 111".to_owned());
    applicant.id_number = None;
    other
}

async fn open(app: &App, code: &str, proof: &str) -> Result<DossierView, ClientError> {
    open_by(app, code, proof, None).await
}

async fn open_by(
    app: &App,
    code: &str,
    proof: &str,
    challenge: Option<Uuid>,
) -> Result<DossierView, ClientError> {
    let lookup = DossierLookup {
        code: code.parse().unwrap(),
        proof: proof.to_owned(),
        challenge,
    };
    app.client().look_up_dossier(&lookup).await
}

fn code_of(refused: Result<DossierView, ClientError>) -> Option<ErrorCode> {
    refused.err()?.problem().map(|p| p.code)
}

async fn tried(app: &App, code: &str, proof: &str) -> Answer {
    let body = json!({"code": code, "proof": proof});
    send(app.post("/v1/dossiers/lookup").json(&body)).await
}

/// A row of numbers from the database.
async fn numbers(app: &App, sql: &str) -> Vec<i64> {
    let database = app.database().await;
    let backend = database.get_database_backend();
    let rows = sea_orm::Statement::from_string(backend, sql.to_owned());
    let rows = database.query_all_raw(rows).await.unwrap();
    rows.iter()
        .map(|row| row.try_get("", "n").unwrap())
        .collect()
}

/// The same, with a gateway for text messages.
async fn with_gateway(db: Database) -> Option<(App, Gateway)> {
    let gateway = Gateway::start();
    let app = gateway.app(db).await?;
    app.told(&[received(CODE), other()]).await;
    Some((app, gateway))
}

async fn ask(app: &App, code: &str, phone: &str) -> Uuid {
    let request = DossierOtpRequest {
        code: code.parse().unwrap(),
        phone: phone.parse().unwrap(),
    };
    let challenge = app.client().ask_dossier_code(&request).await;
    challenge.unwrap().challenge
}

/// The digits that were sent last, once they are there.
async fn digits((app, gateway): &(App, Gateway), count: usize) -> String {
    for _ in 0..200 {
        let texts = gateway.texts(app, "+84912345678").await;
        if texts.len() == count {
            let text = &texts[count - 1];
            return text.split_whitespace().next().unwrap().to_owned();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no code was sent");
}
