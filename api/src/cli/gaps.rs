//! `motcua gaps`.

use std::sync::Arc;

use chrono::Duration;
use clap::{Args, ValueEnum};
use motcua_seed::Bundle;

use super::out;
use crate::app::{index_dir, open_database};
use crate::config::Storage;
use crate::gaps::{Group, Report, Reviewer, Suggestion, Window, store};
use crate::kernel::clock::Clock;
use crate::knowledge::{Engines, Knowledge};

/// Most groups shown.
const MOST_GROUPS: i64 = 500;

/// What to show of the misses.
#[derive(Args)]
pub(super) struct Gaps {
    /// How many days back
    #[arg(long, value_name = "DAYS", default_value_t = 30,
        value_parser = clap::value_parser!(i64).range(1..=store::KEPT.num_days()))]
    since: i64,
    /// Most groups to show, largest first
    #[arg(long, value_name = "NUMBER", default_value_t = 20,
        value_parser = clap::value_parser!(i64).range(1..=MOST_GROUPS))]
    limit: i64,
    /// How to write them
    #[arg(long, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON document.
    Json,
}

/// Prints what could not be answered well, grouped, with what would close each group.
pub(super) async fn show(storage: &Storage, wanted: &Gaps) -> anyhow::Result<()> {
    let db = open_database(storage).await?;
    // Suggestions need no server: the embedded engine is as good.
    let knowledge = Knowledge::load(&db, Engines::embedded(index_dir(storage))).await?;
    let reviewer = Reviewer {
        engine: Arc::clone(&knowledge.engine.get()),
        vocabularies: Arc::new(Bundle::embedded()?.vocabularies),
        procedures: knowledge.procedures.keep(),
        faqs: knowledge.faqs.keep(),
    };
    let now = Clock::system().now();
    let window = Window {
        since: now - Duration::days(wanted.since),
        now,
        groups: usize::try_from(wanted.limit)?,
    };
    let report = reviewer.report(&*db, window).await?;
    db.close().await?;
    let text = match wanted.format {
        Format::Text => in_words(&report),
        Format::Json => serde_json::to_string_pretty(&report)? + "\n",
    };
    out::write(&text)?;
    Ok(())
}

fn in_words(report: &Report) -> String {
    let since = report.since.format("%Y-%m-%d");
    let mut text = format!(
        "{} since {since}, in {}; answers that helped: {}, that did not: {}\n",
        many(report.misses, "miss", "misses"),
        many(report.groups_found, "group", "groups"),
        report.helpful,
        report.not_helpful,
    );
    if report.capped {
        text.push_str("only the newest misses were read; ask for fewer days to see all of them\n");
    }
    if report.wordless > 0 {
        let left_out = report.wordless;
        text += &format!("{left_out} of them do not say what they are about and are left out\n");
    }
    for (number, group) in (1..).zip(&report.groups) {
        text.push('\n');
        text += &group_in_words(number, group);
    }
    let hidden = report.groups_found - report.groups.len();
    if hidden > 0 {
        text += &format!("\n{hidden} smaller groups are not shown (--limit)\n");
    }
    text
}

fn group_in_words(number: usize, group: &Group) -> String {
    let kinds = group
        .kinds
        .iter()
        .map(|(kind, n)| format!("{} {n}", kind.as_str()));
    let mut lines = vec![format!(
        "{number}. {} in {}, last on {} ({})",
        many(group.misses, "miss", "misses"),
        many(group.conversations, "conversation", "conversations"),
        group.newest.format("%Y-%m-%d"),
        joined(kinds),
    )];
    lines.extend(group.examples.iter().map(|text| format!("   - {text}")));
    if !group.facets.is_empty() {
        let facets = group.facets.iter().map(|(facet, n)| format!("{facet} {n}"));
        lines.push(format!("   asked for: {}", joined(facets)));
    }
    if !group.answered_with.is_empty() {
        let codes = group.answered_with.iter().cloned();
        lines.push(format!("   answered with or offered: {}", joined(codes)));
    }
    lines.extend(group.comments.iter().map(|text| format!("   said: {text}")));
    lines.push(format!("   → {}", target(&group.suggestion)));
    lines.join("\n") + "\n"
}

fn target(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::Faq {
            id,
            question,
            confidence,
        } => format!("mend the question {id}: {question} ({confidence:.2})"),
        Suggestion::Procedure {
            code,
            title,
            confidence,
        } => format!("new question about {code} {title} ({confidence:.2})"),
        Suggestion::NewTopic { confidence } => {
            format!("new topic: nothing near ({confidence:.2})")
        }
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn many(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
