//! Apologies as staff see them.

use mobile_contract::dossier::apology::{Apology, ApologyState, LetterWay, SentLetter};
use sea_orm::ConnectionTrait;

use super::{Letter, store};
use crate::dossiers::Dossiers;
use crate::dossiers::entity::{apology, dossier};
use crate::dossiers::fold::fold;
use crate::dossiers::record::{Contact, Record};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::notifications::Recipient;

/// The apologies of a dossier, the newest first.
pub(in crate::dossiers) async fn of_dossier(
    dossiers: &Dossiers,
    db: &impl ConnectionTrait,
    (row, record): (&dossier::Model, &Record),
) -> Result<Vec<Apology>> {
    let rows = store::of(db, &row.code).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let reachable = dossiers.reachable(record)?;
    let shown = rows
        .iter()
        .map(|apology| dossiers.apology(apology, row, reachable));
    shown.collect()
}

impl Dossiers {
    /// An apology as staff see it.
    pub(super) fn apology(
        &self,
        row: &apology::Model,
        dossier: &dossier::Model,
        reachable: Option<LetterWay>,
    ) -> Result<Apology> {
        let state: ApologyState = wire::value(&row.state)?;
        let letter = row.letter.as_deref().map(|sealed| {
            let Letter { way, subject, text } = self.unseal(sealed)?;
            Ok::<_, Error>(SentLetter { way, subject, text })
        });
        let message = reachable == Some(LetterWay::Sms)
            && (state.is_open() || state == ApologyState::Approved);
        let message = message.then(|| self.text_message(row));
        Ok(Apology {
            id: row.id,
            dossier: row.code.parse().map_err(Error::internal)?,
            agency: row.agency.as_deref().and_then(|id| self.agency_ref(id)),
            state,
            due_at: row.due_at,
            new_due: row.new_due,
            new_due_at: row.new_due_at,
            reason: row.reason.clone(),
            signer: row.signer.clone(),
            signer_name: row.signer_name.clone(),
            number: row.number.clone(),
            // Until it is approved, what the dossier had meanwhile counts.
            second: if state.is_open() {
                self.is_extended(dossier)
            } else {
                row.second
            },
            justification: row.justification.clone(),
            note: row.note.clone(),
            late: row.late,
            reachable,
            text_message: message.transpose()?,
            letter: letter.transpose()?,
            drafted_at: row.drafted_at,
            submitted_at: row.submitted_at,
            approved_at: row.approved_at,
            sent_at: row.sent_at,
            revision: row.revision,
        })
    }

    /// Who handed a dossier in, as far as it was told.
    pub(super) fn contact(&self, record: &Record) -> Result<Contact> {
        let facts = fold(record);
        let contact = facts.applicant.map(|applicant| applicant.open(&self.vault));
        Ok(contact.transpose()?.unwrap_or_default())
    }

    /// How whoever handed a dossier in would be written to.
    pub(super) fn reachable(&self, record: &Record) -> Result<Option<LetterWay>> {
        let contact = self.contact(record)?;
        Ok(recipient(&contact).map(|(way, _)| way))
    }
}

/// By mail when there is an address: it holds the whole letter, and costs nobody anything. A fixed line gets no
/// text message.
pub(super) fn recipient(contact: &Contact) -> Option<(LetterWay, Recipient)> {
    let mail = contact.email.as_ref().and_then(|mail| {
        let named = Recipient::mail(mail.as_str(), contact.name.as_deref());
        // A name that fits no header is no reason to leave the letter unsent.
        named.or_else(|_| Recipient::mail(mail.as_str(), None)).ok()
    });
    let phone = contact.phone.as_ref().filter(|phone| phone.is_mobile());
    let sms = phone.and_then(|phone| Recipient::sms(phone.as_str()).ok());
    let mail = mail.map(|to| (LetterWay::Mail, to));
    mail.or_else(|| sms.map(|to| (LetterWay::Sms, to)))
}
