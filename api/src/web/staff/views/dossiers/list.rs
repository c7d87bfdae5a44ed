use askama::Template;
use chrono::{DateTime, Utc};
use mobile_contract::dossier::watch::{WatchGroup, WatchList, WatchRow};
use serde::Deserialize;

use super::text::{self, Text};
use super::{ROOM, names};
use crate::dossiers::figures::flag_name;
use crate::web::staff::views::{Shell, moment};
use crate::web::views::with_param;

/// Filters as they stand in the address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DossiersForm {
    /// Group.
    pub nhom: Option<String>,
    /// Id of an agency.
    pub co_quan: Option<String>,
    /// Desk.
    pub ban: Option<String>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Code of a dossier, to be opened.
    pub code: Option<String>,
    /// What was done just now.
    pub done: Option<String>,
}

/// `/can-bo/ho-so`: the watch list.
#[derive(Debug, Template)]
#[template(path = "staff/dossiers.html")]
pub struct DossiersPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// What is looked at.
    pub form: &'a DossiersForm,
    /// The group that is looked at; none: all that press.
    pub group: Option<WatchGroup>,
    /// The list.
    pub list: &'a WatchList,
}

/// A group to press.
struct Tab {
    name: &'static str,
    count: i64,
    href: String,
    current: bool,
    class: &'static str,
}

impl DossiersPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    /// Groups with their counts; one without any is left out, unless it is looked at.
    fn tabs(&self) -> Vec<Tab> {
        let (d, counts) = (self.d(), self.list.counts);
        let all = (None, counts.pressing());
        let groups = [
            (WatchGroup::Overdue, counts.overdue),
            (WatchGroup::Today, counts.today),
            (WatchGroup::InOne, counts.in_one),
            (WatchGroup::InTwo, counts.in_two),
            (WatchGroup::InThree, counts.in_three),
            (WatchGroup::ToReturn, counts.to_return),
            (WatchGroup::Standing, counts.standing),
            (WatchGroup::ToJustify, self.list.to_justify),
        ];
        let groups = groups
            .into_iter()
            .map(|(group, count)| (Some(group), count));
        let tabs = std::iter::once(all).chain(groups);
        tabs.filter(|(group, count)| *count > 0 || group.is_none() || *group == self.group)
            .map(|(group, count)| Tab {
                name: group.map_or(d.pressing, |group| names::group(group, d)),
                count,
                href: self.href(group, None),
                current: group == self.group,
                class: match group {
                    Some(WatchGroup::Overdue) if count > 0 => "late",
                    _ => "",
                },
            })
            .collect()
    }

    fn href(&self, group: Option<WatchGroup>, cursor: Option<&str>) -> String {
        let mut href = self.shell.href(ROOM);
        let said = [
            ("nhom", group.map(WatchGroup::as_str)),
            ("co_quan", self.form.co_quan.as_deref()),
            ("ban", self.form.ban.as_deref()),
            ("cursor", cursor),
        ];
        for (name, value) in said {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                href = with_param(&href, name, value);
            }
        }
        href
    }

    fn more(&self) -> Option<String> {
        let cursor = self.list.next_cursor.as_deref()?;
        Some(self.href(self.group, Some(cursor)))
    }

    /// Agencies to choose from: id, name, whether it is chosen.
    fn agencies(&self) -> Vec<(&str, &str, bool)> {
        let named = self.list.agencies.iter().filter_map(|part| {
            let agency = part.agency.as_ref()?;
            Some((agency.id.as_str(), agency.name.as_str()))
        });
        let chosen = self.form.co_quan.as_deref().unwrap_or_default();
        named.map(|(id, name)| (id, name, id == chosen)).collect()
    }

    /// Desks to choose from: name, how many press, whether it is chosen.
    fn desks(&self) -> Vec<(&str, i64, bool)> {
        let chosen = self.form.ban.as_deref().unwrap_or_default();
        let mut desks: Vec<(&str, i64, bool)> = Vec::new();
        for part in &self.list.desks {
            let Some(desk) = part.desk.as_deref() else {
                continue;
            };
            match desks.iter_mut().find(|(name, ..)| *name == desk) {
                Some((_, count, _)) => *count += part.counts.pressing(),
                None => desks.push((desk, part.counts.pressing(), desk == chosen)),
            }
        }
        desks
    }

    fn is_narrowed(&self) -> bool {
        let said = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.is_empty());
        said(&self.form.co_quan) || said(&self.form.ban)
    }

    fn row_href(&self, row: &WatchRow) -> String {
        self.shell.href(&format!("{ROOM}/{}", row.code))
    }

    fn when(&self, at: &DateTime<Utc>) -> String {
        moment(*at, self.shell.chrome.locale)
    }

    fn state(&self, row: &WatchRow) -> &'static str {
        names::state(row.state, self.shell.chrome.locale)
    }

    fn group_of(&self, row: &WatchRow) -> Option<&'static str> {
        Some(names::group(row.group?, self.d()))
    }

    fn is_late(&self, row: &WatchRow) -> bool {
        row.group == Some(WatchGroup::Overdue)
    }

    fn apology_of(&self, row: &WatchRow) -> Option<&'static str> {
        Some(names::apology(row.apology?, self.d()))
    }

    fn flags(&self, row: &WatchRow) -> String {
        let locale = self.shell.chrome.locale;
        let flags = row.flags.iter().map(|flag| flag_name(*flag, locale));
        flags.collect::<Vec<_>>().join(" · ")
    }

    fn wrong_code(&self) -> bool {
        self.form.done.as_deref() == Some("ma")
    }
}
