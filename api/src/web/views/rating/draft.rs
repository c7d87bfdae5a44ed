use std::collections::BTreeMap;

use mobile_contract::qr::QrLink;
use mobile_contract::rating::NewServiceRating;
use mobile_contract::ticket::NewContact;

use crate::ratings::DOSSIER_FORM;

/// What stands in the form: nothing of it may be lost when something is refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RatingDraft {
    /// Idempotency key; hard to guess.
    pub key: String,
    /// Token of the visit.
    pub visit: Option<String>,
    /// The code that was scanned.
    pub qr: Option<String>,
    /// Id of the counter.
    pub counter: Option<String>,
    /// Id of the form.
    pub form: String,
    /// Version of the form.
    pub version: u32,
    /// Scores by question.
    pub scores: BTreeMap<String, i32>,
    /// What was written.
    pub comment: String,
    /// A phone number or a mail address.
    pub contact: String,
    /// The browser is the citizen's own.
    pub own: bool,
}

impl RatingDraft {
    /// Whether a question has been answered so.
    #[must_use]
    pub fn gave(&self, question: &str, score: i32) -> bool {
        self.scores.get(question) == Some(&score)
    }

    /// The code that was scanned, as it is printed, to be compared.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        let (code, _) = QrLink::tail(self.qr.as_deref()?).ok()?;
        Some(code.printed())
    }

    /// Whether it rates how a dossier was handled.
    #[must_use]
    pub fn is_of_dossier(&self) -> bool {
        self.form == DOSSIER_FORM
    }

    /// The rating that it is. Without a visit or a counter, the code still tells where one was.
    #[must_use]
    pub fn rating(&self) -> NewServiceRating {
        let said = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        NewServiceRating {
            form: self.form.clone(),
            version: self.version,
            visit: self.visit.clone(),
            counter: self.counter.clone(),
            qr: match (&self.visit, &self.counter) {
                (None, None) => self.qr.clone(),
                _ => None,
            },
            answers: self.scores.clone(),
            comment: said(&self.comment),
            contact: said(&self.contact).map(contact),
            procedure: None,
            locale: None,
        }
    }
}

/// A sign that only mail addresses have tells one from the other.
fn contact(text: String) -> NewContact {
    let (phone, mail) = match text.contains('@') {
        true => (None, Some(text)),
        false => (Some(text), None),
    };
    NewContact {
        phone,
        mail,
        ..NewContact::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_a_mail_address_or_a_number() {
        let draft = |contact: &str| RatingDraft {
            contact: contact.to_owned(),
            ..RatingDraft::default()
        };
        let left = draft("hoa@a.vn").rating().contact.unwrap();
        assert_eq!(left.mail.as_deref(), Some("hoa@a.vn"));
        let left = draft("0912 345 678").rating().contact.unwrap();
        assert_eq!(left.phone.as_deref(), Some("0912 345 678"));
        assert!(draft("  ").rating().contact.is_none());
    }

    #[test]
    fn the_code_tells_where_one_was_when_nothing_else_does() {
        let mut draft = RatingDraft {
            qr: Some("JVQ4GCU".to_owned()),
            visit: Some("token".to_owned()),
            ..RatingDraft::default()
        };
        assert!(draft.rating().qr.is_none());
        draft.visit = None;
        assert_eq!(draft.rating().qr.as_deref(), Some("JVQ4GCU"));
        draft.counter = Some("quay-1".to_owned());
        assert!(draft.rating().qr.is_none());
    }
}
