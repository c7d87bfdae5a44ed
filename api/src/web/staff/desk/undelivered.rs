//! `/can-bo/thong-bao`: messages that did not arrive, and sending them again.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::notifications::NotificationState;

use super::lists::{Asked, ROWS};
use crate::accounts::Accounts;
use crate::error::{Error, Result};
use crate::notifications::Wake;
use crate::web::staff::here::answered;
use crate::web::staff::views::UndeliveredPage;
use crate::web::staff::{Filed, Here, Signed};

const PATH: &str = "/can-bo/thong-bao";

pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    accounts: Data<Accounts>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    show(&Here::of(&request), &signed, &accounts, &asked, None).await
}

async fn show(
    here: &Here,
    signed: &Signed,
    accounts: &Accounts,
    asked: &Asked,
    problem: Option<&Error>,
) -> Result<HttpResponse> {
    let cursor = asked.cursor.as_deref();
    let dead = accounts
        .notifications(&signed.staff, NotificationState::Dead, cursor, Some(ROWS))
        .await?;
    let stuck = accounts.stuck_channels(&signed.staff).await?;
    let page = UndeliveredPage {
        shell: here.shell(signed),
        stuck: &stuck,
        notifications: &dead.items,
        next_cursor: dead.next_cursor.as_deref(),
        retried: asked.done.as_deref() == Some("gui-lai"),
        problem,
    };
    answered(problem, page.render())
}

pub(super) async fn retry(
    request: HttpRequest,
    filed: Filed,
    accounts: Data<Accounts>,
    wake: Data<Wake>,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    let id = fields
        .text("id")
        .parse()
        .map_err(|_| Error::new(ErrorCode::NotFound))?;
    match accounts.retry_notification(&signed.staff, id).await {
        Ok(()) => wake.ring(),
        // Pressed twice, or sent again by somebody else: it is as it was wanted.
        Err(error) if error.code() == ErrorCode::NotFound => {}
        Err(error) if error.code() == ErrorCode::NotificationSecret => {
            let here = Here::at(&request, PATH);
            let asked = Asked::default();
            return show(&here, &signed, &accounts, &asked, Some(&error)).await;
        }
        Err(error) => return Err(error),
    }
    Ok(Here::of(&request).led_to("/can-bo/thong-bao?done=gui-lai"))
}
