//! Whom to tell of a dossier: an address of a channel, read once.

use mobile_contract::dossier::subscription::NewsChannel;
use mobile_contract::{MailAddress, PhoneNumber};

use super::channel;
use crate::error::{Error, Result};
use crate::notifications::{Channel, Recipient};

/// Whom to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub(super) channel: NewsChannel,
    /// In its normal form.
    pub(super) address: String,
    pub(super) phone: Option<PhoneNumber>,
}

impl Wish {
    /// Reads an address of a channel.
    ///
    /// # Errors
    /// 422 when it is none.
    pub fn read(channel: NewsChannel, address: &str) -> Result<Self> {
        let (address, phone) = match channel {
            NewsChannel::Mail => {
                let mail: MailAddress = address.parse().map_err(|_| no_mail())?;
                (mail.as_str().to_owned(), None)
            }
            NewsChannel::Sms => {
                let phone: PhoneNumber = address.parse().map_err(|_| no_mobile())?;
                if !phone.is_mobile() {
                    return Err(no_mobile());
                }
                (phone.as_str().to_owned(), Some(phone))
            }
            NewsChannel::Push | NewsChannel::Zalo => {
                let to = Recipient::new(super::channel(channel), address, None);
                let to = to.map_err(|_| no_token())?;
                (to.address().to_owned(), None)
            }
        };
        Ok(Self {
            channel,
            address,
            phone,
        })
    }

    /// A mail address or a mobile number, whichever was written.
    ///
    /// # Errors
    /// 422 when it is neither.
    pub fn guess(text: &str) -> Result<Self> {
        let channel = if text.contains('@') {
            NewsChannel::Mail
        } else {
            NewsChannel::Sms
        };
        Self::read(channel, text)
    }

    /// As the outbox names it.
    pub(super) fn recipient(&self) -> Result<Recipient> {
        let to = Recipient::new(channel(self.channel), &self.address, None);
        to.map_err(Error::internal)
    }
}

/// Enough to know it again.
pub(super) fn masked(to: &Recipient) -> String {
    let text = to.address();
    match to.channel() {
        Channel::Mail => text
            .parse::<MailAddress>()
            .map_or_else(|_| "•••".to_owned(), |mail| mail.masked()),
        Channel::Sms => text
            .parse::<PhoneNumber>()
            .map_or_else(|_| "•••".to_owned(), |phone| phone.masked()),
        Channel::Push | Channel::Zalo => "•••".to_owned(),
    }
}

fn no_mail() -> Error {
    Error::field(
        "body.address",
        "cần một địa chỉ thư điện tử",
        "must be a mail address",
    )
}

fn no_mobile() -> Error {
    Error::field(
        "body.address",
        "cần số di động hoặc địa chỉ thư điện tử",
        "must be a mobile number or a mail address",
    )
}

fn no_token() -> Error {
    Error::field(
        "body.address",
        "cần mã thiết bị hoặc mã tài khoản",
        "must be a device token or an account's id",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_by_its_channel() {
        let read = |text: &str| Wish::guess(text).ok().map(|w| (w.channel, w.address));
        assert_eq!(
            read(" Lan@B.vn "),
            Some((NewsChannel::Mail, "lan@b.vn".to_owned()))
        );
        assert_eq!(
            read("0912 345 678"),
            Some((NewsChannel::Sms, "+84912345678".to_owned()))
        );
        for wrong in ["", "lan", "02213 863 456", "a@b@c"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert!(Wish::read(NewsChannel::Push, "a b").is_err());
    }
}
