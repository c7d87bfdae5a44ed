//! A dossier in the conversation: its code is recognised, a proof is asked for in place, and how it stands is said in
//! words. Digits and addresses that are typed here are stored nowhere, and so it is for the rest of the conversation.

mod kept;
mod numbers;
mod phrases;
mod proof;
mod said;
mod words;

use mobile_contract::chat::{Message, Outcome};
use mobile_contract::dossier::subscription::{DossierSubscription, DossierSubscriptionState};
use mobile_contract::{DossierCode, ErrorCode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(super) use self::kept::kept_words;
pub use self::kept::shown_words;
use self::proof::{Meant, Typed, proof};
use self::said::{address, asks_to_be_told, six_digits};
use super::replies::{self, PRAISE};
use super::topic::Topic;
use super::turn::Turn;
use crate::dossiers::Proven;
use crate::dossiers::subscriptions::Wish;
use crate::error::Result;
use crate::kernel::pii;

/// The dossier that is talked about, and what is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talked {
    code: DossierCode,
    waits: Waits,
}

/// What the next message may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Waits {
    /// What proves that it is theirs.
    Proof,
    /// Nothing, because something else was talked of, or what happened is being told. Digits that are plainly a proof
    /// still open it.
    Left,
    /// Nothing; it was opened by this pass, which is sealed and soon over.
    Nothing {
        /// The pass.
        pass: String,
    },
    /// The number or address to tell.
    Address {
        /// The pass.
        pass: String,
    },
    /// The code that was sent there.
    Code {
        /// The subscription.
        id: Uuid,
        /// The pass.
        pass: String,
    },
}

impl Talked {
    /// What stays of it when something else was talked of. A complaint takes away nothing that was opened.
    pub(super) fn left(&self, outcome: Outcome) -> Self {
        let waits = match (&self.waits, outcome) {
            (Waits::Nothing { pass } | Waits::Address { pass }, Outcome::Feedback) => {
                let pass = pass.clone();
                Waits::Nothing { pass }
            }
            (Waits::Code { .. }, Outcome::Feedback) => self.waits.clone(),
            _ => Waits::Left,
        };
        let code = self.code.clone();
        Self { code, waits }
    }

    /// Whether digits, as far as they are understood, are a proof.
    const fn takes_a_proof(&self) -> bool {
        matches!(self.waits, Waits::Proof | Waits::Left)
    }
}

