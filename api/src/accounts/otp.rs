//! Citizens prove a phone number or a mail address by a code that is sent there.

use chrono::Duration;
use mobile_contract::accounts::{OtpChallenge, OtpProof, OtpRequest, Tokens};
use mobile_contract::limits::{
    OTP_DIGITS, OTP_MINUTES, OTP_PER_ADDRESS, OTP_PER_CONTACT, OTP_PER_CONTACT_AND_ADDRESS,
    OTP_TRIES,
};
use mobile_contract::{ErrorCode, Locale};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::entity::{citizen, otp_challenge};
use super::letters::{Contact, Letter};
use super::sessions::{Opening, Owner};
use super::throttle::Quota;
use super::{Accounts, Caller, store};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::secret::number_below;
use crate::storage::WriteTransaction;

/// Codes that one number or address is sent.
const PER_CONTACT: Quota = Quota {
    most: OTP_PER_CONTACT,
    within: Duration::hours(1),
};
/// Codes that one number or address is sent because one network address asks for them: fewer, so that a
/// stranger who asks for somebody's codes leaves some to the owner.
const PER_CONTACT_AND_ADDRESS: Quota = Quota {
    most: OTP_PER_CONTACT_AND_ADDRESS,
    within: Duration::hours(1),
};
/// Codes that one network address may ask for.
const PER_ADDRESS: Quota = Quota {
    most: OTP_PER_ADDRESS,
    within: Duration::hours(1),
};
/// Proofs that one network address may try: five for each code it may ask for.
const PROOFS_PER_ADDRESS: Quota = Quota {
    most: OTP_PER_ADDRESS * OTP_TRIES,
    within: Duration::hours(1),
};
/// What contacts are sealed for.
const PURPOSE: &str = "citizens.contact";

/// The one contact of a request.
///
/// # Errors
/// 422 when there is none, or two, or a number that receives no SMS.
pub(super) fn contact_of(request: OtpRequest) -> Result<Contact> {
    match (request.phone, request.mail) {
        (Some(phone), None) if phone.is_mobile() => Ok(Contact::Phone(phone)),
        (Some(_), None) => Err(Error::field(
            "body.phone",
            "cần số di động để nhận tin nhắn",
            "must be a mobile number, which can receive an SMS",
        )),
        (None, Some(mail)) => Ok(Contact::Mail(mail)),
        _ => Err(Error::field(
            "body",
            "cần một số điện thoại hoặc một địa chỉ thư",
            "must have either a phone number or a mail address",
        )),
    }
}

impl Accounts {
    /// What a repeated request for a code is told apart by. The contact is in it only as a keyed
    /// hash: a bare hash of a phone number is as good as the number.
    ///
    /// # Errors
    /// When the key is not of its form.
    pub fn otp_attempt(&self, key: &str, contact: &Contact) -> Result<Attempt> {
        let fingerprint = self.contact_fingerprint(contact);
        Attempt::new(&self.vault, key, format!("otp:{fingerprint}"), &fingerprint)
    }

