//! Who may call what: every operation of the contract, every role, no token at all, and someone of
//! a foreign agency, against a real server.
//!
//! The table is [`TABLE`]. An operation that is in the contract and not in it fails the test, and
//! so does one that is in it and no longer in the contract.

use std::collections::BTreeSet;

use mobile_contract::accounts::Role;
use motcua_tests::Database::Sqlite;
use motcua_tests::{App, send, spawn_app};
use reqwest::Method;
use serde_json::{Value, json};

/// Who gets past the door of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Anyone, without a token. Where the token of a conversation opens it, ours does not matter.
    Anyone,
    /// Whoever has the token of a conversation, which no account's is.
    Conversation,
    /// Whoever has the secret of a ticket, which no account's token is.
    Ticket,
    /// Citizens who proved a contact, on what is their own.
    Citizen,
    /// The mail server, by its key. Where there is none, nobody.
    MailServer,
    /// Another system, by its API key, which no account's token is.
    ApiKey,
    /// Staff of any role, on what is their own.
    Staff,
    /// These roles.
    Roles(&'static [Role]),
    /// These roles; and to those of one agency, what is another agency's does not exist.
    Within(&'static [Role]),
}

use Role::{Administrator, Leader, Officer, Operator};
use Who::{Anyone, ApiKey, Citizen, Conversation, MailServer, Roles, Staff, Ticket, Within};

/// Who handles tickets.
const HANDLERS: &[Role] = &[Operator, Officer, Leader, Administrator];

/// Every operation of the contract.
const TABLE: &[(&str, &str, Who)] = &[
    ("GET", "/.well-known/apple-app-site-association", Anyone),
    ("GET", "/.well-known/assetlinks.json", Anyone),
    ("GET", "/.well-known/jwks.json", Anyone),
    ("GET", "/.well-known/motcua-qr-keys.json", Anyone),
    ("GET", "/livez", Anyone),
    ("GET", "/metrics", Anyone),
    ("GET", "/readyz", Anyone),
    ("GET", "/v1/agencies", Anyone),
    ("GET", "/v1/agencies/{id}", Anyone),
    ("GET", "/v1/faqs", Anyone),
    ("GET", "/v1/faqs/{id}", Anyone),
    ("GET", "/v1/fields", Anyone),
    ("GET", "/v1/life-events", Anyone),
    ("GET", "/v1/life-events/{id}", Anyone),
    ("GET", "/v1/names", Anyone),
    ("GET", "/v1/places", Anyone),
    ("GET", "/v1/places/{id}", Anyone),
    ("GET", "/v1/procedures", Anyone),
    ("GET", "/v1/procedures/{code}", Anyone),
    ("GET", "/v1/qr/{code}", Anyone),
    ("GET", "/v1/qr/{code}/image.png", Anyone),
    ("GET", "/v1/qr/{code}/image.svg", Anyone),
    ("GET", "/v1/search", Anyone),
    ("POST", "/v1/chat/conversations", Anyone),
    ("POST", "/v1/chat/conversations/{id}/messages", Conversation),
    ("POST", "/v1/chat/conversations/{id}/ticket", Conversation),
    ("POST", "/v1/chat/messages/{id}/feedback", Conversation),
    ("POST", "/v1/dossiers/lookup", Anyone),
    ("POST", "/v1/dossiers/lookup/otp", Anyone),
    ("GET", "/v1/me/dossiers", Citizen),
    (
        "GET",
        "/v1/staff/dossiers/{code}/receipt.pdf",
        Within(&[Officer, Leader, Administrator]),
    ),
    ("POST", "/v1/dossiers/subscriptions", Anyone),
    ("POST", "/v1/dossiers/subscriptions/end", Anyone),
    ("POST", "/v1/dossiers/subscriptions/list", Anyone),
    ("POST", "/v1/dossiers/subscriptions/{id}/end", Anyone),
    ("POST", "/v1/dossiers/subscriptions/{id}/confirm", Anyone),
    ("GET", "/v1/me/dossier-subscriptions", Citizen),
    ("DELETE", "/v1/me/dossier-subscriptions/{id}", Citizen),
    ("POST", "/v1/auth/login", Anyone),
    ("POST", "/v1/auth/refresh", Anyone),
    ("POST", "/v1/auth/logout", Anyone),
    ("POST", "/v1/auth/password/forgot", Anyone),
    ("POST", "/v1/auth/password/reset", Anyone),
    ("POST", "/v1/auth/otp/request", Anyone),
    ("POST", "/v1/auth/otp/verify", Anyone),
    ("POST", "/v1/auth/totp/enrol", Staff),
    ("POST", "/v1/auth/totp/confirm", Staff),
    ("POST", "/v1/auth/totp/disable", Staff),
    ("GET", "/v1/staff/me", Staff),
    ("POST", "/v1/staff/me/password", Staff),
    ("GET", "/v1/staff/sessions", Staff),
    ("DELETE", "/v1/staff/sessions", Staff),
    ("DELETE", "/v1/staff/sessions/{id}", Staff),
    ("GET", "/v1/staff/api-keys", Roles(&[Administrator])),
    ("POST", "/v1/staff/api-keys", Roles(&[Administrator])),
    (
        "POST",
        "/v1/staff/api-keys/{id}/rotate",
        Roles(&[Administrator]),
    ),
    (
        "POST",
        "/v1/staff/api-keys/{id}/revoke",
        Roles(&[Administrator]),
    ),
    (
        "GET",
        "/v1/staff/dossier-agency-codes",
        Roles(&[Administrator]),
    ),
    (
        "PUT",
        "/v1/staff/dossier-agency-codes/{code}",
        Roles(&[Administrator]),
    ),
    (
        "DELETE",
        "/v1/staff/dossier-agency-codes/{code}",
        Roles(&[Administrator]),
    ),
    ("POST", "/v1/integrations/dossiers", ApiKey),
    ("GET", "/v1/staff/audit", Roles(&[Administrator])),
    ("GET", "/v1/staff/users", Roles(&[Administrator, Leader])),
    ("POST", "/v1/staff/users", Roles(&[Administrator, Leader])),
    (
        "GET",
        "/v1/staff/users/{id}",
        Within(&[Administrator, Leader]),
    ),
    (
        "PATCH",
        "/v1/staff/users/{id}",
        Within(&[Administrator, Leader]),
    ),
    (
        "POST",
        "/v1/staff/users/{id}/reset",
        Within(&[Administrator, Leader]),
    ),
    (
        "GET",
        "/v1/staff/knowledge-gaps",
        Roles(&[Operator, Leader, Administrator]),
    ),
    ("GET", "/v1/staff/faq-drafts", Roles(HANDLERS)),
    ("POST", "/v1/staff/faq-drafts", Roles(HANDLERS)),
    ("GET", "/v1/staff/faq-drafts/{id}", Within(HANDLERS)),
    ("PUT", "/v1/staff/faq-drafts/{id}", Within(HANDLERS)),
    ("POST", "/v1/staff/faq-drafts/{id}/submit", Within(HANDLERS)),
    (
        "POST",
        "/v1/staff/faq-drafts/{id}/send-back",
        Within(&[Leader, Administrator]),
    ),
    (
        "POST",
        "/v1/staff/faq-drafts/{id}/publish",
        Within(&[Leader, Administrator]),
    ),
    (
        "POST",
        "/v1/staff/faq-drafts/{id}/withdraw",
        Within(&[Leader, Administrator]),
    ),
    ("GET", "/v1/staff/faq-drafts/{id}/similar", Within(HANDLERS)),
    ("GET", "/v1/staff/answer-templates", Roles(HANDLERS)),
    ("POST", "/v1/staff/answer-templates", Roles(HANDLERS)),
    ("PUT", "/v1/staff/answer-templates/{id}", Within(HANDLERS)),
    (
        "DELETE",
        "/v1/staff/answer-templates/{id}",
        Within(HANDLERS),
    ),
    ("GET", "/v1/rating-forms/{id}", Anyone),
    ("POST", "/v1/ratings/visits", Anyone),
    ("POST", "/v1/ratings", Anyone),
    ("GET", "/v1/staff/ratings", Roles(HANDLERS)),
    ("GET", "/v1/staff/ratings/figures", Roles(HANDLERS)),
    ("GET", "/v1/staff/ratings/figures.csv", Roles(HANDLERS)),
    ("GET", "/v1/staff/dossiers/figures", Roles(HANDLERS)),
    ("GET", "/v1/staff/dossiers/figures.csv", Roles(HANDLERS)),
    ("GET", "/v1/staff/dossiers/figures.xlsx", Roles(HANDLERS)),
    ("GET", "/v1/staff/dossiers/quality", Roles(HANDLERS)),
    ("GET", "/v1/open-data/dossiers", Anyone),
    ("GET", "/v1/open-data/dossiers.csv", Anyone),
    ("POST", "/v1/tickets", Anyone),
    ("GET", "/v1/tickets/{code}", Ticket),
    ("POST", "/v1/tickets/{code}/messages", Ticket),
    ("POST", "/v1/tickets/{code}/withdraw", Ticket),
    ("POST", "/v1/tickets/{code}/reopen", Ticket),
    ("POST", "/v1/tickets/{code}/rating", Ticket),
    ("POST", "/v1/tickets/{code}/attachments", Ticket),
    ("GET", "/v1/tickets/{code}/attachments/{id}", Ticket),
    ("POST", "/v1/chat/conversations/{id}/ticket", Conversation),
    ("GET", "/v1/me/tickets", Citizen),
    ("GET", "/v1/me/tickets/{code}", Citizen),
    ("POST", "/v1/me/tickets/{code}/messages", Citizen),
    ("POST", "/v1/me/tickets/{code}/withdraw", Citizen),
    ("POST", "/v1/me/tickets/{code}/reopen", Citizen),
    ("POST", "/v1/me/tickets/{code}/rating", Citizen),
    ("POST", "/v1/me/tickets/{code}/attachments", Citizen),
    ("GET", "/v1/me/tickets/{code}/attachments/{id}", Citizen),
    ("POST", "/v1/integrations/mail", MailServer),
    ("GET", "/v1/staff/tickets", Roles(HANDLERS)),
    ("GET", "/v1/staff/tickets/counts", Roles(HANDLERS)),
    (
        "POST",
        "/v1/staff/tickets",
        Roles(&[Operator, Administrator]),
    ),
    ("GET", "/v1/staff/tickets/{code}", Within(HANDLERS)),
    ("GET", "/v1/staff/tickets/{code}/clock", Within(HANDLERS)),
    (
        "POST",
        "/v1/staff/tickets/{code}/transfer",
        Within(HANDLERS),
    ),
    ("POST", "/v1/staff/tickets/{code}/assign", Within(HANDLERS)),
    ("POST", "/v1/staff/tickets/{code}/finding", Within(HANDLERS)),
    ("POST", "/v1/staff/tickets/{code}/notes", Within(HANDLERS)),
    ("POST", "/v1/staff/tickets/{code}/draft", Within(HANDLERS)),
    (
        "POST",
        "/v1/staff/tickets/{code}/send-back",
        Within(HANDLERS),
    ),
    ("POST", "/v1/staff/tickets/{code}/answer", Within(HANDLERS)),
    ("POST", "/v1/staff/tickets/{code}/ask", Within(HANDLERS)),
    ("POST", "/v1/staff/tickets/{code}/merge", Within(HANDLERS)),
    (
        "POST",
        "/v1/staff/tickets/{code}/attachments",
        Within(HANDLERS),
    ),
    (
        "GET",
        "/v1/staff/tickets/{code}/attachments/{id}",
        Within(HANDLERS),
    ),
    (
        "DELETE",
        "/v1/staff/tickets/{code}/attachments/{id}",
        Within(HANDLERS),
    ),
    (
        "POST",
        "/v1/staff/tickets/{code}/presence",
        Within(HANDLERS),
    ),
    ("GET", "/v1/staff/agencies/{id}/settings", Within(HANDLERS)),
    (
        "PUT",
        "/v1/staff/agencies/{id}/settings",
        Within(&[Leader, Administrator]),
    ),
    ("POST", "/v1/staff/tickets/{code}/kind", Within(HANDLERS)),
    ("GET", "/v1/staff/qr-codes", Roles(HANDLERS)),
    (
        "POST",
        "/v1/staff/qr-codes",
        Roles(&[Leader, Administrator]),
    ),
    ("GET", "/v1/staff/qr-codes/{code}", Within(HANDLERS)),
    (
        "POST",
        "/v1/staff/qr-codes/{code}/supersede",
        Within(&[Leader, Administrator]),
    ),
    (
        "POST",
        "/v1/staff/qr-codes/{code}/revoke",
        Within(&[Leader, Administrator]),
    ),
    (
        "GET",
        "/v1/staff/reports/routing",
        Roles(&[Operator, Administrator]),
    ),
    (
        "GET",
        "/v1/staff/posters/counters/{id}.pdf",
        Within(HANDLERS),
    ),
    (
        "GET",
        "/v1/staff/posters/counters/{id}.svg",
        Within(HANDLERS),
    ),
    (
        "GET",
        "/v1/staff/posters/counters/{id}.png",
        Within(HANDLERS),
    ),
    (
        "GET",
        "/v1/staff/posters/agencies/{id}.pdf",
        Within(HANDLERS),
    ),
    ("GET", "/v1/staff/posters/places/{id}.pdf", Within(HANDLERS)),
    ("GET", "/v1/staff/dossiers/watch", Roles(HANDLERS)),
    ("GET", "/v1/staff/dossiers/{code}", Within(HANDLERS)),
    (
        "POST",
        "/v1/staff/dossiers/{code}/supplement",
        Within(&[Officer, Leader]),
    ),
    (
        "POST",
        "/v1/staff/dossiers/{code}/justify",
        Within(&[Leader]),
    ),
    (
        "GET",
        "/v1/staff/dossiers/{code}/apologies",
        Within(HANDLERS),
    ),
    (
        "POST",
        "/v1/staff/dossiers/{code}/apologies",
        Within(&[Officer, Leader]),
    ),
    (
        "GET",
        "/v1/staff/dossiers/{code}/apologies/{id}.pdf",
        Within(&[Officer, Leader]),
    ),
    (
        "PUT",
        "/v1/staff/dossiers/{code}/apologies/{id}",
        Within(&[Officer, Leader]),
    ),
    (
        "POST",
        "/v1/staff/dossiers/{code}/apologies/{id}/submit",
        Within(&[Officer, Leader]),
    ),
    (
        "POST",
        "/v1/staff/dossiers/{code}/apologies/{id}/approve",
        Within(&[Leader]),
    ),
    (
        "POST",
        "/v1/staff/dossiers/{code}/apologies/{id}/reject",
        Within(&[Leader]),
    ),
    (
        "POST",
        "/v1/staff/dossiers/{code}/apologies/{id}/send",
        Within(&[Officer, Leader]),
    ),
    ("POST", "/v1/notifications/unsubscribe", Anyone),
    (
        "GET",
        "/v1/staff/notifications",
        Roles(&[Operator, Administrator]),
    ),
    (
        "POST",
        "/v1/staff/notifications/{id}/retry",
        Roles(&[Operator, Administrator]),
    ),
];

/// A body that gets as far as the door and no further: whoever is let in is told what is missing.
fn body(path: &str) -> Value {
    match path {
        // These would do something with an empty body.
        "/v1/staff/users/{id}/reset" | "/v1/staff/users/{id}" => json!({"unknown_field": true}),
        _ => json!({}),
    }
}

/// Someone at the door.
struct Visitor {
    name: &'static str,
    role: Option<Role>,
    token: Option<String>,
}

async fn visitors(app: &App) -> Vec<Visitor> {
    let mut all = vec![Visitor {
        name: "nobody",
        role: None,
        token: None,
    }];
    let citizen = app.citizen_tokens("0912345678").await;
    all.push(Visitor {
        name: "citizen",
        role: Some(Role::Citizen),
        token: Some(citizen.access_token),
    });
    for (name, role, agency) in [
        ("operator", Role::Operator, None),
        ("officer", Role::Officer, Some("so-y-te")),
        ("leader", Role::Leader, Some("so-y-te")),
        ("administrator", Role::Administrator, None),
    ] {
        let login = format!("{name}@hungyen.example");
        let (_, tokens) = app.staff(&login, role, agency).await;
        all.push(Visitor {
            name,
            role: Some(role),
            token: Some(tokens.access_token),
        });
    }
    all
}

/// The statuses that a visitor may get; `None` is anything but a refusal at the door.
fn expected(who: Who, role: Option<Role>) -> Option<u16> {
    let door = |roles: &[Role]| match role {
        None => Some(401),
        Some(role) if roles.contains(&role) => None,
        Some(_) => Some(403),
    };
    match who {
        Anyone => None,
        MailServer => Some(404),
        ApiKey => Some(401),
        Conversation | Ticket => Some(if role.is_none() { 401 } else { 404 }),
        Citizen => door(&[Role::Citizen]),
        Staff => door(&Role::STAFF),
        Roles(roles) | Within(roles) => door(roles),
    }
}

#[tokio::test]
async fn every_operation_is_in_the_table() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let document = send(app.get("/openapi.json")).await.expect(200).json();
    let mut contract = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            contract.insert((method.to_uppercase(), path.clone()));
        }
    }
    let table: BTreeSet<_> = TABLE
        .iter()
        .map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()))
        .collect();
    let missing: Vec<_> = contract.difference(&table).collect();
    assert!(
        missing.is_empty(),
        "who may call {missing:?}? Add it to the table"
    );
    let gone: Vec<_> = table.difference(&contract).collect();
    assert!(gone.is_empty(), "no longer in the contract: {gone:?}");
}