impl Turn<'_> {
    /// Answers what is said about a dossier. `None`: something else is talked about.
    pub(super) async fn about_dossier(&self, text: &str) -> Result<Option<(Message, Topic)>> {
        let guarded = self.assistant.guards.check(text);
        let first = |outcomes: &[Outcome]| guarded.filter(|g| outcomes.contains(&g.outcome));
        if let Some(code) = DossierCode::find_in(text) {
            // Danger, what must not be sent here, and complaints come before a code; thanks do not.
            let before = [Outcome::Emergency, Outcome::PersonalData, Outcome::Feedback];
            return Ok(match first(&before).filter(|g| g.reply != PRAISE) {
                Some(guarded) if guarded.outcome == Outcome::Feedback => {
                    Some(self.complaint(guarded.reply, code))
                }
                Some(_) => None,
                None => Some(self.named(text, code)),
            });
        }
        let Some(talked) = self.topic.dossier.clone() else {
            return Ok(None);
        };
        let guarded = guarded.filter(|g| g.reply != PRAISE);
        let complaint = first(&[Outcome::Feedback]).is_some_and(|g| g.reply != PRAISE);
        // Digits that were asked for come before the other guards, which would take "mã xác nhận là 402913" for a
        // bank's.
        if first(&[Outcome::Emergency]).is_none()
            && let Some(answered) = self.digits(text, &talked, complaint).await?
        {
            return Ok(Some(answered));
        }
        if guarded.is_some() {
            return Ok(None);
        }
        let Talked { code, waits } = talked;
        match waits {
            Waits::Nothing { pass } if asks_to_be_told(text) => {
                let asks = self.say("address");
                Ok(Some(self.goes_on(asks, code, Waits::Address { pass })))
            }
            Waits::Address { pass } | Waits::Code { pass, .. } => {
                self.address(text, code, pass).await
            }
            Waits::Proof | Waits::Left | Waits::Nothing { .. } => Ok(None),
        }
    }

    /// Digits, where they are waited for. In a complaint, and where nothing is waited for, they must be meant.
    async fn digits(
        &self,
        text: &str,
        talked: &Talked,
        complaint: bool,
    ) -> Result<Option<(Message, Topic)>> {
        let code = &talked.code;
        let typed = |least: Meant| proof(text).filter(|(_, meant)| *meant >= least);
        let typed = match &talked.waits {
            Waits::Proof if complaint => typed(Meant::OfPaper),
            Waits::Proof => typed(Meant::Perhaps),
            // A whole number is for what is talked of now.
            Waits::Left | Waits::Nothing { .. } => {
                typed(Meant::Plainly).filter(|(typed, _)| *typed != Typed::TooMany)
            }
            Waits::Code { id, pass } if !complaint => {
                return self.sent_code(text, (code, *id), pass).await;
            }
            Waits::Code { .. } | Waits::Address { .. } => None,
        };
        match typed {
            Some((typed, _)) => Ok(Some(self.proof(typed, code.clone()).await?)),
            None => Ok(None),
        }
    }

    /// Asks for the proof. A whole number beside the code is warned of.
    fn named(&self, text: &str, code: DossierCode) -> (Message, Topic) {
        let mut asks = self.asks_proof(&code);
        if pii::has_number(text) {
            let masked = replies::known("number_masked", self.locale);
            asks.text = format!("{masked}\n{}", asks.text);
        }
        self.goes_on(asks, code, Waits::Proof)
    }

    /// A complaint goes its way; and who complains of a dossier may look where it is. Its details are asked for, too:
    /// they are no proof.
    fn complaint(&self, reply: &str, code: DossierCode) -> (Message, Topic) {
        let mut message = self.reply(Outcome::Feedback, reply);
        let asks = self.asks_proof(&code);
        message.text = format!("{}\n{}", message.text, asks.text);
        self.goes_on(message, code, Waits::Left)
    }

    async fn proof(&self, typed: Typed, code: DossierCode) -> Result<(Message, Topic)> {
        let Typed::Four(digits) = typed else {
            return Ok(self.goes_on(self.say("four"), code, Waits::Proof));
        };
        let look_up = &self.assistant.look_up;
        let proven = look_up.prove(&code, &digits, self.origin).await;
        let view = match proven {
            Ok(proven) => look_up.look(&proven, self.locale).await,
            Err(error) => Err(error),
        };
        Ok(match view {
            Ok(view) => {
                let waits = Waits::Nothing {
                    pass: view.pass.clone(),
                };
                self.goes_on(self.tells(&view), code, waits)
            }
            Err(error) => self.goes_on(self.unproven(&error)?, code, Waits::Proof),
        })
    }

    async fn address(
        &self,
        text: &str,
        code: DossierCode,
        pass: String,
    ) -> Result<Option<(Message, Topic)>> {
        let Some(typed) = address(text) else {
            return Ok(None);
        };
        let subscribed = self.subscribed(&code, &pass, &typed).await;
        Ok(Some(match subscribed {
            Ok(subscription) if subscription.state == DossierSubscriptionState::Active => {
                let told = self.told(&subscription);
                self.goes_on(told, code, Waits::Nothing { pass })
            }
            Ok(subscription) => {
                let id = subscription.id;
                let waits = Waits::Code { id, pass };
                self.goes_on(self.asks_code(&subscription), code, waits)
            }
            // The pass has run out meanwhile.
            Err(error) if error.code() == ErrorCode::DossierNotFound => {
                self.goes_on(self.say("again"), code, Waits::Proof)
            }
            Err(error) => self.goes_on(self.refusal(&error)?, code, Waits::Address { pass }),
        }))
    }

    async fn subscribed(
        &self,
        code: &DossierCode,
        pass: &str,
        typed: &str,
    ) -> Result<DossierSubscription> {
        let look_up = &self.assistant.look_up;
        let wish = Wish::guess(typed)?;
        let proven: Proven = look_up.prove(code, pass, self.origin).await?;
        let dossiers = &look_up.dossiers;
        dossiers
            .subscribe(&proven, &wish, self.locale, self.origin)
            .await
    }

    async fn sent_code(
        &self,
        text: &str,
        (code, id): (&DossierCode, Uuid),
        pass: &str,
    ) -> Result<Option<(Message, Topic)>> {
        let Some(digits) = six_digits(text) else {
            return Ok(None);
        };
        let confirmed = self.assistant.look_up.dossiers.confirm(id, &digits).await;
        match confirmed {
            Ok(subscription) => {
                let topic = Topic {
                    dossier: None,
                    ..self.topic.clone()
                };
                Ok(Some((self.told(&subscription), topic)))
            }
            Err(error) => {
                let again = self.refusal(&error)?;
                let pass = pass.to_owned();
                let waits = Waits::Code { id, pass };
                Ok(Some(self.goes_on(again, code.clone(), waits)))
            }
        }
    }

    /// What is talked about stays, so that one can go back to it.
    fn goes_on(&self, message: Message, code: DossierCode, waits: Waits) -> (Message, Topic) {
        let topic = Topic {
            dossier: Some(Talked { code, waits }),
            asked_back: false,
            ..self.topic.clone()
        };
        (message, topic)
    }
}
