//! The answers that many operations share.

use std::collections::BTreeMap;

use mobile_contract::{ErrorCode, Locale, Problem};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

type Responses = BTreeMap<String, RefOr<Response>>;

macro_rules! shared_responses {
    ($($(#[$doc:meta])* $name:ident: $not_modified:literal, [$($code:ident),*];)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> Responses {
                problems($not_modified, &[$(ErrorCode::$code),*])
            }
        }
    )*};
}

shared_responses! {
    /// A read without parameters.
    Plain: true, [BadRequest];
    /// A page of a list.
    List: true, [BadCursor, Invalid];
    /// One record.
    One: true, [BadRequest, NotFound];
    /// One record in one of its versions.
    Versioned: true, [BadRequest, RatingFormNotFound, Invalid];
    /// A scanned code.
    Scanned: true, [BadRequest, QrNotGenuine, QrNotFound, Invalid, RateLimited];
    /// The image of a code.
    QrImage: true, [BadRequest, QrNotGenuine, QrNotFound, QrState, RateLimited];
    /// One code, for staff.
    StaffQr: false, [BadRequest, Unauthorized, Forbidden, QrNotFound];
    /// A change of a code by staff.
    StaffQrWrite: false, [BadRequest, Unauthorized, Forbidden, QrNotFound, QrState, TooLarge, UnsupportedMedia, Invalid];
    /// A search.
    Search: true, [BadRequest, Invalid, RateLimited];
    /// A write that anyone may send.
    Write: false, [BadRequest, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A look-up of a dossier.
    DossierLookUp: false, [BadRequest, DossierNotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// What only an owner may, by a proof that cannot be guessed.
    DossierOwner: false, [BadRequest, Forbidden, DossierNotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A paper of a dossier for staff.
    StaffDossierPaper: false, [BadRequest, Unauthorized, Forbidden, DossierNotFound, Invalid];
    /// Confirming an address by a code.
    DossierConfirm: false, [BadRequest, OtpWrong, NotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// Ending a subscription by a token.
    DossierEnd: false, [BadRequest, NotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A write to something of one's own.
    Owned: false, [BadRequest, Unauthorized, NotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A read of something of one's own.
    OwnedRead: false, [BadRequest, Unauthorized, NotFound, Invalid, RateLimited];
    /// A change of one's own ticket.
    OwnedTicket: false, [BadRequest, Unauthorized, TicketNotFound, TicketState, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A change of a citizen's own ticket.
    MyTicket: false, [BadRequest, Unauthorized, Forbidden, TicketNotFound, TicketState, TooLarge, UnsupportedMedia, Invalid];
    /// Signing in.
    SignIn: false, [BadRequest, SignInFailed, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A file of a ticket, for who is signed in.
    TicketFile: false, [BadRequest, Unauthorized, Forbidden, TicketNotFound, Invalid];
    /// A read of staff.
    Staff: false, [BadRequest, Unauthorized, Forbidden, NotFound];
    /// A page of a list of staff.
    StaffList: false, [BadCursor, Unauthorized, Forbidden, Invalid];
    /// One ticket, for staff.
    StaffTicketRead: false, [BadRequest, Unauthorized, Forbidden, TicketNotFound];
    /// A change of a ticket by staff.
    StaffTicketWrite: false, [BadRequest, Unauthorized, Forbidden, TicketNotFound, TicketChanged, TooLarge, UnsupportedMedia, Invalid];
    /// A rating.
    Rate: false, [BadRequest, VisitUsed, VisitExpired, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A mail that is handed over.
    Mail: false, [BadRequest, Unauthorized, NotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A write of staff.
    StaffWrite: false, [BadRequest, Unauthorized, Forbidden, NotFound, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A change of an API key.
    ApiKeyWrite: false, [BadRequest, Unauthorized, Forbidden, NotFound, ApiKeyState, TooLarge, UnsupportedMedia, Invalid];
    /// The end of an API key.
    ApiKeyEnd: false, [BadRequest, Unauthorized, Forbidden, NotFound, ApiKeyState];
    /// Dossiers that another system hands over.
    Intake: false, [BadRequest, Unauthorized, OutsideKey, TooLarge, UnsupportedMedia, RateLimited];
    /// A step of a question for all, or of a text for answers.
    FaqWrite: false, [BadRequest, Unauthorized, Forbidden, NotFound, RecordChanged, TooLarge, UnsupportedMedia, Invalid];
    /// A search of staff.
    StaffSearch: false, [BadRequest, Unauthorized, Forbidden, Invalid, RateLimited];
    /// Posters for staff.
    StaffPoster: false, [BadRequest, Unauthorized, Forbidden, NotFound, Invalid, RateLimited];
    /// What ratings add up to, for staff.
    StaffFigures: false, [BadCursor, Unauthorized, Forbidden, NotFound, Invalid, RateLimited];
    /// A list of dossiers, for staff.
    StaffDossiers: false, [BadCursor, Unauthorized, Forbidden, NotFound, Invalid];
    /// A step with a dossier or its apology.
    DossierWrite: false, [BadRequest, Unauthorized, Forbidden, NotFound, DossierState, TooLarge, UnsupportedMedia, Invalid];
    /// Open data.
    OpenData: true, [BadRequest, RateLimited];
    /// Setting up an authenticator.
    Totp: false, [BadRequest, Unauthorized, Forbidden, TotpState, TooLarge, UnsupportedMedia, Invalid, RateLimited];
    /// A write by the token of a link.
    Link: false, [BadRequest, NotFound, Invalid, RateLimited];
    /// A read that only needs the process.
    Process: false, [];
}

fn problems(not_modified: bool, codes: &[ErrorCode]) -> Responses {
    let mut responses = Responses::new();
    if not_modified {
        let unchanged = ResponseBuilder::new()
            .description("What you have is still current.")
            .build();
        responses.insert("304".to_owned(), unchanged.into());
    }
    for code in codes
        .iter()
        .chain(&[ErrorCode::Internal, ErrorCode::Unavailable])
    {
        responses.insert(code.status().to_string(), problem(*code).into());
    }
    responses
}

fn problem(code: ErrorCode) -> Response {
    let example = Problem {
        kind: format!("/docs/errors#{}", code.as_str()),
        title: code.title(Locale::Vi).to_owned(),
        status: code.status(),
        code,
        detail: None,
        errors: Vec::new(),
        request_id: "0198c0de-0000-7000-8000-000000000000".to_owned(),
    };
    let schema = Ref::from_schema_name(Problem::name());
    let content = ContentBuilder::new()
        .schema(Some(schema))
        .example(serde_json::to_value(example).ok())
        .build();
    ResponseBuilder::new()
        .description(format!("{}.", code.title(Locale::En)))
        .content("application/problem+json", content)
        .build()
}
