use std::collections::HashMap;

use askama::Template;
use mobile_contract::qr::NamedRef;
use mobile_contract::ticket::{TicketCounts, TicketRow};
use serde::Deserialize;
use uuid::Uuid;

use super::ticket_text::{self, Text};
use super::{Shell, words};
use crate::web::views::with_param;

/// Working minutes of a day.
const DAY: i64 = 8 * 60;

/// Filters as they stand in the address. What is not understood filters nothing.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct QueueFilter {
    /// State; empty: all that are open.
    pub state: Option<String>,
    /// Kind.
    pub kind: Option<String>,
    /// The way they came in.
    pub source: Option<String>,
    /// `true`: one's own; `false`: nobody's.
    pub mine: Option<String>,
    /// Late ones only.
    pub late: Option<String>,
    /// Those whose draft waits for the leader.
    pub submitted: Option<String>,
    /// Words of an agency's name, or its id.
    pub agency: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Code of a ticket, to be opened.
    pub code: Option<String>,
    /// What was done just now.
    pub done: Option<String>,
}

impl QueueFilter {
    fn pairs(&self) -> [(&'static str, Option<&str>); 7] {
        [
            ("state", self.state.as_deref()),
            ("kind", self.kind.as_deref()),
            ("source", self.source.as_deref()),
            ("mine", self.mine.as_deref()),
            ("late", self.late.as_deref()),
            ("submitted", self.submitted.as_deref()),
            ("agency", self.agency.as_deref()),
        ]
    }

    /// The filters that say something.
    fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let pairs = self.pairs().into_iter();
        pairs.filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)))
    }
}

/// The agency that the queue is looked at of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgencyChoice {
    /// All.
    Any,
    /// One.
    One(NamedRef),
    /// Words fit several, or none: to choose from.
    Several(Vec<NamedRef>),
}

/// A filter to press.
pub(super) struct Tab {
    name: &'static str,
    count: Option<i64>,
    href: String,
    current: bool,
}

/// Rows that are equally urgent.
pub(super) struct Group<'a> {
    name: &'static str,
    class: &'static str,
    rows: Vec<&'a TicketRow>,
}

/// `/can-bo`: the queue.
#[derive(Debug, Template)]
#[template(path = "staff/queue.html")]
pub struct QueuePage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What is looked at.
    pub filter: &'a QueueFilter,
    /// How many are open.
    pub counts: &'a TicketCounts,
    /// The tickets, what is due first.
    pub rows: &'a [TicketRow],
    /// Where the page ends, when there are more.
    pub next: Option<&'a str>,
    /// Names of staff.
    pub names: &'a HashMap<Uuid, String>,
    /// Who looks.
    pub me: Uuid,
    /// They see every agency's.
    pub everywhere: bool,
    /// They approve answers.
    pub leads: bool,
    /// The agency that is looked at.
    pub agency: &'a AgencyChoice,
}

