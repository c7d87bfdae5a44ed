//! A message as the business hands it over: to whom, what about, and how it may be answered.

use std::fmt;

use mobile_contract::Locale;
use uuid::Uuid;

use super::template::Template;

/// Longest address, in bytes: that of a mail path in RFC 5321 is 254; device tokens are longer.
pub const MAX_ADDRESS: usize = 512;
/// Longest name of a recipient, in characters.
pub const MAX_NAME: usize = 120;
/// Longest path of a mail address, RFC 5321, 4.5.3.1.3, less its brackets.
const MAX_MAIL: usize = 254;

/// How a message reaches somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Mail (thư điện tử).
    Mail,
    /// Text message (tin nhắn).
    Sms,
    /// A notice on the phone, by the app.
    Push,
    /// A message in Zalo.
    Zalo,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 4] = [Self::Mail, Self::Sms, Self::Push, Self::Zalo];

    /// The name in the database, in metrics and in webhooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::Push => "push",
            Self::Zalo => "zalo",
        }
    }

    /// The channel of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|channel| channel.as_str() == name)
    }
}

/// Why something is no recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipientError {
    /// The address is not of the channel's form.
    #[error("the address is not of the form of its channel")]
    Address,
    /// The name is too long, or holds a line break or another control character.
    #[error("the name is too long or holds a control character")]
    Name,
}

/// Somebody whom a channel can reach, by an address that was checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    channel: Channel,
    address: String,
    name: Option<String>,
}

impl Recipient {
    /// Checks an address of a channel and, for mail, the name that stands before it. The domain of
    /// a mail address is brought to lower case; spaces, dots and hyphens of a phone number go.
    ///
    /// # Errors
    /// When the address is not of the channel's form, or the name could break out of its line.
    pub fn new(
        channel: Channel,
        address: &str,
        name: Option<&str>,
    ) -> Result<Self, RecipientError> {
        let address = match channel {
            Channel::Mail => mail(address),
            Channel::Sms => phone(address),
            Channel::Push | Channel::Zalo => token(address),
        };
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if name.is_some_and(|name| !is_one_line(name) || name.chars().count() > MAX_NAME) {
            return Err(RecipientError::Name);
        }
        Ok(Self {
            channel,
            address: address.ok_or(RecipientError::Address)?,
            name: name.map(ToOwned::to_owned),
        })
    }

    /// Somebody's mailbox.
    ///
    /// # Errors
    /// As [`Recipient::new`].
    pub fn mail(address: &str, name: Option<&str>) -> Result<Self, RecipientError> {
        Self::new(Channel::Mail, address, name)
    }

    /// Somebody's phone.
    ///
    /// # Errors
    /// As [`Recipient::new`].
    pub fn sms(number: &str) -> Result<Self, RecipientError> {
        Self::new(Channel::Sms, number, None)
    }

    /// How they are reached.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        self.channel
    }

    /// Where. Never to be logged.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Their name, where one is known.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

impl fmt::Debug for Recipient {
    /// Says how, not whom: this may end in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.channel.as_str())
    }
}

/// What a message answers or tells of: the kind of a record and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Kind of the record, such as `ticket`; at most 40 of a-z and `_`.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// To whom.
    pub to: Recipient,
    /// What it says.
    pub template: Template,
    /// In which language.
    pub locale: Locale,
    /// Whether it may come at night: a code that somebody waits for, a deadline of today.
    /// Everything else waits from 22:00 to 07:00, Vietnam's time.
    pub urgent: bool,
    /// What it answers. Messages about one record are one thread in the reader's mail program.
    pub about: Option<About>,
    /// Where answers to the mail go; a single-ticket reply address. Ours when absent.
    pub reply_to: Option<String>,
    /// Whether one may unsubscribe from messages of this kind: reminders, news. Such a message
    /// carries the link and is withheld from who has used it. Never for what was asked for: codes,
    /// resets, the answer to one's own question.
    pub unsubscribe: bool,
    /// Two messages of one key are one message: the second is not stored. At most 120 bytes.
    pub dedup_key: Option<String>,
}

