use askama::Template;
use mobile_contract::notifications::{Notification, NotificationChannel};

use super::text::{self, Text};
use crate::error::Error;
use crate::notifications::Channel;
use crate::notifications::staff::Stuck;
use crate::web::staff::views::{Shell, moment};
use crate::web::views::encode;

/// `/can-bo/thong-bao`: messages that did not arrive.
#[derive(Debug, Template)]
#[template(path = "staff/undelivered.html")]
pub struct UndeliveredPage<'a> {
    /// Frame of the page.
    pub shell: Shell<'a>,
    /// Channels that cannot be reached now.
    pub stuck: &'a [Stuck],
    /// Those that were given up, newest first.
    pub notifications: &'a [Notification],
    /// Where the next page begins.
    pub next_cursor: Option<&'a str>,
    /// One was sent again just now.
    pub retried: bool,
    /// Why it was not.
    pub problem: Option<&'a Error>,
}

impl UndeliveredPage<'_> {
    fn d(&self) -> &'static Text {
        text::of(self.shell.chrome.locale)
    }

    fn channel(&self, of: &Notification) -> &'static str {
        let d = self.d();
        match of.channel {
            Some(NotificationChannel::Mail) => d.by_mail,
            Some(NotificationChannel::Sms) => d.by_sms,
            Some(NotificationChannel::Push) => d.by_push,
            Some(NotificationChannel::Zalo) => d.by_zalo,
            None => d.by_other,
        }
    }

    fn stuck_channel(&self, stuck: &Stuck) -> &'static str {
        let d = self.d();
        match stuck.channel {
            Channel::Mail => d.by_mail,
            Channel::Sms => d.by_sms,
            Channel::Push => d.by_push,
            Channel::Zalo => d.by_zalo,
        }
    }

    fn tried(&self, stuck: &Stuck) -> String {
        moment(stuck.tried_at, self.shell.chrome.locale)
    }

    /// What a code of an outage means, and who can mend it.
    fn meaning(&self, stuck: &Stuck) -> &'static str {
        let d = self.d();
        let code = stuck.error.as_str();
        let is = |codes: &[&str]| codes.iter().any(|known| code.starts_with(known));
        if is(&["SMTP 535", "SMTP 534", "SMTP 432", "no login"]) {
            d.stuck_login
        } else if is(&["SMTP 530", "SMTP 538", "no STARTTLS"]) {
            d.stuck_clear
        } else if is(&["TLS"]) {
            d.stuck_certificate
        } else if is(&["timeout", "no connection", "SMTP 421"]) {
            d.stuck_unreachable
        } else {
            d.stuck_other
        }
    }

    /// What kind of letter it is, in words where there are any.
    fn letter<'n>(&self, of: &'n Notification) -> &'n str
    where
        'static: 'n,
    {
        let d = self.d();
        match of.template.as_str() {
            "ticket_received" => d.letter_received,
            "answer_sent" => d.letter_answer,
            "answer_corrected" => d.letter_corrected,
            "answer_withdrawn" => d.letter_withdrawn,
            "faq_published" => d.letter_published,
            "needs_information" => d.letter_question,
            "ticket_routed" => d.letter_routed,
            "transferred" => d.letter_transferred,
            "reopened" => d.letter_reopened,
            "deadline_near" => d.letter_deadline,
            "escalated" => d.letter_escalated,
            "one_time_code" => d.letter_code,
            "password_setup" | "password_reset" => d.letter_password,
            "new_sign_in" => d.letter_sign_in,
            other => other,
        }
    }

    fn written(&self, of: &Notification) -> String {
        moment(of.created_at, self.shell.chrome.locale)
    }

    fn next(&self, cursor: &str) -> String {
        let cursor = encode(cursor);
        self.shell
            .href(&format!("/can-bo/thong-bao?cursor={cursor}"))
    }
}