impl QueuePage<'_> {
    fn t(&self) -> &'static Text {
        ticket_text::of(self.shell.chrome.locale)
    }

    fn tabs(&self) -> Vec<Tab> {
        let (t, counts) = (self.t(), self.counts);
        let open = counts.unrouted + counts.with_agency + counts.waiting_for_citizen;
        let tab =
            |name, count, filter: &[(&'static str, &'static str)]| self.tab(name, count, filter);
        let mut tabs = vec![tab(t.tab_open, Some(open), &[])];
        if counts.overdue > 0 || self.filter.late.is_some() {
            tabs.push(tab(t.tab_late, Some(counts.overdue), &[("late", "1")]));
        }
        if self.leads {
            tabs.push(tab(t.tab_submitted, None, &[("submitted", "1")]));
        }
        if self.everywhere {
            let unrouted = Some(counts.unrouted);
            tabs.push(tab(t.tab_unrouted, unrouted, &[("state", "unrouted")]));
        }
        tabs.push(tab(t.tab_mine, None, &[("mine", "true")]));
        tabs.push(tab(t.tab_nobodys, None, &[("mine", "false")]));
        let waiting = Some(counts.waiting_for_citizen);
        tabs.push(tab(
            t.tab_waiting,
            waiting,
            &[("state", "waiting_for_citizen")],
        ));
        tabs
    }

    fn tab(
        &self,
        name: &'static str,
        count: Option<i64>,
        filter: &[(&'static str, &'static str)],
    ) -> Tab {
        let mut href = self.shell.href("/can-bo");
        for (name, value) in filter {
            href = with_param(&href, name, value);
        }
        Tab {
            name,
            count,
            href,
            current: self.filter.said().eq(filter.iter().copied()),
        }
    }

    /// By urgency, in the order of the queue.
    fn groups(&self) -> Vec<Group<'_>> {
        let t = self.t();
        let urgency = |row: &TicketRow| match row.minutes_left {
            _ if row.overdue => 0,
            Some(minutes) if minutes <= DAY => 1,
            Some(_) => 2,
            None => 3,
        };
        let names = [
            (t.group_late, "late"),
            (t.group_soon, "soon"),
            (t.group_later, ""),
            (t.group_still, ""),
        ];
        let groups = names
            .into_iter()
            .enumerate()
            .map(|(at, (name, class))| Group {
                name,
                class,
                rows: self.rows.iter().filter(|row| urgency(row) == at).collect(),
            });
        groups.filter(|group| !group.rows.is_empty()).collect()
    }

    fn left(&self, row: &TicketRow) -> String {
        let locale = self.shell.chrome.locale;
        match (row.minutes_left, row.state.is_open()) {
            (Some(minutes), _) => words::left(minutes, locale),
            (None, true) => self.t().clock_still.to_owned(),
            (None, false) => String::new(),
        }
    }

    fn due(&self, row: &TicketRow) -> Option<String> {
        Some(super::moment(row.due?, self.shell.chrome.locale))
    }

    fn received(&self, row: &TicketRow) -> String {
        super::moment(row.received_at, self.shell.chrome.locale)
    }

    fn state(&self, row: &TicketRow) -> &'static str {
        words::state(row.state, self.shell.chrome.locale)
    }

    fn kind(&self, row: &TicketRow) -> &'static str {
        words::kind(row.kind, self.shell.chrome.locale)
    }

    fn source(&self, row: &TicketRow) -> &'static str {
        words::source(row.source, self.shell.chrome.locale)
    }

    fn assignee(&self, row: &TicketRow) -> &str {
        match row.assignee {
            None => self.t().nobody,
            Some(id) if id == self.me => self.t().you,
            Some(id) => self.names.get(&id).map_or("…", String::as_str),
        }
    }

    /// Values and names of the states, to choose from.
    fn states(&self) -> Vec<(String, &'static str, bool)> {
        let chosen = self.filter.state.as_deref();
        words::states(self.shell.chrome.locale, chosen)
    }

    fn kinds(&self) -> Vec<(String, &'static str, bool)> {
        let chosen = self.filter.kind.as_deref();
        words::kinds(self.shell.chrome.locale, chosen)
    }

    fn sources(&self) -> Vec<(String, &'static str, bool)> {
        let chosen = self.filter.source.as_deref();
        words::sources(self.shell.chrome.locale, chosen)
    }

    /// Whether filters are set that no tab stands for.
    fn is_narrowed(&self) -> bool {
        let tabs = self.tabs();
        !tabs.iter().any(|tab| tab.current)
    }

    fn more(&self) -> Option<String> {
        let mut href = self.shell.href("/can-bo");
        for (name, value) in self.filter.said() {
            href = with_param(&href, name, value);
        }
        Some(with_param(&href, "cursor", self.next?))
    }

    fn of_agency(&self, id: &mobile_contract::Slug) -> String {
        let mut href = self.shell.href("/can-bo");
        for (name, value) in self.filter.said().filter(|(name, _)| *name != "agency") {
            href = with_param(&href, name, value);
        }
        with_param(&href, "agency", id.as_str())
    }

    fn ticket(&self, row: &TicketRow) -> String {
        self.shell.href(&format!("/can-bo/phieu/{}", row.code))
    }

    fn told(&self) -> Option<&'static str> {
        match self.filter.done.as_deref()? {
            "chuyen" => Some(self.t().done_sent_on),
            _ => None,
        }
    }

    fn wrong_code(&self) -> bool {
        self.filter.done.as_deref() == Some("ma")
    }
}
