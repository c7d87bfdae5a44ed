//! Accounts: signing in, one's own account, and the staff.

use std::fmt;

use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde::Serialize;
use uuid::Uuid;

use super::{Client, Paging, Result, nothing, read};
use crate::Page;
use crate::accounts::{
    ForgottenPassword, Jwks, Login, NewUser, OtpChallenge, OtpProof, OtpRequest, PasswordChange,
    PasswordReset, RecoveryCodes, Refresh, Reset, Session, Tokens, TotpCode, TotpEnrolment, User,
    UserChange,
};
use crate::audit::AuditEntry;
use crate::gaps::GapReport;
use crate::notifications::{Notification, NotificationState};

/// Someone who is signed in, by their access token. Cheap to clone.
#[derive(Clone)]
pub struct SignedIn {
    client: Client,
    access_token: String,
}

impl fmt::Debug for SignedIn {
    /// Without the token: this ends up in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").finish_non_exhaustive()
    }
}

/// Which gaps to list.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct GapFilter {
    /// How many days back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// Most groups, largest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Client {
    /// Signs a member of the staff in.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn login(&self, login: &Login) -> Result<Tokens> {
        read(self.posted(&["v1", "auth", "login"], login)?).await
    }

    /// Gives the next tokens for a refresh token, which is used up.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn refresh(&self, refresh: &Refresh) -> Result<Tokens> {
        read(self.posted(&["v1", "auth", "refresh"], refresh)?).await
    }

    /// Signs out.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn logout(&self, refresh: &Refresh) -> Result<()> {
        nothing(self.posted(&["v1", "auth", "logout"], refresh)?).await
    }

    /// Asks for a link to set a new password.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn forgot_password(&self, login: &ForgottenPassword) -> Result<()> {
        nothing(self.posted(&["v1", "auth", "password", "forgot"], login)?).await
    }

    /// Sets a new password by a link.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn reset_password(&self, reset: &PasswordReset) -> Result<()> {
        nothing(self.posted(&["v1", "auth", "password", "reset"], reset)?).await
    }

    /// Asks for a code, as a citizen. With an idempotency key, new for each request, a request that
    /// is sent again after a broken connection sends one code.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn request_otp(
        &self,
        contact: &OtpRequest,
        idempotency_key: Option<&str>,
    ) -> Result<OtpChallenge> {
        let request = self.posted(&["v1", "auth", "otp", "request"], contact)?;
        read(keyed(request, idempotency_key)).await
    }

    /// Signs a citizen in by a code.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn verify_otp(&self, proof: &OtpProof) -> Result<Tokens> {
        read(self.posted(&["v1", "auth", "otp", "verify"], proof)?).await
    }

    /// Reads the public keys of access tokens.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn jwks(&self) -> Result<Jwks> {
        self.get(&[".well-known", "jwks.json"], &(), &()).await
    }

    /// Whoever holds an access token.
    #[must_use]
    pub fn signed_in(&self, access_token: impl Into<String>) -> SignedIn {
        SignedIn {
            client: self.clone(),
            access_token: access_token.into(),
        }
    }

    fn posted(&self, path: &[&str], body: &impl Serialize) -> Result<RequestBuilder> {
        Ok(self.http.post(self.url(path)?).json(body))
    }
}

