//! Who is signed in, and what they sent: extractors that let nobody else past.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::error::InternalError;
use actix_web::web::{Data, Form};
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::fields::{Fields, TOKEN, forged};
use super::{cookies, next};
use crate::accounts::{Accounts, Staff, same_token};
use crate::error::Error;
use crate::kernel::rate::Limiter;
use crate::names::Names;
use crate::web::posted::{self, Posted};
use crate::web::views::with_param;
use crate::web::{chat, locale_of};

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
        Box::pin(async move { equipped(&request).await })
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
        let sent = Form::from_request(request, payload);
        let request = request.clone();
        // Who sent it is asked before anything is read.
        Box::pin(async move { filed(equipped(&request).await?, sent.await?) })
    }
}

impl FromRequest for EnrolFiled {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let sent = Form::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move { filed(signed(&request).await?, sent.await?).map(Self) })
    }
}

impl FromRequest for FiledFiles {
    type Error = actix_web::Error;
    type Future = Answer<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let signed = equipped(&request).await?;
            let posted = Posted::from_request(&request, &mut payload).await?;
            let filed = filed(signed, Form(posted.form))?;
            let files = posted.files;
            Ok(Self { filed, files })
        })
    }
}

fn filed(signed: Signed, sent: Form<Vec<(String, String)>>) -> Result<Filed, actix_web::Error> {
    let fields = Fields::new(sent.into_inner());
    if same_token(fields.text(TOKEN), &signed.token) {
        Ok(Filed { signed, fields })
    } else {
        Err(forged().into())
    }
}

async fn equipped(request: &HttpRequest) -> Result<Signed, actix_web::Error> {
    let signed = signed(request).await?;
    if signed.staff.must_enrol() {
        return Err(led_to(request, "/can-bo/xac-thuc"));
    }
    Ok(signed)
}

async fn signed(request: &HttpRequest) -> Result<Signed, actix_web::Error> {
    let accounts = part::<Accounts>(request)?;
    part::<Limiter>(request)?.check(request)?;
    let staff = match cookies::key(request) {
        Some(key) => accounts.of_page(&key).await?,
        None => None,
    };
    let Some(staff) = staff else {
        let sign_in = with_param("/can-bo/dang-nhap", "next", &next::wanted(request));
        return Err(led_to(request, &sign_in));
    };
    let names = part::<Names>(request)?;
    let agencies = names.agencies.get();
    let agency = staff.agency.as_ref().and_then(|id| agencies.find(id));
    let signed = Signed {
        token: accounts.form_token(&staff),
        agency: agency.map(|agency| agency.name.clone()),
        staff,
    };
    request.extensions_mut().insert(signed.clone());
    Ok(signed)
}

fn part<T: 'static>(request: &HttpRequest) -> Result<&Data<T>, Error> {
    let part = request.app_data::<Data<T>>();
    part.ok_or_else(|| Error::internal("a part of the server is not there"))
}

fn led_to(request: &HttpRequest, path: &str) -> actix_web::Error {
    let response = chat::see_other(&chat::in_language(path, locale_of(request)));
    InternalError::from_response("to be led elsewhere", response).into()
}
