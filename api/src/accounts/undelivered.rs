//! Notifications that staff look after. They stand here, because the outbox knows no accounts.

use mobile_contract::accounts::Role;
use mobile_contract::notifications::{
    Notification, NotificationAbout, NotificationChannel, NotificationState,
};
use mobile_contract::{ErrorCode, Page};
use uuid::Uuid;

use super::{Accounts, Staff};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};
use crate::notifications::{Channel, Outbox, State, staff as outbox};

/// Who looks after what did not arrive.
const CARERS: [Role; 2] = [Role::Operator, Role::Administrator];

impl Accounts {
    /// A page of the notifications in a state, newest first.
    ///
    /// # Errors
    /// 403 for those who do not look after them, 400 or 422 for a cursor or limit of no use.
    pub async fn notifications(
        &self,
        staff: &Staff,
        state: NotificationState,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<Notification>> {
        staff.require(&CARERS)?;
        let limit = page_size(limit)?;
        let list = List::new(format!("staff/notifications?state={}", name(state)));
        let before = list.after(cursor)?.map(|id| id.parse::<Uuid>());
        let before = before.transpose();
        let before = before.map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let outbox = Outbox::new(self.vault.clone());
        let rows = outbox.list(&*self.db, stored(state), before, most).await?;
        let keyed = rows.into_iter().map(|row| (row.id.to_string(), row));
        let page = list.page(keyed, limit, |(id, _)| id.as_str());
        Ok(Page {
            items: page
                .items
                .into_iter()
                .map(|(_, row)| told(row, state))
                .collect(),
            next_cursor: page.next_cursor,
        })
    }

    /// The channels that cannot be reached now, with what waits for them.
    ///
    /// # Errors
    /// 403 for those who do not look after them.
    pub async fn stuck_channels(&self, staff: &Staff) -> Result<Vec<outbox::Stuck>> {
        staff.require(&CARERS)?;
        outbox::stuck(&*self.db).await
    }

    /// Sends one that was given up once more.
    ///
    /// # Errors
    /// 403 for those who do not look after them, 404 when none of this id was given up, 409 when its
    /// words are forgotten.
    pub async fn retry_notification(&self, staff: &Staff, id: Uuid) -> Result<()> {
        staff.require(&CARERS)?;
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        outbox::retry(&*transaction, id, now).await?;
        let entry = Entry {
            actor: Some(staff.user_id),
            action: "notification.retried",
            subject: ("notification", id.to_string()),
            agency: None,
            detail: None,
            at: now,
        };
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn told(row: outbox::Entry, state: NotificationState) -> Notification {
    Notification {
        id: row.id,
        channel: row.channel.map(|channel| match channel {
            Channel::Mail => NotificationChannel::Mail,
            Channel::Sms => NotificationChannel::Sms,
            Channel::Push => NotificationChannel::Push,
            Channel::Zalo => NotificationChannel::Zalo,
        }),
        address: row.address,
        template: row.template,
        about: row.about.map(|(kind, id)| NotificationAbout { kind, id }),
        state,
        secret: row.secret,
        attempts: row.attempts,
        error: row.error,
        created_at: row.created_at,
        ended_at: row.ended_at,
    }
}

const fn stored(state: NotificationState) -> State {
    match state {
        NotificationState::Queued => State::Queued,
        NotificationState::Sent => State::Sent,
        NotificationState::Dead => State::Dead,
        NotificationState::Withheld => State::Withheld,
    }
}

const fn name(state: NotificationState) -> &'static str {
    stored(state).as_str()
}
