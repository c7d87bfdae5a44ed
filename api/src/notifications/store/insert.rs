//! Storing a message.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::super::content::Content;
use super::super::entity::{ActiveModel, Column, Entity};
use super::super::outgoing::{Channel, Outgoing, is_one_line, mail};
use super::super::{contacts, hours, matching};
use super::{MAX_DEDUP_KEY, MAX_SUBJECT, State};
use crate::error::Error;
use crate::kernel::vault::Vault;

/// Stores a message, sealed; see [`super::super::Outbox::enqueue`].
pub(in super::super) async fn insert(
    db: &impl ConnectionTrait,
    vault: &Vault,
    now: DateTime<Utc>,
    outgoing: Outgoing,
) -> Result<Uuid, Error> {
    refuse(&outgoing)?;
    let contact = match outgoing.unsubscribe {
        true => Some(contacts::contact_of(db, vault, &outgoing.to, now).await?),
        false => None,
    };
    let gone = contact
        .as_ref()
        .is_some_and(|c| c.unsubscribed_at.is_some());
    let to = outgoing.to.channel().as_str();
    let dedup_key = outgoing.dedup_key.clone();
    let contact_id = contact.map(|contact| contact.id);
    let (id, row) = row(vault, outgoing, contact_id, gone, now)?;
    let once = OnConflict::column(Column::DedupKey).do_nothing().to_owned();
    let stored = Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    if stored > 0 {
        metrics::counter!("motcua_notifications_queued_total", "channel" => to).increment(1);
        return Ok(id);
    }
    let first = Entity::find()
        .filter(Column::DedupKey.eq(dedup_key))
        .one(db)
        .await?;
    first
        .map(|row| row.id)
        .ok_or_else(|| Error::internal("a notification was neither stored nor there already"))
}

/// What could break a header, or does not fit.
fn refuse(outgoing: &Outgoing) -> Result<(), Error> {
    if outgoing
        .reply_to
        .as_deref()
        .is_some_and(|to| mail(to).is_none())
    {
        return Err(Error::field(
            "reply_to",
            "không phải địa chỉ thư",
            "is no mail address",
        ));
    }
    let key = outgoing.dedup_key.as_deref().unwrap_or_default();
    if key.len() > MAX_DEDUP_KEY {
        return Err(Error::field("dedup_key", "quá dài", "is too long"));
    }
    Ok(())
}

fn row(
    vault: &Vault,
    outgoing: Outgoing,
    contact_id: Option<Uuid>,
    gone: bool,
    now: DateTime<Utc>,
) -> Result<(Uuid, ActiveModel), Error> {
    let content = content(&outgoing)?;
    let Outgoing {
        to,
        template,
        locale,
        urgent,
        about,
        dedup_key,
        ..
    } = outgoing;
    let id = Uuid::now_v7();
    let channel = to.channel().as_str();
    let state = if gone { State::Withheld } else { State::Queued };
    let mut row = ActiveModel {
        id: Set(id),
        channel: Set(channel.to_owned()),
        lane: Set(matching::lane(vault, channel, to.address(), urgent)),
        template: Set(template.name().to_owned()),
        locale: Set(locale.as_str().to_owned()),
        urgent: Set(urgent),
        about_kind: Set(about.as_ref().map(|about| about.kind.to_owned())),
        about_id: Set(about.map(|about| about.id)),
        contact_id: Set(contact_id),
        dedup_key: Set(dedup_key),
        secret: Set(template.is_secret()),
        state: Set(state.as_str().to_owned()),
        attempts: Set(0),
        created_at: Set(now),
        due_at: Set(if urgent { now } else { hours::awake(now) }),
        expires_at: Set(template.expires_at()),
        ended_at: Set(gone.then_some(now)),
        ..Default::default()
    };
    content.sealed(vault, id)?.put(&mut row);
    Ok((id, row))
}

/// To whom, and what it says in their language and by their channel.
fn content(outgoing: &Outgoing) -> Result<Content, Error> {
    let words = outgoing.template.render(outgoing.locale)?;
    if !is_one_line(&words.subject) || words.subject.chars().count() > MAX_SUBJECT {
        let most = MAX_SUBJECT;
        return Err(Error::field(
            "subject",
            format!("là một dòng, tối đa {most} ký tự"),
            format!("is one line of at most {most} characters"),
        ));
    }
    let (text, html) = match outgoing.to.channel() {
        Channel::Mail => (words.text, words.html),
        Channel::Sms | Channel::Push | Channel::Zalo => (words.short, String::new()),
    };
    Ok(Content {
        address: outgoing.to.address().to_owned(),
        name: outgoing.to.name().map(ToOwned::to_owned),
        reply_to: outgoing.reply_to.clone(),
        subject: words.subject,
        text,
        html,
    })
}
