//! Mail that comes in (thư trả lời): raw MIME in, what somebody wrote out, without what they quoted.
//!
//! Reading never trusts: everything is bounded, and any bytes give a result or a refusal. Who wrote
//! it is what the mail claims; only a reply token proves anything.

mod automatic;
mod quoted;
#[cfg(test)]
mod tests;

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders};

use self::automatic::auto_kind;
pub use self::automatic::{AutoKind, Bounce};
pub use self::quoted::own_words;
use self::quoted::passes_on;

/// Largest mail, in bytes.
pub const MAX_RAW: usize = mobile_contract::limits::INBOUND_MAIL_BYTES;
/// Longest text that is kept, in characters.
pub const MAX_TEXT: usize = 20_000;
/// Longest subject that is kept, in characters.
pub const MAX_SUBJECT: usize = 200;
/// Most attachments that are kept.
pub const MAX_ATTACHMENTS: usize = 10;
/// Largest attachment that is kept, in bytes.
pub const MAX_ATTACHMENT: usize = 10 * 1024 * 1024;
/// Most addresses and references that are read of a header.
const MAX_LIST: usize = 50;
/// Longest address, id or file name, in bytes.
const MAX_WORD: usize = 512;

/// Why something is no mail that we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InboundError {
    /// Over [`MAX_RAW`] bytes.
    #[error("the mail is larger than {MAX_RAW} bytes")]
    TooLarge,
    /// No mail, or without a sender.
    #[error("this is no mail, or it names no sender")]
    NotMail,
}

/// A file that came with a mail. Its type is a claim; look at the bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, as the sender gave it. Never a path to write to.
    pub name: Option<String>,
    /// What the sender says it is: `image/jpeg`.
    pub claimed_type: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({} bytes)", self.bytes.len())
    }
}

/// A mail, as far as it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// Its Message-ID, without brackets.
    pub message_id: Option<String>,
    /// What it answers.
    pub in_reply_to: Vec<String>,
    /// Its thread, oldest first.
    pub references: Vec<String>,
    /// Who claims to have written it, in lower case.
    pub from: String,
    /// All addresses in To, Cc and Delivered-To, in lower case: a reply token may stand in any.
    pub to: Vec<String>,
    /// Its subject, on one line.
    pub subject: String,
    /// What was written, without quoted history and signature.
    pub text: String,
    /// All of the text of a mail that passes another one on, with that one.
    pub forwarded: Option<String>,
    /// Whether the text was longer than what is kept.
    pub text_cut: bool,
    /// Files, at most [`MAX_ATTACHMENTS`] of at most [`MAX_ATTACHMENT`] bytes.
    pub attachments: Vec<Attachment>,
    /// Files that were left out because there were too many, or they were too large.
    pub attachments_left_out: usize,
    /// What says that no person wrote it. `None`: nothing does.
    pub auto: Option<AutoKind>,
}

/// Reads a mail. `our_domain` is that of our own Message-IDs, by which loops are seen.
///
/// # Errors
/// When it is too large, no mail, or without a sender.
pub fn parse(raw: &[u8], our_domain: &str) -> Result<Inbound, InboundError> {
    if raw.len() > MAX_RAW {
        return Err(InboundError::TooLarge);
    }
    let mail = MessageParser::default().parse(raw);
    let mail = mail.ok_or(InboundError::NotMail)?;
    let auto = auto_kind(&mail, our_domain);
    let from = mail.from().and_then(|from| addresses(from).next());
    // A bounce comes from nobody.
    let from = match (from, &auto) {
        (Some(from), _) => from,
        (None, Some(AutoKind::Bounce(_))) => String::new(),
        (None, _) => return Err(InboundError::NotMail),
    };
    let subject = one_line(mail.subject().unwrap_or_default());
    let whole = mail.body_text(0).unwrap_or_default();
    // Bounded before anything looks at it line by line; quoted history stands at the end.
    let whole: String = whole.chars().take(4 * MAX_TEXT).collect();
    let (text, text_cut) = text_of(&whole);
    let forwarded = passes_on(&subject, &whole).then(|| whole.chars().take(MAX_TEXT).collect());
    let (attachments, attachments_left_out) = attachments_of(&mail);
    Ok(Inbound {
        message_id: mail.message_id().and_then(word),
        in_reply_to: ids(mail.in_reply_to()),
        references: ids(mail.references()),
        from,
        to: recipients(&mail),
        subject,
        text,
        forwarded,
        text_cut,
        attachments,
        attachments_left_out,
        auto,
    })
}

fn text_of(whole: &str) -> (String, bool) {
    let own = own_words(whole);
    let kept: String = own.chars().take(MAX_TEXT).collect();
    let cut = kept.len() < own.len();
    (kept, cut)
}

fn attachments_of(mail: &Message<'_>) -> (Vec<Attachment>, usize) {
    let (mut kept, mut left_out) = (Vec::new(), 0);
    for part in mail.attachments() {
        let bytes = part.contents();
        if kept.len() >= MAX_ATTACHMENTS || bytes.len() > MAX_ATTACHMENT {
            left_out += 1;
            continue;
        }
        let claimed = part.content_type().map(|kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        kept.push(Attachment {
            name: part
                .attachment_name()
                .map(one_line)
                .filter(|name| !name.is_empty()),
            claimed_type: claimed.as_deref().and_then(word),
            bytes: bytes.to_vec(),
        });
    }
    (kept, left_out)
}

fn recipients(mail: &Message<'_>) -> Vec<String> {
    let mut all: Vec<String> = mail
        .all_to()
        .chain(mail.all_cc())
        .flat_map(|list| addresses(list))
        .take(MAX_LIST)
        .collect();
    // What the mail server adds for a blind copy or an alias.
    for name in ["Delivered-To", "X-Original-To"] {
        // Each server on the way writes its own, and mail may pass more than one mailbox.
        let rows = mail
            .headers_raw()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let plain = rows.map(|(_, value)| value.trim().trim_matches(['<', '>']));
        all.extend(
            plain
                .filter(|v| v.contains('@'))
                .take(MAX_LIST)
                .filter_map(word)
                .map(|address| address.to_lowercase()),
        );
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn addresses<'a>(list: &'a Address<'_>) -> impl Iterator<Item = String> + 'a {
    list.iter()
        .filter_map(|one| one.address())
        .filter(|address| address.contains('@'))
        .filter_map(word)
        .map(|address| address.to_lowercase())
}

fn ids(header: &HeaderValue<'_>) -> Vec<String> {
    // A single one is a list of one.
    let all = header.as_text_list().unwrap_or_default();
    // Of a long thread the end is what matters.
    let from = all.len().saturating_sub(MAX_LIST);
    all.iter().skip(from).filter_map(|id| word(id)).collect()
}

/// A value that is one word of a bearable length.
pub(super) fn word(text: &str) -> Option<String> {
    let text = text.trim();
    let good = !text.is_empty()
        && text.len() <= MAX_WORD
        && !text.chars().any(|c| c.is_control() || c.is_whitespace());
    good.then(|| text.to_owned())
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").chars().take(MAX_SUBJECT).collect()
}