impl Outgoing {
    /// A message that waits for the morning, is about nothing and cannot be unsubscribed from.
    #[must_use]
    pub const fn new(to: Recipient, template: Template, locale: Locale) -> Self {
        Self {
            to,
            template,
            locale,
            urgent: false,
            about: None,
            reply_to: None,
            unsubscribe: false,
            dedup_key: None,
        }
    }
}

/// Whether a text is one line: no line break, no other control character. What goes into a header
/// must be.
pub(super) fn is_one_line(text: &str) -> bool {
    !text
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// A mail address with its domain in lower case.
pub(super) fn mail(address: &str) -> Option<String> {
    let address = address.trim();
    if address.len() > MAX_MAIL || !is_one_line(address) {
        return None;
    }
    let parsed: lettre::Address = address.parse().ok()?;
    Some(format!(
        "{}@{}",
        parsed.user(),
        parsed.domain().to_lowercase()
    ))
}

/// A phone number: 9 to 15 digits, with a plus before it or not.
fn phone(number: &str) -> Option<String> {
    let number: String = number
        .trim()
        .chars()
        .filter(|c| !matches!(c, ' ' | '.' | '-'))
        .collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let good = (9..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    good.then_some(number)
}

/// What a gateway calls a device or an account.
fn token(token: &str) -> Option<String> {
    let token = token.trim();
    let good = !token.is_empty()
        && token.len() <= MAX_ADDRESS
        && token.bytes().all(|b| b.is_ascii_graphic());
    good.then(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_is_of_its_channels_form() {
        let good = |channel, address| Recipient::new(channel, address, None).is_ok();
        assert!(good(Channel::Mail, "mot.cua@hungyen.gov.vn"));
        assert!(good(Channel::Sms, "+84 912 345 678"));
        assert!(good(Channel::Zalo, "2468135790"));
        for (channel, bad) in [
            (Channel::Mail, "không phải thư"),
            (Channel::Mail, "a@b\r\nBcc: c@d.vn"),
            (Channel::Mail, "a@b.vn, c@d.vn"),
            (Channel::Sms, "113"),
            (Channel::Sms, "0912345678\n1"),
            (Channel::Push, ""),
            (Channel::Zalo, "hai tài khoản"),
        ] {
            assert!(!good(channel, bad), "{bad:?}");
        }
    }

    #[test]
    fn a_name_cannot_break_out_of_its_line() {
        let named = |name| Recipient::mail("a@b.vn", Some(name));
        for bad in [
            "Lan\r\nBcc: x@y.vn",
            "Lan\nX: y",
            "Lan\u{2028}X: y",
            "Lan\0",
        ] {
            assert_eq!(named(bad).unwrap_err(), RecipientError::Name, "{bad:?}");
        }
        let long = "a".repeat(MAX_NAME + 1);
        assert_eq!(named(&long).unwrap_err(), RecipientError::Name);
        assert_eq!(
            named("  Trần Thị Lan ").unwrap().name(),
            Some("Trần Thị Lan")
        );
    }

    #[test]
    fn a_recipient_does_not_tell_a_log_who_it_is() {
        let lan = Recipient::mail("lan@b.vn", Some("Lan")).unwrap();
        assert_eq!(format!("{lan:?}"), "Recipient(mail)");
    }

    proptest! {
        #[test]
        fn no_address_that_is_taken_holds_a_line_break(text in "\\PC{0,40}[\r\n]?\\PC{0,20}") {
            for channel in Channel::ALL {
                if let Ok(recipient) = Recipient::new(channel, &text, Some(&text)) {
                    prop_assert!(is_one_line(recipient.address()));
                    prop_assert!(recipient.name().is_none_or(is_one_line));
                }
            }
        }
    }
}
