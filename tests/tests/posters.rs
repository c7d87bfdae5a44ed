//! Posters with the codes of counters: what is printed leads to its counter, and whose one may print.

mod lacking;
mod printing;
mod refused;

use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn};
use mobile_contract::qr::ScannedCode;
use mobile_contract::{ErrorCode, Slug};
use motcua_tests::Database;
use motcua_tests::app::Setup;
use motcua_tests::{App, send};

const PUBLIC: &str = "https://motcua.example.vn";
const WARD: &str = "ubnd-phuong-my-hao";
const COUNTER: &str = "hcc-phuong-my-hao-ho-tich";
const FOREIGN: &str = "cong-an-tinh-xe-va-bang-lai";

async fn province(db: Database) -> Option<App> {
    let setup = Setup {
        public_url: Some(PUBLIC.to_owned()),
        ..Setup::default()
    };
    App::spawn(db, setup).await
}

async fn keeper(app: &App) -> SignedIn {
    let (_, keeper) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    keeper
}

fn slug(id: &str) -> Slug {
    id.parse().unwrap()
}

/// The code and status of a refusal.
fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (u16, ErrorCode, String) {
    match answer {
        Err(ClientError::Problem(problem)) => {
            let detail = problem.detail.clone().unwrap_or_default();
            (problem.status, problem.code, detail)
        }
        other => panic!("{other:?}"),
    }
}

/// What a scanned address means, asked of the server as a phone asks it.
async fn scanned(app: &App, link: &str) -> ScannedCode {
    let tail = link.rsplit_once('/').unwrap().1;
    send(app.get(&format!("/v1/qr/{tail}")))
        .await
        .expect(200)
        .read()
}