    /// Sends a code. The ones sent before to the same contact end, when they were asked for from the same
    /// network address.
    ///
    /// # Errors
    /// 429 when the contact was sent enough, or the address asked often enough.
    pub async fn send_code(
        &self,
        contact: Contact,
        locale: Locale,
        caller: &Caller,
        attempt: Option<&Attempt>,
    ) -> Result<OtpChallenge> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        if let Some(attempt) = attempt
            && let Some(saved) = attempt.saved(&*transaction).await?
        {
            return Ok(serde_json::from_str(&saved.body)?);
        }
        let fingerprint = self.contact_fingerprint(&contact);
        let address = self.vault.fingerprint("otp of address", &caller.address);
        PER_ADDRESS.charge(&*transaction, &address, now).await?;
        let both = self.vault.fingerprint(
            "otp of contact and address",
            &format!("{fingerprint} {address}"),
        );
        PER_CONTACT_AND_ADDRESS
            .charge(&*transaction, &both, now)
            .await?;
        let number = self.vault.fingerprint("otp of contact", &fingerprint);
        PER_CONTACT.charge(&*transaction, &number, now).await?;
        let id = Uuid::now_v7();
        let code = new_code()?;
        let expires_at = now + Duration::minutes(OTP_MINUTES);
        let row = otp_challenge::Model {
            id,
            contact_fingerprint: fingerprint,
            address_fingerprint: Some(address),
            contact: self.vault.seal(PURPOSE, contact.as_str().as_bytes())?,
            channel: contact.channel().to_owned(),
            code_fingerprint: self.code_fingerprint(id, &code),
            tries: 0,
            created_at: now,
            expires_at,
            used_at: None,
        };
        store::citizens::insert_challenge(&*transaction, row).await?;
        let letter = Letter::Code {
            to: contact,
            code,
            locale,
            expires_at,
        };
        self.courier.take(&transaction, letter, now).await?;
        let answer = OtpChallenge {
            challenge: id,
            expires_at,
        };
        if let Some(attempt) = attempt {
            attempt.save(&*transaction, 200, &answer, now).await?;
        }
        transaction.commit().await?;
        Ok(answer)
    }

    /// Signs a citizen in who knows the code.
    ///
    /// # Errors
    /// 401 when the code is wrong, used up or too old: nobody is told which.
    pub async fn prove(&self, proof: &OtpProof, caller: &Caller) -> Result<Tokens> {
        let signer = self.keys.signer().await?;
        let (transaction, citizen) = self.proven(proof, caller).await?;
        let opening = Opening {
            owner: Owner::Citizen(citizen),
            caller,
            must_enrol: false,
        };
        let tokens = self.open_session(&transaction, &signer, opening).await?;
        transaction.commit().await?;
        Ok(tokens)
    }

    /// The citizen who knows the code, in a transaction in which they are signed in.
    ///
    /// # Errors
    /// 401 when the code is wrong, used up or too old; the try is counted.
    pub(super) async fn proven(
        &self,
        proof: &OtpProof,
        caller: &Caller,
    ) -> Result<(WriteTransaction, Uuid)> {
        let wrong = || Error::new(ErrorCode::OtpWrong);
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let address = self
            .vault
            .fingerprint("otp proofs of address", &caller.address);
        PROOFS_PER_ADDRESS
            .charge(&*transaction, &address, now)
            .await?;
        let challenge = store::citizens::hold_challenge(&*transaction, proof.challenge).await?;
        let good = |c: &otp_challenge::Model| {
            c.used_at.is_none() && now < c.expires_at && c.tries < OTP_TRIES
        };
        let Some(mut challenge) = challenge.filter(good) else {
            // The try counts, also for whoever guesses ids.
            transaction.commit().await?;
            return Err(wrong());
        };
        challenge.tries += 1;
        let presented = self.code_fingerprint(challenge.id, proof.code.trim());
        let right: bool = presented
            .as_bytes()
            .ct_eq(challenge.code_fingerprint.as_bytes())
            .into();
        if right {
            challenge.used_at = Some(now);
        }
        store::citizens::keep_challenge(&*transaction, challenge.clone()).await?;
        if !right {
            transaction.commit().await?;
            return Err(wrong());
        }
        let citizen = citizen::Model {
            id: Uuid::now_v7(),
            contact_fingerprint: challenge.contact_fingerprint,
            contact: challenge.contact,
            channel: challenge.channel,
            created_at: now,
        };
        let citizen = store::citizens::find_or_insert(&*transaction, citizen).await?;
        Ok((transaction, citizen.id))
    }

    /// How a citizen is reached.
    ///
    /// # Errors
    /// When there is no such citizen, or the contact does not open with this key file.
    pub async fn contact_of(&self, citizen: Uuid) -> Result<Contact> {
        let row = store::citizens::find(&*self.db, citizen).await?;
        let row = row.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let text =
            String::from_utf8(self.vault.open(PURPOSE, &row.contact)?).map_err(Error::internal)?;
        let parsed = match row.channel.as_str() {
            "phone" => text.parse().map(Contact::Phone),
            _ => text.parse().map(Contact::Mail),
        };
        parsed.map_err(Error::internal)
    }

    /// Keyed, because a million codes are soon tried; bound to its challenge.
    fn code_fingerprint(&self, challenge: Uuid, code: &str) -> String {
        self.vault
            .fingerprint("otp code", &format!("{challenge} {code}"))
    }
}

/// Six digits, each combination as likely.
fn new_code() -> Result<String> {
    let bound = u32::try_from(OTP_DIGITS).map_or(1, |digits| 10_u32.saturating_pow(digits));
    let number = number_below(bound)?;
    Ok(format!("{number:0OTP_DIGITS$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_six_digits() {
        for _ in 0..200 {
            let code = new_code().unwrap();
            assert!(
                code.len() == OTP_DIGITS && code.bytes().all(|b| b.is_ascii_digit()),
                "{code}"
            );
        }
    }

    #[test]
    fn a_request_names_one_contact_that_can_be_reached() {
        let request = |phone: Option<&str>, mail: Option<&str>| {
            contact_of(OtpRequest {
                phone: phone.map(|text| text.parse().unwrap()),
                mail: mail.map(|text| text.parse().unwrap()),
            })
        };
        assert_eq!(
            request(Some("0912345678"), None).unwrap().as_str(),
            "+84912345678"
        );
        assert_eq!(request(None, Some("a@b.vn")).unwrap().channel(), "mail");
        assert!(request(None, None).is_err());
        assert!(request(Some("0912345678"), Some("a@b.vn")).is_err());
        assert!(request(Some("02213863456"), None).is_err());
    }
}
