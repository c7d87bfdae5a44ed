//! What is searched.

use std::collections::HashMap;

use async_trait::async_trait;
use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::{Faq, Procedure};

use crate::error::Error;
use crate::search::{IndexDocument, Records, Source};
use crate::storage::{Database, meta};
use crate::{faqs, procedures};

/// What the index knows of procedures: kept, because questions for all change many times as often, and
/// shall be found at once.
pub(super) struct Catalogue {
    /// The revision it was read at; `None`: it tells nothing.
    revision: Option<String>,
    documents: Vec<IndexDocument>,
    /// The field of administration of each.
    fields: HashMap<ProcedureCode, String>,
}

impl Catalogue {
    pub(super) fn new(revision: Option<String>, procedures: &[Procedure]) -> Self {
        let field = |p: &Procedure| (p.code.clone(), p.field.clone());
        Self {
            revision,
            documents: procedures.iter().map(IndexDocument::of_procedure).collect(),
            fields: procedures.iter().map(field).collect(),
        }
    }

    /// Whether it is what is stored at a revision.
    pub(super) fn is_of(&self, revision: Option<&str>) -> bool {
        revision.is_some() && self.revision.as_deref() == revision
    }

    /// Everything that is searched.
    pub(super) fn with<'a>(&'a self, faqs: &'a [Faq]) -> impl Iterator<Item = IndexDocument> + 'a {
        let of_faq = |faq: &Faq| {
            let code = faq.procedure.as_ref();
            let field = code.and_then(|code| self.fields.get(code));
            IndexDocument::of_faq(faq, field.map(String::as_str))
        };
        let faqs = faqs.iter().map(of_faq);
        self.documents.iter().cloned().chain(faqs)
    }
}

/// The stored knowledge, as the index of a server wants it.
pub(super) struct Stored(pub(super) Database);

#[async_trait]
impl Source for Stored {
    async fn records(&self) -> std::result::Result<Records, String> {
        let read = async {
            let revision = meta::revision(&*self.0).await?;
            let procedures = procedures::store::all(&*self.0).await?;
            let faqs = faqs::store::all(&*self.0).await?;
            Ok::<_, Error>(Records {
                revision,
                documents: Catalogue::new(None, &procedures).with(&faqs).collect(),
            })
        };
        read.await.map_err(|error| error.to_string())
    }
}
