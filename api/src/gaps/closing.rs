//! Which gaps an answer has closed since: what was asked is asked again, and a published answer that is
//! newer than the misses would now be given.

use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::search::{HitKind, SearchKind};

use super::entity::Model;
use super::report::{Reviewer, distinct};
use super::{Kind, Report};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::search::{ANSWER_CONFIDENCE, understand};

impl Reviewer {
    /// The first groups, so many at most, that nothing has closed. Those before them that are closed are
    /// counted.
    pub(super) async fn open<'a>(
        &self,
        groups: Vec<Vec<&'a Model>>,
        report: &mut Report,
        most: usize,
    ) -> Result<Vec<Vec<&'a Model>>> {
        let mut open = Vec::new();
        for members in groups {
            if open.len() == most {
                break;
            }
            if self.is_closed(&members).await? {
                report.closed += members.len();
                report.groups_found -= 1;
            } else {
                open.push(members);
            }
        }
        Ok(open)
    }

    /// Whether all wordings that would be shown of a group are answered now.
    async fn is_closed(&self, members: &[&Model]) -> Result<bool> {
        let newest = members.iter().map(|row| row.created_at).max();
        let wordings = distinct(members.iter().map(|row| row.text.as_str()));
        for wording in &wordings {
            let answered = match newest {
                Some(newest) => self.answered_since(wording, newest, members).await?,
                None => false,
            };
            if !answered {
                return Ok(false);
            }
        }
        Ok(!wordings.is_empty())
    }

    /// Whether chat would answer with an agency's answer that came after the misses, and that nobody among
    /// them has found unhelpful.
    async fn answered_since(
        &self,
        wording: &str,
        newest: DateTime<Utc>,
        members: &[&Model],
    ) -> Result<bool> {
        let question = understand(wording, &self.vocabularies);
        let hits = self.engine.search(&question, SearchKind::All, 1).await;
        let hits = hits.map_err(Error::internal)?;
        let sure = |hit: &&crate::search::Found| {
            hit.kind == HitKind::Faq && hit.confidence >= ANSWER_CONFIDENCE
        };
        let Some(hit) = hits.first().filter(sure) else {
            return Ok(false);
        };
        let unhelpful = members.iter().any(|row| {
            row.kind == Kind::NotHelpful.as_str() && row.faq.as_deref() == Some(hit.code.as_str())
        });
        let since = self.answered_on(&hit.code);
        Ok(!unhelpful && since.is_some_and(|day| day >= to_hanoi(newest).date()))
    }

    /// Since when an agency's answer stands.
    fn answered_on(&self, id: &str) -> Option<NaiveDate> {
        let entry = self.faqs.find(&id.parse().ok()?)?;
        Some(entry.faq.answered_by.as_ref()?.valid_from)
    }
}
