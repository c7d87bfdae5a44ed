//! Questions made of answers, and texts for answers: for staff.

use reqwest::Method;
use serde::Serialize;
use uuid::Uuid;

use super::accounts::SignedIn;
use super::{Result, read};
use crate::Page;
use crate::editorial::{
    AnswerTemplate, AnswerTemplateFilter, AnswerTemplates, EditAnswerTemplate, EditFaqDraft,
    FaqDraft, FaqDraftFilter, FaqDraftRow, FaqReason, FaqRevision, NewAnswerTemplate, NewFaqDraft,
    PublishFaq, SimilarTickets, WithdrawFaq,
};

const DRAFTS: [&str; 3] = ["v1", "staff", "faq-drafts"];
const TEMPLATES: [&str; 3] = ["v1", "staff", "answer-templates"];

impl SignedIn {
    /// A page of drafts, what was changed last first.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn faq_drafts(&self, filter: &FaqDraftFilter) -> Result<Page<FaqDraftRow>> {
        read(self.request(Method::GET, &DRAFTS)?.query(filter)).await
    }

    /// Begins a draft.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn new_faq_draft(&self, new: &NewFaqDraft) -> Result<FaqDraft> {
        read(self.request(Method::POST, &DRAFTS)?.json(new)).await
    }

    /// Looks at a draft.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn faq_draft(&self, id: Uuid) -> Result<FaqDraft> {
        let id = id.to_string();
        read(self.request(Method::GET, &[&DRAFTS[..], &[&id]].concat())?).await
    }

    /// Changes the words of a draft.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn edit_faq_draft(&self, id: Uuid, edit: &EditFaqDraft) -> Result<FaqDraft> {
        let id = id.to_string();
        let request = self.request(Method::PUT, &[&DRAFTS[..], &[&id]].concat())?;
        read(request.json(edit)).await
    }

    /// Hands a draft in for review.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn submit_faq_draft(&self, id: Uuid, revision: i32) -> Result<FaqDraft> {
        self.faq_step(id, "submit", &FaqRevision { revision }).await
    }

    /// Sends a draft back to its writer.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn send_faq_draft_back(&self, id: Uuid, reason: &FaqReason) -> Result<FaqDraft> {
        self.faq_step(id, "send-back", reason).await
    }

    /// Publishes a draft.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn publish_faq(&self, id: Uuid, publish: &PublishFaq) -> Result<FaqDraft> {
        self.faq_step(id, "publish", publish).await
    }

    /// Takes a published question back.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn withdraw_faq(&self, id: Uuid, withdraw: &WithdrawFaq) -> Result<FaqDraft> {
        self.faq_step(id, "withdraw", withdraw).await
    }

    /// Tickets that may ask the same.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn similar_tickets(&self, id: Uuid) -> Result<SimilarTickets> {
        let id = id.to_string();
        let path = [&DRAFTS[..], &[&id, "similar"]].concat();
        read(self.request(Method::GET, &path)?).await
    }

    /// Texts for answers.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn answer_templates(&self, filter: &AnswerTemplateFilter) -> Result<AnswerTemplates> {
        read(self.request(Method::GET, &TEMPLATES)?.query(filter)).await
    }

    /// Keeps a text for answers.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn new_answer_template(&self, new: &NewAnswerTemplate) -> Result<AnswerTemplate> {
        read(self.request(Method::POST, &TEMPLATES)?.json(new)).await
    }

    /// Changes a text for answers.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn edit_answer_template(
        &self,
        id: Uuid,
        edit: &EditAnswerTemplate,
    ) -> Result<AnswerTemplate> {
        let id = id.to_string();
        let request = self.request(Method::PUT, &[&TEMPLATES[..], &[&id]].concat())?;
        read(request.json(edit)).await
    }

    /// Throws a text for answers away.
    ///
    /// # Errors
    /// As every call: see [`ClientError`](super::ClientError).
    pub async fn delete_answer_template(&self, id: Uuid) -> Result<()> {
        let id = id.to_string();
        let path = [&TEMPLATES[..], &[&id]].concat();
        super::nothing(self.request(Method::DELETE, &path)?).await
    }

    async fn faq_step(&self, id: Uuid, step: &str, body: &impl Serialize) -> Result<FaqDraft> {
        let id = id.to_string();
        let request = self.request(Method::POST, &[&DRAFTS[..], &[&id, step]].concat())?;
        read(request.json(body)).await
    }
}
