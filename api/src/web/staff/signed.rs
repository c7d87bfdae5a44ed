//! Who is signed in, and what they sent: extractors that let nobody else past.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::InternalError;
use actix_web::web::{Data, Form};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse};

use super::fields::{Fields, TOKEN, forged};
use super::kept::{self, Kept};
use super::{cookies, next};
use crate::accounts::{Accounts, Staff, same_token};
use crate::error::Error;
use crate::kernel::rate::Limiter;
use crate::names::Names;
use crate::web::posted::{self, Posted};
use crate::web::views::with_param;
use crate::web::{Site, chat, locale_of};

/// Someone of the staff whose browser is signed in. As an argument of a handler it lets nobody else in:
/// others are led to the page that signs in, and those who lack the authenticator that their role needs
/// to the page that sets it up. What the role allows is asked by [`Staff::require`].
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who.
    pub staff: Staff,
    /// Name of their agency; officers and leaders have one.
    pub agency: Option<String>,
    /// What the forms of their pages carry.
    pub token: String,
}

impl Signed {
    /// Someone, for the pages that they are shown.
    pub(super) fn new(
        request: &HttpRequest,
        accounts: &Accounts,
        staff: Staff,
    ) -> Result<Self, Error> {
        let names = part::<Names>(request)?;
        let agencies = names.agencies.get();
        let agency = staff.agency.as_ref().and_then(|id| agencies.find(id));
        Ok(Self {
            token: accounts.form_token(&staff),
            agency: agency.map(|agency| agency.name.clone()),
            staff,
        })
    }

    /// Who was found to have sent a request, for pages of errors.
    #[must_use]
    pub fn known(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().cloned()
    }
}

/// As [`Signed`], but also for those who must set up an authenticator first.
#[derive(Clone, Debug)]
pub struct Enroller(pub Signed);

/// A form that someone who is signed in sent from one of our pages.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Who.
    pub signed: Signed,
    /// What.
    pub fields: Fields,
}

/// As [`Filed`], but also of those who must set up an authenticator first.
#[derive(Clone, Debug)]
pub struct EnrolFiled(pub Filed);

/// As [`Filed`], with the files that came along.
pub(in crate::web) struct FiledFiles {
    pub(in crate::web) filed: Filed,
    pub(in crate::web) files: posted::Sent,
}

type Answer<T> = Pin<Box<dyn Future<Output = Result<T, actix_web::Error>>>>;

impl FromRequest for Signed {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let signed = signed(&request).await?;
            equipped(&request, &signed)?;
            Ok(signed)
        })
    }
}

impl FromRequest for Enroller {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { signed(&request).await.map(Self) })
    }
}

impl FromRequest for Filed {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = Form::<Pairs>::from_request(request, payload);
        let request = request.clone();
        // Who sent it is asked before anything is read.
        Box::pin(async move {
            let Some(signed) = found(&request).await? else {
                return Err(lost(&request, async { Ok(sent.await?.into_inner()) }).await);
            };
            equipped(&request, &signed)?;
            filed(&request, signed, sent.await?.into_inner())
        })
    }
}

impl FromRequest for EnrolFiled {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = Form::<Pairs>::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            let signed = signed(&request).await?;
            filed(&request, signed, sent.await?.into_inner()).map(Self)
        })
    }
}

impl FromRequest for FiledFiles {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let sent = Posted::<Pairs>::from_request(&request, &mut payload);
            let Some(signed) = found(&request).await? else {
                return Err(lost(&request, async { Ok(sent.await?.form) }).await);
            };
            equipped(&request, &signed)?;
            let Posted { form, files } = sent.await?;
            let filed = filed(&request, signed, form)?;
            Ok(Self { filed, files })
        })
    }
}

/// What a form sent, as it came.
type Pairs = Vec<(String, String)>;

/// A form with the token of its session. With that of another one, as after signing in again in another tab,
/// its words are shown, to be sent again.
fn filed(request: &HttpRequest, signed: Signed, sent: Pairs) -> Result<Filed, actix_web::Error> {
    let fields = Fields::new(sent);
    if same_token(fields.text(TOKEN), &signed.token) {
        return Ok(Filed { signed, fields });
    }
    match Kept::sent(request, fields.into_pairs()) {
        Some(kept) => Err(answered(kept.resume(request, &signed)?)),
        None => Err(forged().into()),
    }
}

/// Nobody is signed in: they are asked to, and the words of a form of ours go along.
async fn lost(
    request: &HttpRequest,
    sent: impl Future<Output = Result<Pairs, actix_web::Error>>,
) -> actix_web::Error {
    let asked = async {
        if !kept::is_own(request) {
            return Ok(None);
        }
        let Some(kept) = Kept::sent(request, sent.await?) else {
            return Ok(None);
        };
        let (accounts, site) = (part::<Accounts>(request)?, part::<Site>(request)?);
        let page = kept.ask(request, accounts, ***site)?;
        Ok::<_, actix_web::Error>(Some(page))
    };
    match asked.await {
        Ok(Some(page)) => answered(page),
        Ok(None) => led_to_sign_in(request),
        Err(error) => error,
    }
}

/// Those who must set up an authenticator do so first.
fn equipped(request: &HttpRequest, signed: &Signed) -> Result<(), actix_web::Error> {
    if signed.staff.must_enrol() {
        return Err(led_to(request, "/can-bo/xac-thuc"));
    }
    Ok(())
}

async fn signed(request: &HttpRequest) -> Result<Signed, actix_web::Error> {
    let found = found(request).await?;
    found.ok_or_else(|| led_to_sign_in(request))
}

/// Who is signed in.
async fn found(request: &HttpRequest) -> Result<Option<Signed>, actix_web::Error> {
    let accounts = part::<Accounts>(request)?;
    part::<Limiter>(request)?.check(request)?;
    let staff = match cookies::key(request) {
        Some(key) => accounts.of_page(&key).await?,
        None => None,
    };
    let Some(staff) = staff else {
        return Ok(None);
    };
    let signed = Signed::new(request, accounts, staff)?;
    request.extensions_mut().insert(signed.clone());
    Ok(Some(signed))
}

fn part<T: 'static>(request: &HttpRequest) -> Result<&Data<T>, Error> {
    let part = request.app_data::<Data<T>>();
    part.ok_or_else(|| Error::internal("a part of the server is not there"))
}

fn led_to_sign_in(request: &HttpRequest) -> actix_web::Error {
    let sign_in = with_param("/can-bo/dang-nhap", "next", &next::wanted(request));
    led_to(request, &sign_in)
}

fn led_to(request: &HttpRequest, path: &str) -> actix_web::Error {
    answered(chat::see_other(&chat::in_language(
        path,
        locale_of(request),
    )))
}

/// Answered already, before any handler.
fn answered(response: HttpResponse) -> actix_web::Error {
    InternalError::from_response("answered before the handler", response).into()
}
