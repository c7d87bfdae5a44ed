//! The list of codes, counter by counter.

use std::collections::HashMap;

use askama::Template;
use mobile_contract::Slug;
use mobile_contract::qr::{NamedRef, QrAttention, QrScans, StaffQrCode, StaffQrFilter};

use super::text::{self, Text};
use super::{QrDraft, ROOM, Shell, Words};
use crate::error::Error;
use crate::web::views::with_param;

/// `/can-bo/ma-qr`: codes, and making one.
#[derive(Debug, Template)]
#[template(path = "staff/qr_codes.html")]
pub struct QrCodesPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// The codes.
    pub codes: &'a [StaffQrCode],
    /// How often all codes of a counter together were scanned.
    pub sums: &'a HashMap<Slug, QrScans>,
    /// Which codes these are.
    pub filter: &'a StaffQrFilter,
    /// Agencies within their reach that have codes.
    pub agencies: &'a [NamedRef],
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
    /// They may make and change codes.
    pub keeps: bool,
    /// Counters within their reach.
    pub counters: &'a [NamedRef],
    /// What was typed.
    pub draft: &'a QrDraft,
    /// Why it was not made.
    pub problem: Option<&'a Error>,
}

impl Words for QrCodesPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }
}

/// The codes of a counter that follow each other in the list, or those that hang at none.
struct Group<'a> {
    /// Name of the counter, and what its codes add up to; `None`: they hang at none.
    counter: Option<(&'a str, &'a QrScans)>,
    codes: &'a [StaffQrCode],
}

impl QrCodesPage<'_> {
    /// The list, counter by counter.
    fn groups(&self) -> Vec<Group<'_>> {
        let id = |code: &StaffQrCode| code.counter.as_ref().map(|counter| counter.id.clone());
        let groups = self.codes.chunk_by(|one, next| id(one) == id(next));
        let group = |codes| Group {
            counter: self.counter_of(codes),
            codes,
        };
        groups.map(group).collect()
    }

    fn counter_of<'s>(&'s self, codes: &'s [StaffQrCode]) -> Option<(&'s str, &'s QrScans)> {
        let counter = codes.first()?.counter.as_ref()?;
        Some((counter.name.as_str(), self.sums.get(&counter.id)?))
    }

    /// Whether its days are shown at once: somebody asked for this counter.
    fn is_one_counter(&self) -> bool {
        self.filter.counter.is_some()
    }

    /// Which codes there are to look at: name, address, and whether it is this page.
    fn chips(&self) -> Vec<(&'static str, String, bool)> {
        let d = self.d();
        let kinds = [
            (d.every, None),
            (d.silent, Some(QrAttention::Silent)),
            (d.pasted_over, Some(QrAttention::PastedOver)),
            (d.stale, Some(QrAttention::Stale)),
            (d.revoked_scanned, Some(QrAttention::RevokedScanned)),
            (d.not_genuine, Some(QrAttention::NotGenuine)),
        ];
        let chip = |(name, kind): (&'static str, Option<QrAttention>)| {
            let here = kind == self.filter.attention;
            (name, self.list(kind, None), here)
        };
        kinds.into_iter().map(chip).collect()
    }

    /// The address of a list that is narrowed as this one is.
    fn list(&self, attention: Option<QrAttention>, cursor: Option<&str>) -> String {
        let StaffQrFilter {
            counter, agency, q, ..
        } = self.filter;
        let said = [
            ("xem", attention.map(attention_word)),
            ("quay", counter.as_ref().map(Slug::as_str)),
            ("co_quan", agency.as_ref().map(Slug::as_str)),
            ("tim", q.as_deref()),
            ("cursor", cursor),
        ];
        let mut path = ROOM.to_owned();
        for (name, value) in said {
            if let Some(value) = value {
                path = with_param(&path, name, value);
            }
        }
        self.shell.href(&path)
    }

    /// What needs a look, for the hidden field of the form that narrows the list.
    fn looked_for(&self) -> Option<&'static str> {
        self.filter.attention.map(attention_word)
    }

    fn is_narrowed(&self) -> bool {
        let StaffQrFilter {
            counter, agency, q, ..
        } = self.filter;
        counter.is_some() || agency.is_some() || q.is_some()
    }

    fn is_counter(&self, counter: &NamedRef) -> bool {
        self.filter.counter.as_ref() == Some(&counter.id)
    }

    fn is_agency(&self, agency: &NamedRef) -> bool {
        self.filter.agency.as_ref() == Some(&agency.id)
    }

    fn one(&self, code: &StaffQrCode) -> String {
        self.shell.href(&format!("{ROOM}/{}", code.code))
    }

    fn next(&self, cursor: &str) -> String {
        self.list(self.filter.attention, Some(cursor))
    }

    fn empty(&self) -> &'static str {
        match self.filter.attention {
            _ if self.is_narrowed() => self.d().none_found,
            Some(_) => self.d().none_needed,
            None => self.d().none,
        }
    }

    fn kinds(&self) -> [(&'static str, &'static str); 5] {
        let d = self.d();
        [
            ("board", d.board),
            ("chat", d.chat),
            ("rating", d.rating),
            ("procedure", d.procedure),
            ("field", d.field),
        ]
    }
}

/// How an address names what needs a look.
const fn attention_word(kind: QrAttention) -> &'static str {
    match kind {
        QrAttention::Silent => "silent",
        QrAttention::PastedOver => "pasted_over",
        QrAttention::Stale => "stale",
        QrAttention::RevokedScanned => "revoked_scanned",
        QrAttention::NotGenuine => "not_genuine",
    }
}
