//! The misses of some time, grouped, with what would close each group.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mobile_contract::ProcedureCode;
use mobile_contract::text::fold;
use motcua_seed::vocabulary::Vocabularies;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::entity::Model;
use super::grouping::group;
use super::rarity::Rarity;
use super::wording::Wording;
use super::{Group, Kind, Report, feedback, store};
use crate::error::Result;
use crate::faqs::Faqs;
use crate::kernel::text::cut;
use crate::procedures::Procedures;
use crate::search::{SearchEngine, understand};

/// Most misses looked at in one report; the newest ones.
pub const MOST_READ: u64 = 5_000;
/// Wordings, and comments, shown of a group.
pub(super) const EXAMPLES: usize = 3;
/// Longest wording shown, in characters.
const EXAMPLE_CHARS: usize = 200;

/// Looks at misses over the present knowledge.
pub struct Reviewer {
    /// The search engine.
    pub engine: Arc<dyn SearchEngine>,
    /// How people say things.
    pub vocabularies: Arc<Vocabularies>,
    /// Procedures.
    pub procedures: Arc<Procedures>,
    /// Frequently asked questions.
    pub faqs: Arc<Faqs>,
}

/// Which misses to look at.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// From when.
    pub since: DateTime<Utc>,
    /// What counts by now.
    pub now: DateTime<Utc>,
    /// Most groups to show.
    pub groups: usize,
}

impl Reviewer {
    /// Reads and groups the misses of some time, largest group first.
    ///
    /// # Errors
    /// When the database or the engine fails.
    pub async fn report(&self, db: &impl ConnectionTrait, window: Window) -> Result<Report> {
        let mut rows = store::recent(db, window.since, window.now, MOST_READ + 1).await?;
        let capped = rows.len() as u64 > MOST_READ;
        rows.truncate(usize::try_from(MOST_READ).unwrap_or(usize::MAX));
        let misses = rows.len();
        let (rows, wordings) = self.with_words(rows);
        let said = feedback::counts(db, window.since).await?;
        let mut groups: Vec<Vec<&Model>> = group(&wordings)
            .into_iter()
            .map(|members| members.iter().filter_map(|at| rows.get(*at)).collect())
            .collect();
        // Stable: of groups of one size, the one with the newest miss comes first.
        groups.sort_by_key(|members| std::cmp::Reverse(members.len()));
        let mut report = Report {
            since: window.since,
            misses,
            capped,
            wordless: misses - rows.len(),
            helpful: said.helpful,
            not_helpful: said.not_helpful,
            groups_found: groups.len(),
            closed: 0,
            groups: Vec::new(),
        };
        let groups = self.open(groups, &mut report, window.groups).await?;
        let shown = groups.iter().flatten().map(|row| row.message_id);
        let comments = feedback::comments(db, &shown.collect::<Vec<_>>()).await?;
        for members in &groups {
            report.groups.push(self.describe(members, &comments).await?);
        }
        Ok(report)
    }

    /// What each miss is about. A follow-up ("phí bao nhiêu") is about the procedure that it was
    /// answered with; where there is none, it is left out.
    fn with_words(&self, rows: Vec<Model>) -> (Vec<Model>, Vec<Wording>) {
        let rarity = Rarity::of(&self.procedures, &self.faqs);
        let wording = |text: &str| Wording::of(&understand(text, &self.vocabularies), &rarity);
        rows.into_iter()
            .filter_map(|row| {
                let mut words = wording(&row.text);
                if words.is_empty() {
                    words = wording(&self.title_behind(&row)?);
                }
                (!words.is_empty()).then_some((row, words))
            })
            .unzip()
    }

    /// The title of the procedure that a miss was answered with.
    fn title_behind(&self, row: &Model) -> Option<String> {
        match procedures_of(row).as_slice() {
            [code] => Some(self.procedures.find(code)?.summary.title.clone()),
            _ => None,
        }
    }

    async fn describe(
        &self,
        members: &[&Model],
        comments: &HashMap<Uuid, String>,
    ) -> Result<Group> {
        let examples = distinct(members.iter().map(|row| row.text.as_str()));
        let mut asked = examples.clone();
        // Words that say nothing by themselves lead nowhere; what they were answered with does.
        let titles = members.iter().filter_map(|row| self.title_behind(row));
        if asked
            .iter()
            .all(|text| !understand(text, &self.vocabularies).has_meaning())
        {
            asked.extend(titles.take(1));
        }
        let conversations: BTreeSet<Uuid> = members.iter().map(|row| row.conversation_id).collect();
        let facets = members.iter().filter_map(|row| row.facet.clone());
        let kinds = members.iter().filter_map(|row| Kind::from_name(&row.kind));
        let said = members
            .iter()
            .filter_map(|row| comments.get(&row.message_id));
        Ok(Group {
            misses: members.len(),
            conversations: conversations.len(),
            kinds: counted(kinds),
            facets: counted(facets),
            newest: members
                .iter()
                .map(|row| row.created_at)
                .max()
                .unwrap_or_default(),
            suggestion: self.suggest(&asked).await?,
            examples: examples
                .iter()
                .map(|text| cut(text, EXAMPLE_CHARS))
                .collect(),
            comments: distinct(said.map(String::as_str)),
            answered_with: answered_with(members),
        })
    }
}

fn procedures_of(row: &Model) -> Vec<ProcedureCode> {
    // What cannot be read, because another version wrote it, is left out.
    serde_json::from_str(&row.procedures).unwrap_or_default()
}

fn answered_with(members: &[&Model]) -> Vec<String> {
    let codes = members.iter().flat_map(|row| {
        let codes = procedures_of(row).into_iter().map(|code| code.to_string());
        row.faq.clone().into_iter().chain(codes)
    });
    let mut counted: Vec<(String, usize)> = counted(codes).into_iter().collect();
    // Stable: of those that are equally frequent, the first by name.
    counted.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let codes = counted.into_iter().map(|(code, _)| code);
    codes.take(EXAMPLES).collect()
}

fn counted<T: Ord>(items: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    items.fold(BTreeMap::new(), |mut counts, item| {
        *counts.entry(item).or_default() += 1;
        counts
    })
}

/// The first few texts that differ by more than marks and case.
pub(super) fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts
        .filter(|text| seen.insert(fold(text)))
        .take(EXAMPLES)
        .map(ToOwned::to_owned)
        .collect()
}
