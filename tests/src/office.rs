//! An agency that has no account but a mailbox, and a ticket of a citizen with it.

use mobile_contract::client::TicketKey;
use mobile_contract::mail::{MailOutcome, MailReason, MailResult};
use mobile_contract::ticket::{NewContact, NewTicket};
use motcua::config::Notifications;

use crate::app::{App, Database};
use crate::letters::{Letter, with_mail};

/// The agency.
pub const AGENCY: &str = "ubnd-xa-yen-my";
/// Its mailbox.
pub const OFFICE: &str = "motcua.yenmy@hungyen.example";
/// Who asks.
pub const CITIZEN: &str = "hoa.nguyen@thu.example";
/// An answer that passes the check before sending.
pub const ANSWER: &str = "Bạn mang giấy hẹn đến bộ phận một cửa của xã để nhận kết quả.";

/// A question for the agency.
#[must_use]
pub fn about_birth() -> NewTicket {
    NewTicket {
        text: "Tôi nộp hồ sơ khai sinh cho con ở xã Yên Mỹ 10 ngày rồi mà chưa thấy gọi. Hồ sơ có cả tờ khai và giấy chứng sinh, cán bộ đã nhận đủ và hẹn ngày trả kết quả.".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        contact: Some(NewContact {
            mail: Some(CITIZEN.to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    }
}

/// A server whose agency has its mailbox.
pub async fn app(db: Database) -> Option<App> {
    let app = with_mail(db, Notifications::default()).await?;
    app.mailbox(AGENCY, OFFICE, false).await;
    Some(app)
}

/// Sends the question.
///
/// # Panics
/// When it does not come to the agency.
pub async fn sent(app: &App) -> TicketKey {
    let opened = app.client().send_ticket(&about_birth(), None).await;
    let opened = opened.unwrap();
    assert_eq!(
        opened.ticket.agency.as_ref().map(|a| a.id.as_str()),
        Some(AGENCY)
    );
    TicketKey::from(&opened)
}

/// The last letter to an address.
///
/// # Panics
/// When there is none.
pub async fn last(app: &App, to: &str) -> Letter {
    let letters = app.letters_to(to).await;
    letters
        .last()
        .unwrap_or_else(|| panic!("no letter to {to}"))
        .clone()
}

/// Where the last letter to an address is answered to.
///
/// # Panics
/// When it cannot be answered.
pub async fn reply_address(app: &App, to: &str) -> String {
    last(app, to).await.reply_to.expect("a reply address")
}

/// What became of a mail, and why.
#[must_use]
pub const fn because(result: &MailResult) -> (MailOutcome, Option<MailReason>) {
    (result.outcome, result.reason)
}
