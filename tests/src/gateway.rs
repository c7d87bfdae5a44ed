//! A gateway for text messages on this machine, as a province's.

use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use actix_web::{App as Web, HttpResponse, HttpServer, web};
use motcua::config;
use serde_json::Value;

use crate::App;
use crate::app::{Database, Setup};
use crate::watched;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A gateway, and what it was given.
pub struct Gateway {
    port: u16,
    secret: PathBuf,
    given: Arc<Mutex<Vec<Value>>>,
}

impl Gateway {
    /// Starts one.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        let given: Arc<Mutex<Vec<Value>>> = Arc::default();
        let (started, port) = channel();
        let taken = Arc::clone(&given);
        std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    let taken = Arc::clone(&taken);
                    Web::new().default_service(web::to(move |body: web::Json<Value>| {
                        taken.lock().expect("a list").push(body.into_inner());
                        async { HttpResponse::NoContent().finish() }
                    }))
                });
                let server = server.workers(1).disable_signals();
                let server = server.bind(("127.0.0.1", 0)).expect("a port");
                let _ = started.send(server.addrs()[0].port());
                server.run().await.expect("a gateway");
            });
        });
        let secret = watched::folder().join("webhook.secret");
        std::fs::write(&secret, SECRET).expect("a file");
        Self {
            port: port.recv().expect("a port"),
            secret,
            given,
        }
    }

    /// A server that sends its text messages here, and writes its mail into files.
    pub async fn app(&self, database: Database) -> Option<App> {
        let url = format!("http://127.0.0.1:{}/sms", self.port);
        let setup = Setup {
            notifications: config::Notifications {
                webhook_url: Some(url.parse().expect("an address")),
                webhook_secret_file: Some(self.secret.clone()),
                ..config::Notifications::default()
            },
            ..Setup::default()
        };
        App::spawn(database, setup).await
    }

    /// The text messages to a number so far, oldest first, after all that is due has been delivered.
    ///
    /// # Panics
    /// When nothing can be delivered.
    pub async fn texts(&self, app: &App, number: &str) -> Vec<String> {
        let _ = app.deliver().await;
        let given = self.given.lock().expect("a list");
        let to_them = given.iter().filter(|event| event["data"]["to"] == number);
        to_them
            .map(|event| event["data"]["text"].as_str().expect("a text").to_owned())
            .collect()
    }
}
