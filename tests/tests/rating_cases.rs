//! Every rating with something to answer is looked into and answered, by the agency of the counter alone,
//! and nobody there learns who gave it.

mod answering;
mod confidential;
mod kind;
mod whose;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, SignedIn, TicketKey};
use mobile_contract::rating::NewServiceRating;
use mobile_contract::ticket::{NewAnswer, NewFinding, TicketCode};
use motcua_tests::app::{PASSWORD, with};
use motcua_tests::rated::{QR, visited};
use motcua_tests::{App, codes};

const FOUND: &str = "Đã xem lại lượt lấy số: chờ 70 phút vì một quầy nghỉ.";
const ANSWER: &str = "Xin lỗi bạn đã phải chờ. Từ tuần này, bạn lấy số trước trên Cổng dịch vụ công rồi đến đúng giờ hẹn.";
const MAIL: &str = "hoa.nguyen@thu.example";

/// A case, its agency, and somebody there.
struct Case {
    key: TicketKey,
    agency: String,
    lan: SignedIn,
}

impl Case {
    fn code(&self) -> &TicketCode {
        self.key.code()
    }
}

async fn case(app: &App, rating: &NewServiceRating) -> Case {
    let rated = visited(&app.client(), QR, rating).await;
    let agency = rated.agency.unwrap().id.to_string();
    let key = TicketKey::from(&rated.receipt.unwrap());
    let (_, lan) = app
        .signed_in("lan@a.vn", Role::Officer, Some(&agency))
        .await;
    Case { key, agency, lan }
}

async fn again(app: &App, login: &str) -> SignedIn {
    let client = app.client();
    let tokens = client.login(&with(login, PASSWORD)).await.unwrap();
    client.signed_in(tokens.access_token)
}

fn finding(revision: i32, text: &str) -> NewFinding {
    NewFinding {
        revision,
        text: text.to_owned(),
    }
}

fn answer(revision: i32) -> NewAnswer {
    NewAnswer {
        revision,
        text: Some(ANSWER.to_owned()),
        cites: Vec::new(),
        anyway: true,
    }
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

/// The agency that a dossier lies with.
const HANDLER: &str = "ubnd-xa-yen-my";

/// What stands behind `/q/` in the picture on the receipt of a dossier.
async fn receipt(app: &App) -> String {
    let (_, link) = codes::receipt(app, "H31.12.45-261120-0012", HANDLER).await;
    codes::tail(&link).to_owned()
}
