//! Agencies that end (sáp nhập, chia tách, giải thể): what lies open with one goes to the only agency that follows
//! it, or back to the operators when there are several or none. Its clock goes on as it ran.

use chrono::{DateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::knowledge::Agency;
use mobile_contract::ticket::{TicketCode, TicketEventKind, TicketState};
use motcua_seed::Bilingual;
use sea_orm::ActiveValue::Set;
use sea_orm::IntoActiveModel;

use super::entity::ticket;
use super::moved::Moved;
use super::store;
use super::view::{StoredGuess, StoredRoute};
use super::written::{self, Happening};
use super::{Tickets, joined, record, watched};
use crate::attachments::{self, Owner};
use crate::error::Result;
use crate::kernel::wire;
use crate::storage::WriteTransaction;

/// Tickets moved in one go; the rest comes with the next.
const AT_ONCE: u64 = 1_000;
/// Agencies that a reason names, of several that follow.
const NAMED: usize = 5;

/// The end of an agency, as it concerns what lies there.
pub(super) struct End {
    from: Agency,
    /// Who holds its duties now.
    holders: Vec<Agency>,
}

impl End {
    /// The only one that follows; `None`: a person decides.
    fn to(&self) -> Option<&Agency> {
        match self.holders.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Why a ticket moves, for staff.
    fn reason(&self) -> String {
        let from = &self.from.name;
        match self.holders.as_slice() {
            [] => format!(
                "{from} đã kết thúc hoạt động mà chưa rõ cơ quan nào tiếp nhận nhiệm vụ; tổng đài chọn nơi trả lời, thời hạn giữ nguyên"
            ),
            [only] => format!(
                "{from} đã kết thúc hoạt động, {} tiếp nhận nhiệm vụ; thời hạn giữ nguyên",
                only.name
            ),
            several => {
                let names = several.iter().take(NAMED).map(|one| one.name.as_str());
                let mut names = names.collect::<Vec<_>>().join(", ");
                if several.len() > NAMED {
                    names.push('…');
                }
                format!(
                    "{from} đã kết thúc hoạt động, nhiệm vụ chia cho {} cơ quan ({names}); tổng đài chọn nơi trả lời, thời hạn giữ nguyên",
                    several.len()
                )
            }
        }
    }

    /// Who of several may be responsible, for the operator who decides.
    fn guesses(&self) -> Vec<StoredGuess> {
        let count = u16::try_from(self.holders.len()).unwrap_or(u16::MAX).max(1);
        let share = 1.0 / f32::from(count);
        let guess = |agency: &Agency| StoredGuess {
            agency: agency.id.clone(),
            share,
            why: Bilingual {
                vi: format!("tiếp nhận nhiệm vụ của {}", self.from.name),
                en: format!("holds duties of {}", self.from.name),
            },
        };
        self.holders.iter().take(NAMED).map(guess).collect()
    }
}

impl Tickets {
    /// Moves what lies open with agencies that have ended, some of it at a time. Who has it now is to be told of all
    /// that `went`.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn follow_agencies(&self, went: &mut Moved) -> Result<()> {
        let left = watched::open_with_any(&*self.db, &self.ended(), AT_ONCE).await?;
        for code in &left {
            self.follow(code, went).await;
        }
        Ok(())
    }

    /// Moves a ticket, when its agency has ended; one that cannot be moved keeps no other from it. Who has it now is
    /// to be told of all that `went`.
    pub(super) async fn follow(&self, code: &TicketCode, went: &mut Moved) -> bool {
        match self.move_on(code, went).await {
            Ok(moved) => moved,
            Err(error) => {
                tracing::warn!(%error, %code, "cannot move a ticket of an agency that has ended");
                false
            }
        }
    }

    async fn move_on(&self, code: &TicketCode, went: &mut Moved) -> Result<bool> {
        let transaction = self.db.begin().await?;
        // What waits for the same answer goes along; what was joined this moment, with the next.
        let Some((row, waiting)) = joined::lock_all(&*transaction, code).await? else {
            return Ok(false);
        };
        // Another server was faster, or it was answered or sent on meanwhile.
        let Some(end) = self.end_of(row.agency.as_deref()).filter(|_| row.open) else {
            return Ok(false);
        };
        let now = self.clock.now();
        let reason = end.reason();
        let mut moved = Vec::with_capacity(waiting.len() + 1);
        for row in waiting.into_iter().chain([row]) {
            moved.push(self.hand_on(&transaction, row, &end, now).await?);
        }
        for row in moved.iter().filter(|row| row.open) {
            self.mail_waiting(&transaction, row, &reason).await?;
        }
        for row in &moved {
            record::moved(&*transaction, row, end.from.id.as_str(), now).await?;
        }
        transaction.commit().await?;
        for row in moved.iter().filter(|row| row.open) {
            went.add(row, end.to().map(|to| &to.id), &reason, now);
        }
        Ok(true)
    }

    /// One ticket, with its clocks as they are. Who had taken it on works elsewhere.
    async fn hand_on(
        &self,
        db: &WriteTransaction,
        row: ticket::Model,
        end: &End,
        now: DateTime<Utc>,
    ) -> Result<ticket::Model> {
        let (id, revision) = (row.id, row.revision);
        let to = end.to().map(|to| to.id.to_string());
        let happening = Happening {
            from: row.agency.clone(),
            to: to.clone(),
            reason: Some(end.reason()),
            ..Happening::default()
        };
        let state: TicketState = wire::value(&row.state)?;
        let mut route = StoredRoute::read(&row)?;
        let mut changed = row.into_active_model();
        if to.is_none() {
            // Who waits for its sender goes on waiting.
            if state == TicketState::WithAgency {
                changed.state = Set(wire::name(TicketState::Unrouted));
            }
            route.guesses = end.guesses();
            changed.route = Set(serde_json::to_string(&route)?);
            // What one agency laid ready is not sent by another; the only one that follows is none.
            attachments::take_back(&**db, Owner::ticket(id), None).await?;
        }
        changed.agency = Set(to);
        changed.assignee = Set(None);
        let row = store::update(&**db, changed, revision, now).await?;
        written::happened(&**db, id, TicketEventKind::AgencyEnded, happening, now).await?;
        Ok(row)
    }

    /// The end of the agency that has a ticket; `None`: it works, or is not known here.
    pub(super) fn end_of(&self, agency: Option<&str>) -> Option<End> {
        let id: Slug = agency?.parse().ok()?;
        let today = self.clock.today();
        let agencies = self.names.agencies.get();
        let from = agencies.find(&id)?;
        from.valid_to.filter(|last| *last < today)?;
        let holders = agencies.on(&id, today);
        Some(End {
            from: from.clone(),
            holders: holders.into_iter().cloned().collect(),
        })
    }

    /// Agencies that have ended.
    fn ended(&self) -> Vec<String> {
        let today = self.clock.today();
        let agencies = self.names.agencies.get();
        let all = agencies.after(None, None, None);
        all.filter(|agency| agency.valid_to.is_some_and(|last| last < today))
            .map(|agency| agency.id.to_string())
            .collect()
    }
}
