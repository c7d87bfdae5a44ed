//! Mail that no person wrote: absence notices, loops, and mail that came back.

use mail_parser::{Message, MimeHeaders};
use uuid::Uuid;

use super::word;

/// More hops than any mail has that is not going in circles.
const MAX_HOPS: usize = 50;

/// How subjects of absence notices begin, in lower case.
const AUTO_SUBJECTS: [&str; 9] = [
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "out of office",
    "trả lời tự động",
    "thư trả lời tự động",
    "tự động trả lời",
    "phản hồi tự động",
];

/// Who or what wrote a mail, when it was no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AutoKind {
    /// An absence notice or another machine's answer: shown, but it answers nothing.
    AutoReply,
    /// A mail of ours that came back to us, or one that goes in circles: thrown away.
    Loop,
    /// A mail of ours did not arrive.
    Bounce(Bounce),
}

/// A mail that did not arrive (RFC 3464).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounce {
    /// Whom it did not reach, in lower case.
    pub recipient: Option<String>,
    /// Message-ID of our mail, without brackets.
    pub original_message_id: Option<String>,
    /// Enhanced status code, as `5.1.1`.
    pub status: Option<String>,
    /// Whether it never will. `false`: it is only late.
    pub permanent: bool,
}

/// What says that no person wrote it.
pub(super) fn auto_kind(mail: &Message<'_>, our_domain: &str) -> Option<AutoKind> {
    if let Some(bounce) = bounce(mail) {
        return Some(AutoKind::Bounce(bounce));
    }
    if mail.message_id().is_some_and(|id| is_ours(id, our_domain)) || hops(mail) > MAX_HOPS {
        return Some(AutoKind::Loop);
    }
    is_auto_reply(mail).then_some(AutoKind::AutoReply)
}

/// Whether a Message-ID is of the form that we write: the 32 digits of an id of version 7, at our domain. The
/// domain alone tells nothing, because agencies write from it, too; and mail programs that use ids write
/// them with hyphens and of version 4.
fn is_ours(id: &str, our_domain: &str) -> bool {
    let Some((local, domain)) = id.rsplit_once('@') else {
        return false;
    };
    let own_form = || {
        let id = Uuid::try_parse(local);
        local.len() == 32 && id.is_ok_and(|id| id.get_version_num() == 7)
    };
    domain.eq_ignore_ascii_case(our_domain) && own_form()
}

fn hops(mail: &Message<'_>) -> usize {
    let names = mail.headers().iter().map(|header| header.name());
    names
        .filter(|name| name.eq_ignore_ascii_case("Received"))
        .count()
}

/// RFC 3834, and what was used before it and beside it.
fn is_auto_reply(mail: &Message<'_>) -> bool {
    let header = |name: &'static str| {
        let value = mail.header_raw(name).unwrap_or_default();
        value.trim().to_ascii_lowercase()
    };
    let submitted = header("Auto-Submitted");
    if !submitted.is_empty() && submitted != "no" {
        return true;
    }
    let precedence = header("Precedence");
    if matches!(
        precedence.as_str(),
        "bulk" | "junk" | "auto_reply" | "auto-reply"
    ) {
        return true;
    }
    // Programs that mark nothing still say so before the subject.
    let subject = mail.subject().unwrap_or_default().trim().to_lowercase();
    if AUTO_SUBJECTS
        .iter()
        .any(|words| begins_with(&subject, words))
    {
        return true;
    }
    // X-Auto-Response-Suppress is no proof: people's mail carries it, too.
    let present = ["X-Autoreply", "X-Autorespond", "X-Autoresponse"];
    present.iter().any(|name| !header(name).is_empty())
}

/// Whether a subject is those words, or they stand before a colon: somebody may well write about an
/// automatic reply.
fn begins_with(subject: &str, words: &str) -> bool {
    let rest = subject.strip_prefix(words).map(str::trim_start);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

fn bounce(mail: &Message<'_>) -> Option<Bounce> {
    let report = mail.content_type()?;
    let is_report = report.ctype().eq_ignore_ascii_case("multipart")
        && report.subtype()?.eq_ignore_ascii_case("report")
        && report
            .attribute("report-type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("delivery-status"));
    if !is_report {
        return None;
    }
    let mut bounce = Bounce::default();
    for part in &mail.parts {
        let kind = part.content_type();
        let is = |ctype: &str, subtype: &str| {
            kind.is_some_and(|kind| {
                kind.ctype().eq_ignore_ascii_case(ctype)
                    && kind
                        .subtype()
                        .is_some_and(|s| s.eq_ignore_ascii_case(subtype))
            })
        };
        if is("message", "delivery-status") {
            read_status(&String::from_utf8_lossy(part.contents()), &mut bounce);
        } else if let Some(original) = part.message() {
            bounce.original_message_id = original.message_id().and_then(word);
        } else if is("text", "rfc822-headers") {
            let headers = String::from_utf8_lossy(part.contents());
            bounce.original_message_id = field(&headers, "Message-ID").and_then(bare);
        }
    }
    Some(bounce)
}

fn read_status(text: &str, bounce: &mut Bounce) {
    let address = |value: &str| {
        let (_, address) = value.rsplit_once(';').unwrap_or(("", value));
        bare(address)
            .filter(|a| a.contains('@'))
            .map(|a| a.to_lowercase())
    };
    bounce.recipient = field(text, "Original-Recipient")
        .and_then(address)
        .or_else(|| field(text, "Final-Recipient").and_then(address));
    bounce.status = field(text, "Status").and_then(word);
    bounce.permanent =
        field(text, "Action").is_some_and(|action| action.trim().eq_ignore_ascii_case("failed"));
}

/// The first header of a name in lines of headers.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found
            .trim()
            .eq_ignore_ascii_case(name)
            .then_some(value.trim())
    })
}

fn bare(text: &str) -> Option<String> {
    word(text.trim().trim_matches(['<', '>']))
}
