use askama::Template;
use mobile_contract::limits::{PERSON_NAME_CHARS, PHONE_CHARS, QUERY_CHARS, TICKET_CHARS};
use mobile_contract::search::{Hit, HitKind};
use mobile_contract::ticket::Ticket;

use super::text::{self, Text};
use crate::chat::ReadOut;
use crate::error::Error;
use crate::web::staff::views::Shell;
use crate::web::views::{Block, blocks, encode};

/// What stands in the form of a ticket: nothing typed may be lost when something is refused.
#[derive(Clone, Debug, Default)]
pub struct CallDraft {
    /// The caller's words.
    pub text: String,
    /// The kind that was chosen; empty for none.
    pub kind: String,
    /// Id of the place.
    pub place: String,
    /// Name.
    pub name: String,
    /// Number to call back.
    pub phone: String,
    /// Mail address.
    pub mail: String,
    /// `mail`, `phone`, or empty.
    pub prefer: String,
    /// Code of the procedure it is about, when that was ticked.
    pub procedure: String,
}

/// What was found while the caller talks: the part of the page that is made anew with each word.
#[derive(Debug, Template)]
#[template(path = "staff/caller_found.html")]
pub struct CallerFound<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The words looked for; empty before the first.
    pub q: &'a str,
    /// Id of the place that was chosen.
    pub place: Option<&'a str>,
    /// Code of the procedure that the ticket is about, when that was ticked.
    pub about: &'a str,
    /// What is read out.
    pub read_out: Option<&'a ReadOut>,
    /// Everything that was found, best first.
    pub hits: &'a [Hit],
    /// The words are too many to be looked for.
    pub too_long: bool,
}

impl CallerFound<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn blocks(&self) -> Vec<Block<'_>> {
        self.read_out.map_or_else(Vec::new, |out| blocks(&out.text))
    }

    /// The hits that are not read out.
    fn others(&self) -> impl Iterator<Item = &Hit> {
        let read = self.read_out.map(|out| (out.kind, out.code.as_str()));
        let hits = self.hits.iter();
        hits.filter(move |hit| Some((hit.kind, hit.code.as_str())) != read)
    }

    fn kind(&self, kind: &HitKind) -> &'static str {
        let t = self.shell.chrome.t();
        match kind {
            HitKind::Procedure => t.hit_procedure,
            HitKind::Faq => t.hit_faq,
        }
    }

    /// Names another hit, to be read out.
    fn pick(&self, hit: &Hit) -> String {
        let kind = match hit.kind {
            HitKind::Procedure => "procedure",
            HitKind::Faq => "faq",
        };
        format!("{kind}:{}", hit.code)
    }

    /// The whole of what is read out, as citizens see it.
    fn whole(&self, out: &ReadOut) -> String {
        let room = match out.kind {
            HitKind::Procedure => "/thu-tuc",
            HitKind::Faq => "/hoi-dap",
        };
        self.shell.href(&format!("{room}/{}", encode(&out.code)))
    }

    const fn most(&self) -> usize {
        QUERY_CHARS
    }
}

/// `/can-bo/goi`: somebody is on the phone.
#[derive(Debug, Template)]
#[template(path = "staff/caller.html")]
pub struct CallerPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What was found.
    pub found: &'a CallerFound<'a>,
    /// What stands in the form.
    pub draft: &'a CallDraft,
    /// Ids and names of places.
    pub places: &'a [(String, String)],
    /// Idempotency key.
    pub key: &'a str,
    /// Why the ticket was not taken.
    pub problem: Option<&'a Error>,
}

impl CallerPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    /// What is wrong with no field of the form.
    fn trouble(&self) -> Option<String> {
        self.shell
            .trouble(&self.problem)
            .or_else(|| self.shell.wrong(&self.problem, "body.key"))
            .or_else(|| self.shell.wrong(&self.problem, "body.procedure"))
    }

    /// Value and words of each kind.
    fn kinds(&self) -> [(&'static str, &'static str); 4] {
        let t = self.shell.chrome.t();
        [
            ("", self.d().call_kind_any),
            ("question", t.kind_question),
            ("service", t.kind_service),
            ("regulation", t.kind_regulation),
        ]
    }

    /// Value and words of each way to be answered.
    fn ways(&self) -> [(&'static str, &'static str); 3] {
        let d = self.d();
        [
            ("", d.call_way_any),
            ("phone", d.call_way_phone),
            ("mail", d.call_way_mail),
        ]
    }

    const fn most(&self) -> usize {
        TICKET_CHARS
    }

    const fn most_of_query(&self) -> usize {
        QUERY_CHARS
    }

    const fn most_of_name(&self) -> usize {
        PERSON_NAME_CHARS
    }

    const fn most_of_phone(&self) -> usize {
        PHONE_CHARS
    }
}

/// Shown once, after a ticket was written down for a caller.
#[derive(Debug, Template)]
#[template(path = "staff/caller_sent.html")]
pub struct CallSentPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The ticket.
    pub ticket: &'a Ticket,
    /// Opens it, in groups.
    pub secret: &'a str,
    /// Where both are sent, too.
    pub told_at: Option<&'a str>,
}

impl CallSentPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    /// Group by group: somebody reads it out, and somebody writes it down.
    fn groups(&self) -> impl Iterator<Item = &str> {
        self.secret.split('-')
    }

    /// A group as it is said, each letter with a name that begins with it.
    fn said(&self, group: &str) -> String {
        let said: Vec<String> = group.chars().map(said).collect();
        said.join(", ")
    }

    fn ticket_path(&self) -> String {
        let path = format!("/can-bo/phieu/{}", self.ticket.code);
        self.shell.href(&path)
    }
}

/// Names that everybody in the country knows how to write; letters of other languages as they are called.
const NAMES: [(char, &str); 22] = [
    ('A', "An"),
    ('B', "Bình"),
    ('C', "Cường"),
    ('D', "Dũng"),
    ('E', "Em"),
    ('F', "ép-phờ"),
    ('G', "Giang"),
    ('H', "Hoa"),
    ('J', "gi dài"),
    ('K', "Kiên"),
    ('M', "Mai"),
    ('N', "Nam"),
    ('P', "Phương"),
    ('Q', "Quang"),
    ('R', "Rồng"),
    ('S', "Sơn"),
    ('T', "Tuấn"),
    ('V', "Vinh"),
    ('W', "vê kép"),
    ('X', "Xuân"),
    ('Y', "Yến"),
    ('Z', "dét"),
];

fn said(symbol: char) -> String {
    let name = NAMES.iter().find(|(letter, _)| *letter == symbol);
    name.map_or_else(
        || symbol.to_string(),
        |(letter, name)| format!("{letter} {name}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_of_a_secret_is_said() {
        for symbol in "0123456789".chars() {
            assert_eq!(said(symbol), symbol.to_string());
        }
        for symbol in "ABCDEFGHJKMNPQRSTVWXYZ".chars() {
            assert!(
                said(symbol).starts_with(symbol) && said(symbol).len() > 2,
                "{symbol}"
            );
        }
    }
}
