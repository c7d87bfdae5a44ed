//! Text messages leave by a signed webhook, as the gateway of a province gets them.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};

use actix_web::http::StatusCode;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use chrono::TimeDelta;
use mobile_contract::Locale;
use motcua::kernel::clock::Clock;
use motcua::notifications::{
    LogChannel, NeedsInformation, Outgoing, Recipient, State, Template, Transports, Webhook,
    WebhookSecret, Worker, signature,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::outbox::{Outbox, SITE};
use rstest::rstest;
use serde_json::Value;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What a gateway was sent.
struct Call {
    id: String,
    timestamp: i64,
    signature: String,
    body: String,
}

/// A gateway that answers each call with the next of these statuses, the last one for ever.
fn gateway(statuses: &[u16]) -> (String, Receiver<Call>) {
    let (calls, received) = channel();
    let (started, port) = channel();
    let left = Arc::new(Mutex::new(statuses.to_vec()));
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = HttpServer::new(move || {
                let (calls, left) = (calls.clone(), Arc::clone(&left));
                App::new().default_service(web::to(move |request: HttpRequest, body: String| {
                    let header = |name: &str| {
                        let value = request.headers().get(name).unwrap();
                        value.to_str().unwrap().to_owned()
                    };
                    let call = Call {
                        id: header("webhook-id"),
                        timestamp: header("webhook-timestamp").parse().unwrap(),
                        signature: header("webhook-signature"),
                        body,
                    };
                    calls.send(call).unwrap();
                    let mut left = left.lock().unwrap();
                    let status = if left.len() > 1 {
                        left.remove(0)
                    } else {
                        left[0]
                    };
                    async move { HttpResponse::new(StatusCode::from_u16(status).unwrap()) }
                }))
            })
            .workers(1)
            .disable_signals()
            .bind(("127.0.0.1", 0))
            .unwrap();
            started.send(server.addrs()[0].port()).unwrap();
            server.run().await.unwrap();
        });
    });
    (
        format!("http://127.0.0.1:{}/sms", port.recv().unwrap()),
        received,
    )
}

fn worker(outbox: &Outbox, url: &str) -> Worker {
    let secret = WebhookSecret::parse(SECRET).unwrap();
    let webhook = Webhook::new(url.parse().unwrap(), secret, Clock::fixed(outbox.now)).unwrap();
    let transports = Transports {
        mail: Arc::new(LogChannel),
        gateway: Arc::new(webhook),
    };
    Worker::new(outbox.db.clone(), &outbox.messages, transports)
}

fn text_message(number: &str) -> Outgoing {
    let template = Template::NeedsInformation(NeedsInformation {
        code: "7K3M-9QK2".to_owned(),
        agency: "Sở Tư pháp".to_owned(),
        question: "Bé sinh ở đâu?".to_owned(),
        pauses: true,
        rating: false,
        link: SITE.parse().unwrap(),
    });
    Outgoing::new(Recipient::sms(number).unwrap(), template, Locale::Vi)
}

#[rstest]
#[tokio::test]
async fn a_text_message_is_signed_and_keeps_its_id(#[values(Sqlite, Postgres)] db: Database) {
    let Some(mut outbox) = Outbox::open(db).await else {
        return;
    };
    let (url, calls) = gateway(&[503, 204]);
    let id = outbox.enqueue(text_message("0912 345 678")).await;
    let worker = worker(&outbox, &url);
    assert_eq!(outbox.deliver(&worker).await.later, 1);
    outbox.wait(TimeDelta::minutes(6));
    assert_eq!(outbox.deliver(&worker).await.sent, 1);
    let calls: Vec<Call> = calls.try_iter().collect();
    assert_eq!(calls.len(), 2);
    let secret = WebhookSecret::parse(SECRET).unwrap();
    for call in &calls {
        assert_eq!(call.id, id.to_string());
        let signed = signature(&secret, &call.id, call.timestamp, &call.body);
        assert_eq!(signed.as_ref(), Some(&call.signature));
        let event: Value = serde_json::from_str(&call.body).unwrap();
        assert_eq!(event["type"], "notification.sms");
        assert_eq!(event["data"]["to"], "0912345678");
        let text = event["data"]["text"].as_str().unwrap();
        assert!(text.contains("7K3M-9QK2") && text.contains(SITE), "{text}");
    }
}

#[tokio::test]
async fn a_number_that_the_gateway_does_not_take_is_given_up() {
    let Some(outbox) = Outbox::open(Sqlite).await else {
        return;
    };
    let (url, _calls) = gateway(&[422]);
    outbox.enqueue(text_message("0912345678")).await;
    assert_eq!(outbox.deliver(&worker(&outbox, &url)).await.dead, 1);
    let dead = outbox
        .messages
        .list(&*outbox.db, State::Dead, None, 10)
        .await
        .unwrap();
    assert_eq!(dead[0].error.as_deref(), Some("HTTP 422"));
    assert_eq!(dead[0].address, "•••78");
}
