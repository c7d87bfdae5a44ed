//! A browser without scripts: keeps cookies, reads forms, sends them.

use std::collections::BTreeMap;

use reqwest::RequestBuilder;
use reqwest::header::{ACCEPT, COOKIE, REFERER};
use reqwest::multipart::{Form, Part};

use crate::http::{Answer, post_form, send};
use crate::{App, app::PASSWORD};

/// A browser at the pages of a server.
pub struct Visitor<'a> {
    app: &'a App,
    cookies: BTreeMap<String, String>,
    /// The page that was shown last.
    page: String,
    path: String,
    /// It says of its forms that they come from our own pages, as new browsers do.
    own: bool,
}

impl<'a> Visitor<'a> {
    /// A browser that was just opened.
    #[must_use]
    pub const fn new(app: &'a App) -> Self {
        Self {
            app,
            cookies: BTreeMap::new(),
            page: String::new(),
            path: String::new(),
            own: false,
        }
    }

    /// Someone who has just signed in with the password of all tests.
    ///
    /// # Panics
    /// When they are not let in.
    pub async fn signed_in(app: &'a App, login: &str) -> Self {
        let mut visitor = Self::new(app);
        let _ = visitor.get("/can-bo/dang-nhap").await.expect(200);
        let fields = [("login", login), ("password", PASSWORD)];
        let led = visitor.post("/can-bo/dang-nhap", &fields).await.expect(303);
        assert_eq!(led.header("location"), "/can-bo", "{led:?}");
        visitor
    }

    /// From now on it says of its forms, as browsers do, that our own pages send them.
    pub const fn from_own_pages(&mut self) {
        self.own = true;
    }

    /// What it holds of a cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Puts a cookie into it.
    pub fn keep(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Opens an address.
    pub async fn get(&mut self, path: &str) -> Answer {
        let answer = self.send(self.app.get(path)).await;
        self.path = path.to_owned();
        answer
    }

    /// Opens an address that shows a page, and gives its words.
    ///
    /// # Panics
    /// When it shows none.
    pub async fn read(&mut self, path: &str) -> String {
        self.get(path).await.expect(200).text()
    }

    /// The page that was shown last.
    #[must_use]
    pub fn page(&self) -> &str {
        &self.page
    }

    /// What the forms of the page carry.
    ///
    /// # Panics
    /// When there is no form.
    #[must_use]
    pub fn token(&self) -> String {
        self.hidden("csrf")
            .unwrap_or_else(|| panic!("no form: {}", self.page))
    }

    /// The first hidden field of a name on the page.
    #[must_use]
    pub fn hidden(&self, name: &str) -> Option<String> {
        let begin = format!("name=\"{name}\" value=\"");
        let (_, rest) = self.page.split_once(&begin)?;
        let (value, _) = rest.split_once('"')?;
        Some(value.to_owned())
    }

    /// Sends a form of the page that was shown last, with the hidden fields that all of them have.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let mut all = vec![("csrf", token.as_str())];
        let (half, revision) = (self.hidden("half"), self.hidden("revision"));
        if let Some(half) = &half {
            all.push(("half", half));
        }
        if let Some(revision) = revision.as_deref().filter(|_| !named(fields, "revision")) {
            all.push(("revision", revision));
        }
        all.extend_from_slice(fields);
        self.post_bare(path, &all).await
    }

    /// Sends a form of the page that was shown last with a file, as `post` does without.
    pub async fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (name, media, bytes): (&str, &str, Vec<u8>),
    ) -> Answer {
        let mut form = Form::new().text("csrf", self.token());
        if let Some(revision) = self.hidden("revision") {
            form = form.text("revision", revision);
        }
        for (field, words) in fields {
            form = form.text((*field).to_owned(), (*words).to_owned());
        }
        let file = Part::bytes(bytes).file_name(name.to_owned());
        let file = file.mime_str(media).expect("a media type");
        let request = self.app.post(path).multipart(form.part("file", file));
        self.send(request).await
    }

    /// Sends exactly these fields.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let from = format!("{}{}", self.app.address(), self.path);
        let request = post_form(self.app, path, fields).header(REFERER, from);
        self.send(request).await
    }

    async fn send(&mut self, request: RequestBuilder) -> Answer {
        let held: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = request.header(ACCEPT, "text/html");
        if self.own {
            request = request.header("sec-fetch-site", "same-origin");
        }
        let request = if held.is_empty() {
            request
        } else {
            request.header(COOKIE, held.join("; "))
        };
        let answer = send(request).await;
        for header in answer.headers.get_all("set-cookie") {
            let text = header.to_str().unwrap_or_default();
            let pair = text.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').unwrap_or_default();
            if value.is_empty() || text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        if !answer.body.is_empty() {
            self.page = answer.text();
        }
        answer
    }
}

fn named(fields: &[(&str, &str)], name: &str) -> bool {
    fields.iter().any(|(known, _)| *known == name)
}
