//! Tickets, for staff.

use reqwest::Method;
use serde::Serialize;

use super::accounts::SignedIn;
use super::{Result, read};
use crate::settings::{AgencySettings, NewAgencySettings};
use crate::ticket::{
    AtTicket, CallerTicket, Merge, NewAnswer, NewDraft, NewFinding, NewKind, NewNote, NewRequest,
    OpenedTicket, ReportDays, Revision, RoutingReport, StaffTicket, StaffTicketFilter,
    TicketClocks, TicketCode, TicketCounts, TicketPresence, TicketRow, Transfer,
};
use crate::{Page, Slug};

impl SignedIn {
    /// A page of the queue, what is due first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn tickets(&self, filter: &StaffTicketFilter) -> Result<Page<TicketRow>> {
        let request = self.request(Method::GET, &["v1", "staff", "tickets"])?;
        read(request.query(filter)).await
    }

    /// How many tickets are open.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ticket_counts(&self) -> Result<TicketCounts> {
        read(self.request(Method::GET, &["v1", "staff", "tickets", "counts"])?).await
    }

    /// Writes a ticket down for a caller.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn send_ticket_for_caller(
        &self,
        ticket: &CallerTicket,
        key: Option<&str>,
    ) -> Result<OpenedTicket> {
        let mut request = self
            .request(Method::POST, &["v1", "staff", "tickets"])?
            .json(ticket);
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        read(request).await
    }

    /// Looks at a ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn staff_ticket(&self, code: &TicketCode) -> Result<StaffTicket> {
        read(self.request(Method::GET, &["v1", "staff", "tickets", code.as_str()])?).await
    }

    /// How the due dates of a ticket come about.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ticket_clock(&self, code: &TicketCode) -> Result<TicketClocks> {
        let path = ["v1", "staff", "tickets", code.as_str(), "clock"];
        read(self.request(Method::GET, &path)?).await
    }

    /// Sends a ticket to the agency responsible.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn transfer_ticket(&self, code: &TicketCode, to: &Transfer) -> Result<StaffTicket> {
        self.do_to_ticket(code, "transfer", to).await
    }

    /// Takes a ticket on.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn assign_ticket(&self, code: &TicketCode, seen: Revision) -> Result<StaffTicket> {
        self.do_to_ticket(code, "assign", &seen).await
    }

    /// Notes something for colleagues.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn note_on_ticket(&self, code: &TicketCode, note: &NewNote) -> Result<StaffTicket> {
        self.do_to_ticket(code, "notes", note).await
    }

    /// Notes what looking into a rating showed.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn note_finding(&self, code: &TicketCode, new: &NewFinding) -> Result<StaffTicket> {
        self.do_to_ticket(code, "finding", new).await
    }

    /// Keeps an answer that is being written.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn draft_answer(&self, code: &TicketCode, draft: &NewDraft) -> Result<StaffTicket> {
        self.do_to_ticket(code, "draft", draft).await
    }

    /// Sends a draft back to its writer.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn send_draft_back(
        &self,
        code: &TicketCode,
        missing: &NewRequest,
    ) -> Result<StaffTicket> {
        self.do_to_ticket(code, "send-back", missing).await
    }

    /// Answers a ticket.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn answer_ticket(
        &self,
        code: &TicketCode,
        answer: &NewAnswer,
    ) -> Result<StaffTicket> {
        self.do_to_ticket(code, "answer", answer).await
    }

    /// Asks the sender for something.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn ask_sender(&self, code: &TicketCode, request: &NewRequest) -> Result<StaffTicket> {
        self.do_to_ticket(code, "ask", request).await
    }

    /// Joins a ticket to another one of the same matter.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn merge_ticket(&self, code: &TicketCode, merge: &Merge) -> Result<StaffTicket> {
        self.do_to_ticket(code, "merge", merge).await
    }

    async fn do_to_ticket(
        &self,
        code: &TicketCode,
        deed: &str,
        body: &impl Serialize,
    ) -> Result<StaffTicket> {
        let path = ["v1", "staff", "tickets", code.as_str(), deed];
        read(self.request(Method::POST, &path)?.json(body)).await
    }

    /// Puts right what kind of ticket it is.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn change_ticket_kind(
        &self,
        code: &TicketCode,
        new: &NewKind,
    ) -> Result<StaffTicket> {
        let path = ["v1", "staff", "tickets", code.as_str(), "kind"];
        read(self.request(Method::POST, &path)?.json(new)).await
    }

    /// How often tickets went to the right agency.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn routing_report(&self, days: &ReportDays) -> Result<RoutingReport> {
        let request = self.request(Method::GET, &["v1", "staff", "reports", "routing"])?;
        read(request.query(days)).await
    }

    /// Says that the caller is at a ticket, and tells who else is.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn be_at_ticket(&self, code: &TicketCode, writing: bool) -> Result<Vec<AtTicket>> {
        let path = ["v1", "staff", "tickets", code.as_str(), "presence"];
        read(
            self.request(Method::POST, &path)?
                .json(&TicketPresence { writing }),
        )
        .await
    }

    /// The settings of an agency.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn agency_settings(&self, agency: &Slug) -> Result<AgencySettings> {
        let path = ["v1", "staff", "agencies", agency.as_str(), "settings"];
        read(self.request(Method::GET, &path)?).await
    }

    /// Changes the settings of an agency.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn change_agency_settings(
        &self,
        agency: &Slug,
        new: &NewAgencySettings,
    ) -> Result<AgencySettings> {
        let path = ["v1", "staff", "agencies", agency.as_str(), "settings"];
        read(self.request(Method::PUT, &path)?.json(new)).await
    }
}
