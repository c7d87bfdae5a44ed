//! Opening a dossier with a proof.

use chrono::{DateTime, Utc};
use mobile_contract::accounts::OtpChallenge;
use mobile_contract::dossier::lookup::{DossierOtpRequest, DossierView};
use mobile_contract::qr::{QrSignature, QrStatus, QrTarget};
use mobile_contract::{DossierCode, ErrorCode, Locale};
use uuid::Uuid;

use super::proof::Proof;
use super::tries::Tries;
use super::{LookUp, marks, pass};
use crate::dossiers::codes::Made;
use crate::dossiers::record::phone_mark;
use crate::dossiers::{Origin, store};
use crate::error::{Error, Result};
use crate::notifications::{DossierCodeFor, Recipient};

/// A dossier that somebody has proved to be theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The dossier.
    pub code: DossierCode,
    /// By what cannot be guessed: a receipt, a code that was sent, a sign-in.
    pub strong: bool,
    /// The pass that proved it: it is given again, so that half an hour stays half an hour.
    pass: Option<String>,
}

/// No such dossier, or no such proof: one answer for both.
#[must_use]
pub fn wrong() -> Error {
    Error::new(ErrorCode::DossierNotFound).detail(
        "Mời bạn xem lại mã hồ sơ trên giấy hẹn và 4 số cuối điện thoại hoặc giấy tờ tùy thân của người nộp.",
        "Please check the code on your receipt, and the last 4 digits of the applicant's phone or identity number.",
    )
}

/// The same for six digits that were sent: whoever typed them is told of those.
fn wrong_sent() -> Error {
    Error::new(ErrorCode::DossierNotFound).detail(
        "Mã 6 số chưa đúng hoặc đã hết hạn. Cần thì bấm Gửi mã để nhận mã mới.",
        "The six digits are wrong or have run out. If you need new ones, please have a code sent again.",
    )
}

impl LookUp {
    /// Proves that a dossier is one's own.
    ///
    /// # Errors
    /// 404 (`dossier_not_found`) when there is no such dossier or the proof is wrong; 422 when it is of no
    /// known form; 429 when wrong ones came before.
    pub async fn prove(&self, code: &DossierCode, proof: &str, origin: &Origin) -> Result<Proven> {
        self.prove_by(code, (proof, None), origin).await
    }

    /// The same; six digits come with the challenge that they answer.
    ///
    /// # Errors
    /// As [`prove`](Self::prove).
    pub async fn prove_by(
        &self,
        code: &DossierCode,
        (proof, challenge): (&str, Option<Uuid>),
        origin: &Origin,
    ) -> Result<Proven> {
        let proof = Proof::read(proof, challenge)?;
        let now = self.dossiers.clock.now();
        let strong = match proof {
            Proof::Pass(text) => return self.by_pass(code, text, now),
            // The tries at a code that was sent are counted with it: no counter of a client or network, which
            // strangers can fill, holds it up.
            Proof::Sent(id, digits) => {
                self.sent(code, (id, &digits), now).await?;
                true
            }
            // What is proved by a signature needs no counter, and no transaction.
            Proof::Receipt(tail) if self.is_receipt_of(&tail, code).await? => true,
            Proof::Receipt(_) => return Err(self.counted(origin, now).await?),
            Proof::Last4(digits) => {
                self.last4(code, &digits, (origin, now)).await?;
                false
            }
        };
        Ok(Proven {
            code: code.clone(),
            strong,
            pass: None,
        })
    }

    /// A pass cannot be guessed. One that ran out, or is of another dossier, is no guess either: it is not counted.
    fn by_pass(&self, code: &DossierCode, text: String, now: DateTime<Utc>) -> Result<Proven> {
        let opened = pass::open(&self.dossiers.vault, &text, now);
        let (_, strong) = opened.filter(|(of, _)| of == code).ok_or_else(wrong)?;
        Ok(Proven {
            code: code.clone(),
            strong,
            pass: Some(text),
        })
    }

    /// Digits may be guessed: wrong ones are counted. A right try is undone with all that it held: it costs no write.
    async fn last4(
        &self,
        code: &DossierCode,
        digits: &str,
        (origin, now): (&Origin, DateTime<Utc>),
    ) -> Result<()> {
        let vault = &self.dossiers.vault;
        let transaction = self.dossiers.db.begin().await?;
        let db = &*transaction;
        let mut tries = Tries::begin(db, vault, origin, now).await?;
        tries.hold_code(db, vault, code, now).await?;
        let kept = marks::kept(db, code).await?;
        if marks::fit(vault, code, digits, &kept) {
            return Ok(());
        }
        tries.wrong(db, now).await?;
        transaction.commit().await?;
        Err(wrong())
    }

    /// Counts a wrong receipt, and says what to answer.
    async fn counted(&self, origin: &Origin, now: DateTime<Utc>) -> Result<Error> {
        let transaction = self.dossiers.db.begin().await?;
        let db = &*transaction;
        let tries = Tries::begin(db, &self.dossiers.vault, origin, now).await?;
        tries.wrong(db, now).await?;
        transaction.commit().await?;
        Ok(wrong())
    }

