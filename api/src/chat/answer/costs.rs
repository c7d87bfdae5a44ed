//! How long and how much, grouped by channel.

use std::collections::BTreeSet;

use mobile_contract::Locale;
use mobile_contract::knowledge::{Case, Channel};

use super::lists::LONG_LINE;
use crate::kernel::text::cut;
use crate::kernel::words;

pub(super) fn time_limits(case: &Case, locale: Locale) -> Vec<String> {
    let lines = case.time_limits.iter().map(|limit| {
        let mut anywhere = limit.clone();
        anywhere.channel = None;
        (
            limit.channel,
            cut(&words::time_limit_line(&anywhere, locale), LONG_LINE),
        )
    });
    by_channel(lines.collect(), locale)
}

/// A channel of which the source names no fee is said so: silence would read as "the same".
pub(super) fn fees(case: &Case, channels: &[Channel], locale: Locale) -> Vec<String> {
    let mut lines: Vec<(Option<Channel>, String)> = case
        .fees
        .iter()
        .map(|fee| {
            let mut anywhere = fee.clone();
            anywhere.channel = None;
            (
                fee.channel,
                cut(&words::fee_line(&anywhere, locale), LONG_LINE),
            )
        })
        .collect();
    let everywhere = case.fees.is_empty() || case.fees.iter().any(|fee| fee.channel.is_none());
    let silent = channels
        .iter()
        .filter(|c| !case.fees.iter().any(|fee| fee.channel == Some(**c)));
    if !everywhere {
        lines.extend(silent.map(|c| (Some(*c), words::not_stated(locale).to_owned())));
    }
    by_channel(lines, locale)
}

/// Says what is the same on several channels once.
fn by_channel(lines: Vec<(Option<Channel>, String)>, locale: Locale) -> Vec<String> {
    let mut grouped: Vec<(BTreeSet<Channel>, String)> = Vec::new();
    for (channel, line) in lines {
        match grouped.iter_mut().find(|(_, known)| *known == line) {
            Some((channels, _)) => channels.extend(channel),
            None => grouped.push((channel.into_iter().collect(), line)),
        }
    }
    grouped
        .into_iter()
        .map(|(channels, line)| match channel_names(&channels, locale) {
            Some(names) => format!("- {names}: {}", words::lower_first(&line)),
            None => format!("- {line}"),
        })
        .collect()
}

pub(super) fn channel_names(channels: &BTreeSet<Channel>, locale: Locale) -> Option<String> {
    let names: Vec<String> = channels
        .iter()
        .enumerate()
        .map(|(index, channel)| {
            let name = words::channel_name(*channel, locale);
            if index == 0 {
                name.to_owned()
            } else {
                words::lower_first(name)
            }
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}
