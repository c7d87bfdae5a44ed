//! Taking files: looked at, written anew, stored.

use std::sync::Arc;

use mobile_contract::limits::{ATTACHMENT_BYTES, ATTACHMENTS_PER_MESSAGE};
use mobile_contract::ticket::AttachmentType;
use uuid::Uuid;

use super::depot::Form;
use super::entity::Model;
use super::kind::Kind;
use super::refusal::{self, Refusal};
use super::store::{self, State};
use super::{Files, Given, Taken, name, pdf, photo};
use crate::error::{Error, Result};
use crate::kernel::secret::sha256_hex;
use crate::kernel::wire;

/// Millions of pixels that may be open at once: one large photo, or several usual ones.
pub(super) const DESK: usize = 64;
/// What the smallest picture counts as, in millions of pixels; this bounds how many are open.
const LEAST: u64 = 8;

/// A file as it is kept.
struct Clean {
    kind: AttachmentType,
    bytes: Vec<u8>,
    small: Option<Vec<u8>>,
}

impl Files {
    /// Takes a file: tells what it is, writes photos anew, looks PDFs through, and stores the bytes.
    ///
    /// # Errors
    /// `attachment_refused` or `too_large`, in words for its sender; when the storage or the database fails.
    pub async fn take(&self, given: Given) -> Result<Taken> {
        let shown = name::shown(&given.name);
        if given.bytes.len() > ATTACHMENT_BYTES {
            return Err(refusal::too_large(&shown));
        }
        let kind = Kind::of(&given.bytes, given.claimed.as_deref())
            .and_then(|kind| match kind.belies(&given.name) {
                true => Err(Refusal::Lies),
                false => Ok(kind),
            })
            .map_err(|refusal| refusal.of(&shown))?;
        let clean = self.clean(kind, given.bytes, &shown).await?;
        self.keep(name::clean(&given.name, clean.kind), clean).await
    }

    /// Takes the files of one message, in order. When one is refused, none is given.
    ///
    /// # Errors
    /// When there are too many; as [`take`](Self::take).
    pub async fn take_all(&self, given: Vec<Given>) -> Result<Vec<Taken>> {
        if given.len() > ATTACHMENTS_PER_MESSAGE {
            return Err(refusal::too_many());
        }
        let mut taken = Vec::with_capacity(given.len());
        for file in given {
            taken.push(self.take(file).await?);
        }
        Ok(taken)
    }

    /// Off the threads that answer requests, and only so much at once.
    async fn clean(&self, kind: Kind, bytes: Vec<u8>, shown: &str) -> Result<Clean> {
        let pixels = match kind {
            Kind::Pdf => 0,
            _ => photo::pixels(kind, &bytes).ok_or_else(|| Refusal::Broken.of(shown))?,
        };
        let weight = (pixels / 1_000_000).max(LEAST).min(DESK as u64);
        let weight = u32::try_from(weight).unwrap_or(u32::MAX);
        let place = Arc::clone(&self.desk)
            .acquire_many_owned(weight)
            .await
            .map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            let done = clean(kind, bytes);
            drop(place);
            done
        });
        done.await
            .map_err(|_| Error::internal("looking at a file panicked"))?
            .map_err(|refusal| refusal.of(shown))
    }

    /// The row first, then the bytes it names: whatever breaks between them, the row is met when what
    /// belongs to nothing is thrown away.
    async fn keep(&self, name: String, clean: Clean) -> Result<Taken> {
        let row = Model {
            id: Uuid::now_v7(),
            object: Uuid::new_v4(),
            state: State::Loose.as_str().to_owned(),
            owner_kind: None,
            owner_id: None,
            part_id: None,
            by: None,
            name,
            media_type: wire::name(clean.kind),
            bytes: i64::try_from(clean.bytes.len()).unwrap_or(i64::MAX),
            sha256: sha256_hex(&clean.bytes),
            small: clean.small.is_some(),
            uploaded_at: self.clock.now(),
        };
        let taken = Taken { id: row.id };
        let object = row.object;
        let transaction = self.db.begin().await?;
        store::insert(&*transaction, row).await?;
        transaction.commit().await?;
        if let Some(small) = clean.small {
            self.depot
                .put(&self.vault, (object, Form::Small), small)
                .await?;
        }
        self.depot
            .put(&self.vault, (object, Form::Full), clean.bytes)
            .await?;
        Ok(taken)
    }
}

fn clean(kind: Kind, bytes: Vec<u8>) -> Result<Clean, Refusal> {
    if kind == Kind::Pdf {
        pdf::check(&bytes)?;
        return Ok(Clean {
            kind: AttachmentType::Pdf,
            bytes,
            small: None,
        });
    }
    let photo = photo::write_anew(kind, &bytes)?;
    Ok(Clean {
        kind: photo.kind,
        bytes: photo.bytes,
        small: Some(photo.small),
    })
}