    async fn sent(
        &self,
        code: &DossierCode,
        (id, digits): (Uuid, &str),
        now: DateTime<Utc>,
    ) -> Result<()> {
        let transaction = self.dossiers.db.begin().await?;
        let subject = otp_subject(code);
        let challenge = (id, subject.as_str());
        let taken = self
            .dossiers
            .take_challenge(&*transaction, challenge, digits, now);
        let right = taken.await?;
        transaction.commit().await?;
        right.then_some(()).ok_or_else(wrong_sent)
    }

    /// Whether a receipt is ours, in use, and of this dossier.
    async fn is_receipt_of(&self, tail: &str, code: &DossierCode) -> Result<bool> {
        let scanned = match self.resolver.find(tail, Locale::Vi).await {
            Ok(scanned) => scanned,
            Err(error) if error.code().status() >= 500 => return Err(error),
            Err(_) => return Ok(false),
        };
        let of_dossier =
            matches!(&scanned.target, QrTarget::Dossier { code: Some(of) } if of == code);
        // An older print stays good: its holder is told so.
        let in_use = matches!(scanned.status, QrStatus::Active | QrStatus::Superseded);
        Ok(of_dossier && scanned.signature == QrSignature::Valid && in_use)
    }

    /// What a dossier's owner sees.
    ///
    /// # Errors
    /// 404 when there is no such dossier: a receipt may be made before the first event arrives. Who holds a genuine one is
    /// told so.
    pub async fn look(&self, proven: &Proven, locale: Locale) -> Result<DossierView> {
        let db = &*self.dossiers.db;
        let mut kept = store::load(db, &[&proven.code]).await?;
        let kept = kept.remove(proven.code.as_str());
        let kept = kept.ok_or_else(|| if proven.strong { not_yet() } else { wrong() })?;
        let now = self.dossiers.clock.now();
        let fresh = || pass::seal(&self.dossiers.vault, (&proven.code, proven.strong), now);
        let pass = proven.pass.clone().map_or_else(fresh, Ok)?;
        let reader = super::Reader::new(&self.dossiers, locale, now);
        reader.view(&kept, pass)
    }

    /// Sends a code to a phone, if it is the one that was left with the dossier. Whoever asks gets a challenge in either
    /// case and waits for nothing: what there is to find and to send is done after they were answered. Until then, and
    /// for ever where nothing is sent, no digits answer the challenge.
    ///
    /// # Errors
    /// 422 when the number receives no messages; 429 when who asks has asked often enough.
    pub async fn ask_code(
        &self,
        request: DossierOtpRequest,
        locale: Locale,
        origin: &Origin,
    ) -> Result<OtpChallenge> {
        if !request.phone.is_mobile() {
            return Err(Error::field(
                "body.phone",
                "cần số di động để nhận tin nhắn",
                "must be a mobile number, which can receive an SMS",
            ));
        }
        let now = self.dossiers.clock.now();
        let transaction = self.dossiers.db.begin().await?;
        let asked = (request.phone.as_str(), origin);
        self.dossiers
            .charge_asking(&*transaction, asked, now)
            .await?;
        let subject = otp_subject(&request.code);
        let made = self
            .dossiers
            .reserve_code(&*transaction, &subject, now)
            .await?;
        transaction.commit().await?;
        let challenge = OtpChallenge {
            challenge: made.id,
            expires_at: made.expires_at,
        };
        let this = self.clone();
        tokio::spawn(async move {
            let sent = this.send_if_theirs(&request, &made, locale, now).await;
            match sent {
                Err(error) if error.code() == ErrorCode::RateLimited => {
                    tracing::info!("a number got enough codes for now");
                }
                Err(error) => tracing::error!(%error, "a code for a dossier was not sent"),
                Ok(()) => {}
            }
        });
        Ok(challenge)
    }

    async fn send_if_theirs(
        &self,
        request: &DossierOtpRequest,
        made: &Made,
        locale: Locale,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mark = phone_mark(&self.dossiers.vault, &request.phone);
        let transaction = self.dossiers.db.begin().await?;
        if !store::has_phone(&*transaction, &request.code, &mark).await? {
            return Ok(());
        }
        let to = request.phone.as_str();
        self.dossiers
            .charge_contact(&*transaction, (to, DossierCodeFor::LookUp), now)
            .await?;
        self.dossiers.wake_code(&*transaction, made).await?;
        let to = Recipient::sms(to).map_err(Error::internal)?;
        let about = (made, DossierCodeFor::LookUp);
        self.dossiers
            .send_code(&*transaction, about, (to, locale), now)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// What a code to look at a dossier is good for.
fn otp_subject(code: &DossierCode) -> String {
    format!("lookup {code}")
}

/// The receipt is genuine, and nothing was told of its dossier yet. Only for who proved that they hold it: to others a
/// code that is not there looks like a wrong proof.
fn not_yet() -> Error {
    Error::new(ErrorCode::DossierNotFound).detail(
        "Giấy hẹn đúng, nhưng hồ sơ chưa có trên hệ thống. Mời bạn thử lại sau, hoặc hỏi nơi đã cấp giấy hẹn.",
        "The receipt is genuine, but the dossier is not in the system yet. Please try again later, or ask the office that gave you the receipt.",
    )
}