impl SignedIn {
    /// Begins to set up an authenticator.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn enrol_totp(&self) -> Result<TotpEnrolment> {
        read(self.request(Method::POST, &["v1", "auth", "totp", "enrol"])?).await
    }

    /// Proves the authenticator, and gives the recovery codes.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn confirm_totp(&self, code: &TotpCode) -> Result<RecoveryCodes> {
        let request = self.request(Method::POST, &["v1", "auth", "totp", "confirm"])?;
        read(request.json(code)).await
    }

    /// Takes the authenticator away.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn disable_totp(&self, code: &TotpCode) -> Result<()> {
        let request = self.request(Method::POST, &["v1", "auth", "totp", "disable"])?;
        nothing(request.json(code)).await
    }

    /// Reads one's own account.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn me(&self) -> Result<User> {
        read(self.request(Method::GET, &["v1", "staff", "me"])?).await
    }

    /// Changes one's own password. All other sessions end.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn change_password(&self, change: &PasswordChange) -> Result<()> {
        let request = self.request(Method::POST, &["v1", "staff", "me", "password"])?;
        nothing(request.json(change)).await
    }

    /// Lists where one is signed in.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn sessions(&self) -> Result<Vec<Session>> {
        read(self.request(Method::GET, &["v1", "staff", "sessions"])?).await
    }

    /// Ends a session of one's own.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn end_session(&self, id: Uuid) -> Result<()> {
        let id = id.to_string();
        nothing(self.request(Method::DELETE, &["v1", "staff", "sessions", &id])?).await
    }

    /// Ends all sessions of one's own but this one.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn end_other_sessions(&self) -> Result<()> {
        nothing(self.request(Method::DELETE, &["v1", "staff", "sessions"])?).await
    }

    /// Lists users, as they were made.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn users(&self, paging: &Paging) -> Result<Page<User>> {
        let request = self.request(Method::GET, &["v1", "staff", "users"])?;
        read(request.query(paging)).await
    }

    /// Makes a user.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn create_user(&self, user: &NewUser, idempotency_key: Option<&str>) -> Result<User> {
        let request = self.request(Method::POST, &["v1", "staff", "users"])?;
        read(keyed(request.json(user), idempotency_key)).await
    }

    /// Reads a user.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn user(&self, id: Uuid) -> Result<User> {
        let id = id.to_string();
        read(self.request(Method::GET, &["v1", "staff", "users", &id])?).await
    }

    /// Changes a user.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn change_user(&self, id: Uuid, change: &UserChange) -> Result<User> {
        let id = id.to_string();
        let request = self.request(Method::PATCH, &["v1", "staff", "users", &id])?;
        read(request.json(change)).await
    }

    /// Takes a user's password away, and mails a link that sets a new one.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn reset_user(&self, id: Uuid, reset: Reset) -> Result<()> {
        let id = id.to_string();
        let request = self.request(Method::POST, &["v1", "staff", "users", &id, "reset"])?;
        nothing(request.json(&reset)).await
    }

    /// Reads the audit record, newest first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn audit(&self, paging: &Paging) -> Result<Page<AuditEntry>> {
        let request = self.request(Method::GET, &["v1", "staff", "audit"])?;
        read(request.query(paging)).await
    }

    /// Lists notifications in a state.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn notifications(
        &self,
        state: NotificationState,
        paging: &Paging,
    ) -> Result<Page<Notification>> {
        let request = self.request(Method::GET, &["v1", "staff", "notifications"])?;
        read(request.query(&[("state", state)]).query(paging)).await
    }

    /// Sends a notification that was given up once more.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn retry_notification(&self, id: Uuid) -> Result<()> {
        let id = id.to_string();
        let path = ["v1", "staff", "notifications", &id, "retry"];
        nothing(self.request(Method::POST, &path)?).await
    }

    /// Lists what could not be answered well.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn knowledge_gaps(&self, filter: &GapFilter) -> Result<GapReport> {
        let request = self.request(Method::GET, &["v1", "staff", "knowledge-gaps"])?;
        read(request.query(filter)).await
    }

    pub(super) fn request(&self, method: Method, path: &[&str]) -> Result<RequestBuilder> {
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", self.access_token))
            // A token with a line break was never one: the server would refuse an empty one too.
            .unwrap_or_else(|_| HeaderValue::from_static("Bearer"));
        bearer.set_sensitive(true);
        let url = self.client.url(path)?;
        Ok(self
            .client
            .http
            .request(method, url)
            .header(AUTHORIZATION, bearer))
    }
}

fn keyed(request: RequestBuilder, idempotency_key: Option<&str>) -> RequestBuilder {
    match idempotency_key {
        Some(key) => request.header("idempotency-key", key),
        None => request,
    }
}