#[tokio::test]
async fn what_the_contract_says_needs_a_token_is_what_needs_one() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let document = send(app.get("/openapi.json")).await.expect(200).json();
    for (method, path, who) in TABLE {
        let operation = &document["paths"][path][method.to_lowercase()];
        let scheme = match who {
            Anyone => None,
            Conversation => Some("conversation"),
            Ticket => Some("ticket"),
            MailServer => Some("mail_server"),
            ApiKey => Some("api_key"),
            Citizen | Staff | Roles(_) | Within(_) => Some("account"),
        };
        let security = operation["security"]
            .as_array()
            .and_then(|list| list.first());
        let named = security.and_then(|entry| entry.as_object()?.keys().next().cloned());
        assert_eq!(named.as_deref(), scheme, "{method} {path}");
    }
}

#[tokio::test]
async fn every_role_gets_where_the_table_says_and_nowhere_else() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    // Of another agency than the officer and the leader who knock.
    let (foreign, _) = app
        .staff("khac@hungyen.example", Role::Officer, Some("so-tu-phap"))
        .await;
    let mut wrong = Vec::new();
    for visitor in visitors(&app).await {
        for (method, template, who) in TABLE {
            // It would end the visitor's other sessions, and then there is nothing more to try.
            let path = template
                .replace("{id}", &foreign.id.to_string())
                .replace("{code}", "1.001193");
            let request = app.request(method.parse::<Method>().unwrap(), &path);
            let request = match (*method, &visitor.token) {
                ("POST" | "PUT" | "PATCH", _) => request.json(&body(template)),
                _ => request,
            };
            let request = match &visitor.token {
                Some(token) => request.bearer_auth(token),
                None => request,
            };
            let status = send(request).await.status;
            let within = matches!(who, Within(_)) && visitor.role == Some(Role::Leader);
            let right = match expected(*who, visitor.role) {
                Some(refusal) => status == refusal,
                // A body that is refused is refused before the record is looked for.
                None if within && matches!(*method, "GET" | "DELETE") => status == 404,
                None if within => status == 404 || status == 422,
                None if *who == Anyone => {
                    status != 403 && (status != 401 || template.contains("/auth/"))
                }
                None => status != 401 && status != 403,
            };
            if !right || status >= 500 {
                wrong.push(format!("{} {method} {template}: {status}", visitor.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
