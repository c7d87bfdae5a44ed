//! Sending an approved apology: what goes out is kept word for word.

use std::collections::HashMap;

use mobile_contract::dossier::apology::{Apology, ApologyState, LetterWay, SendApology};
use mobile_contract::dossier::event::DossierEventKind;
use mobile_contract::{DossierCode, ErrorCode, Locale};
use uuid::Uuid;

use super::deeds::Open;
use super::paper::Paper;
use super::view::recipient;
use super::{Letter, store};
use crate::accounts::Staff;
use crate::dossiers::Dossiers;
use crate::dossiers::entity::apology;
use crate::dossiers::record::Record;
use crate::dossiers::watch::HERE;
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::notifications::{About, ApologySent, Outgoing, Recipient, Template};

impl Dossiers {
    /// Sends an approved apology to whoever handed the dossier in: by mail, else by text message; or notes that it
    /// was handed over on paper.
    ///
    /// # Errors
    /// `not_found`, 403, `record_changed`; `dossier_state` when it is not approved, was sent, or nobody can be reached.
    pub async fn send_apology(
        &self,
        staff: &Staff,
        (code, id): (&DossierCode, Uuid),
        how: SendApology,
    ) -> Result<Apology> {
        let transaction = self.db.begin().await?;
        let (dossier, record) = self.find_to_write(&*transaction, staff, code).await?;
        let mut row = store::lock(&*transaction, code, id).await?;
        if row.revision != how.revision {
            return Err(Error::new(ErrorCode::RecordChanged));
        }
        if row.state != wire::name(ApologyState::Approved) {
            return Err(Error::new(ErrorCode::DossierState).detail(
                "Chỉ gửi được phiếu đã duyệt và chưa gửi.",
                "Only an approved apology that was not sent yet can be sent.",
            ));
        }
        if dossier.ended_at.is_some() || dossier.due_at != Some(row.new_due_at) {
            return Err(Error::new(ErrorCode::DossierState).detail(
                "Hồ sơ đã kết thúc hoặc có ngày hẹn khác, phiếu này không còn đúng.",
                "The dossier ended, or is due on another day: the letter is right no longer.",
            ));
        }
        let sealed = row.paper.as_deref();
        let sealed = sealed.ok_or_else(|| Error::internal("an approved apology has no letter"))?;
        let paper: Paper = self.unseal(sealed)?;
        let contact = self.contact(&record)?;
        let letter = if how.on_paper {
            on_paper(&paper)
        } else {
            let (way, to) = recipient(&contact).ok_or_else(unreachable)?;
            let (letter, outgoing) = self.apology_letter(&row, &paper, (way, to))?;
            self.outbox
                .enqueue(&*transaction, self.clock.now(), outgoing)
                .await?;
            letter
        };
        row.state = wire::name(ApologyState::Sent);
        row.sent_at = Some(self.clock.now());
        row.late = row.late || self.is_too_late(&row, &record);
        row.letter = Some(self.seal(&letter)?);
        let open = Open {
            dossier,
            record,
            row,
            codes: HashMap::new(),
        };
        self.kept(transaction, staff, open, "dossier.apology_sent")
            .await
    }

    /// A letter, as it is kept and as it goes out: both are made of one rendering.
    fn apology_letter(
        &self,
        row: &apology::Model,
        paper: &Paper,
        (way, to): (LetterWay, Recipient),
    ) -> Result<(Letter, Outgoing)> {
        let template = self.apology_words(row, paper.agency.clone(), paper.paragraphs.clone());
        let words = template.render(Locale::Vi)?;
        let letter = match way {
            LetterWay::Sms => Letter {
                way,
                subject: String::new(),
                text: words.short,
            },
            _ => Letter {
                way,
                subject: words.subject,
                text: words.text,
            },
        };
        let outgoing = Outgoing {
            about: Some(About {
                kind: "apology",
                id: row.id,
            }),
            dedup_key: Some(format!("apology {}", row.id)),
            ..Outgoing::new(to, template, Locale::Vi)
        };
        Ok((letter, outgoing))
    }

    fn apology_words(
        &self,
        row: &apology::Model,
        agency: String,
        paragraphs: Vec<String>,
    ) -> Template {
        let mut link = self.public_url.clone();
        link.set_path("/ho-so");
        Template::ApologySent(ApologySent {
            code: row.code.clone(),
            agency,
            reason: row.reason.clone(),
            paragraphs,
            due: row.new_due_at,
            link,
        })
    }

    /// The text message as it would go out now, for whoever approves it: it has fewer words than the letter.
    pub(super) fn text_message(&self, row: &apology::Model) -> Result<String> {
        let agency = match &row.paper {
            Some(sealed) => self.unseal::<Paper>(sealed)?.agency,
            // One of no agency that is known cannot be approved, and is looked at all the same.
            None => self
                .apologiser(row)
                .map(|agency| agency.name)
                .unwrap_or_default(),
        };
        let words = self.apology_words(row, agency, Vec::new());
        Ok(words.render(Locale::Vi)?.short)
    }

    /// Whether it is for a letter of ours to apologise to somebody at this address for what came with a batch: its new
    /// date was approved here, and the letter, once somebody sends it, goes to who handed the dossier in.
    pub(in crate::dossiers) fn is_written_to(
        &self,
        (record, known): (&Record, usize),
        to: &Recipient,
    ) -> Result<bool> {
        let mut new = record.events.iter().skip(known);
        if !new.any(|event| event.kind == DossierEventKind::Extended && event.source == HERE) {
            return Ok(false);
        }
        let own = recipient(&self.contact(record)?);
        Ok(own
            .is_some_and(|(_, own)| (own.channel(), own.address()) == (to.channel(), to.address())))
    }
}

fn on_paper(paper: &Paper) -> Letter {
    Letter {
        way: LetterWay::Paper,
        subject: String::new(),
        text: paper.paragraphs.join("\n\n"),
    }
}

fn unreachable() -> Error {
    Error::new(ErrorCode::DossierState).detail(
        "Hồ sơ không có thư điện tử hay số di động. Mời in phiếu, ký, giao cho người nộp rồi ghi là đã giao trên giấy.",
        "The dossier has neither a mail address nor a mobile number. Please print and sign the letter, hand it over, and note that.",
    )
}
