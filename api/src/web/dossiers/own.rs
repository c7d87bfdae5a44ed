//! A dossier of somebody who is signed in, from their list.

use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::{DossierCode, ErrorCode};
use serde::Deserialize;

use crate::accounts::{Accounts, Contact};
use crate::dossiers::LookUp;
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::web::{Site, mine};

/// A dossier of the list.
#[derive(Deserialize)]
pub(in crate::web) struct Chosen {
    code: String,
    csrf: Option<String>,
}

/// Opens a dossier of one's own on its page.
pub(in crate::web) async fn open(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    look_up: Data<LookUp>,
    site: Data<Site>,
    chosen: Form<Chosen>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let Some(session) = mine::session(&request, &accounts).await? else {
        return Ok(mine::to_sign_in(&request));
    };
    session.must_have_sent(&accounts, chosen.csrf.as_deref())?;
    let missing = || Error::new(ErrorCode::DossierNotFound);
    let contact = accounts.contact_of(session.citizen.citizen_id).await?;
    let Contact::Phone(phone) = contact else {
        return Err(missing());
    };
    let code: DossierCode = chosen.code.parse().map_err(|_| missing())?;
    let pass = look_up.pass_of_mine(&phone, &code).await?;
    super::opened(&request, **site, &code, &pass)
}
