use mobile_contract::accounts::Role;

use super::menu::{self, Item};
use super::text::{self, Text};
use crate::error::Error;
use crate::kernel::words::upper_first;
use crate::web::views::Chrome;

/// Who looks at a page.
#[derive(Clone, Copy, Debug)]
pub struct Who<'a> {
    /// Full name.
    pub name: &'a str,
    /// What they may do.
    pub role: Role,
    /// Name of their agency.
    pub agency: Option<&'a str>,
    /// What their forms carry.
    pub token: &'a str,
    /// They set up an authenticator before anything else.
    pub enrolling: bool,
}

/// The frame of every page of staff: language, navigation, who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Shell<'a> {
    /// Language and address.
    pub chrome: Chrome<'a>,
    /// Who is signed in.
    pub who: Option<Who<'a>>,
}

impl<'a> Shell<'a> {
    /// The texts of the frame.
    #[must_use]
    pub fn t(&self) -> &'static Text {
        text::of(self.chrome.locale)
    }

    /// A link that keeps a language chosen by `?lang=`.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        self.chrome.href(path)
    }

    /// What forms carry, in the field `csrf`.
    #[must_use]
    pub fn token(&self) -> &'a str {
        self.who.map_or("", |who| who.token)
    }

    /// Whether who looks has one of these roles.
    #[must_use]
    pub fn is_one_of(&self, roles: &[Role]) -> bool {
        self.who.is_some_and(|who| roles.contains(&who.role))
    }

    /// The same frame once an authenticator is set up: nothing stands in the way any more.
    #[must_use]
    pub fn enrolled(mut self) -> Self {
        if let Some(who) = &mut self.who {
            who.enrolling = false;
        }
        self
    }

    /// What is wrong with a field, as a sentence.
    #[must_use]
    pub fn wrong(&self, problem: &Option<&Error>, loc: &str) -> Option<String> {
        let problem = (*problem)?.problem(self.chrome.locale, "");
        let error = problem.errors.iter().find(|error| error.loc == loc)?;
        Some(format!("{}.", upper_first(error.msg.trim_end_matches('.'))))
    }

    /// What was refused as a whole, in a sentence: too many tries with the time to wait, else the title.
    /// Nothing when single fields say what is wrong with them.
    #[must_use]
    pub fn trouble(&self, problem: &Option<&Error>) -> Option<String> {
        let error = (*problem)?;
        if let Some(seconds) = error.retry_after() {
            return Some(self.wait(seconds));
        }
        let told = error.problem(self.chrome.locale, "");
        if !told.errors.is_empty() {
            return None;
        }
        let sentence = told.detail.unwrap_or(told.title);
        Some(format!("{}.", sentence.trim_end_matches('.')))
    }

    /// How long to wait, in words: whole minutes once it is more than one.
    fn wait(&self, seconds: u64) -> String {
        let t = self.t();
        let (number, unit) = match seconds {
            0..=1 => (1, t.second),
            2..=90 => (seconds, t.seconds),
            _ => (seconds.div_ceil(60), t.minutes),
        };
        format!("{} {number} {unit} {}", t.too_fast, t.too_fast_end)
    }

    pub(super) fn role(&self, role: &Role) -> &'static str {
        let t = self.t();
        match role {
            Role::Citizen => t.citizen,
            Role::Operator => t.operator,
            Role::Officer => t.officer,
            Role::Leader => t.leader,
            Role::Administrator => t.administrator,
        }
    }

    pub(super) fn menu(&self) -> Vec<&'static Item> {
        let who = self.who.filter(|who| !who.enrolling);
        who.map_or_else(Vec::new, |who| menu::of(who.role).collect())
    }

    /// Whether the page belongs to an item of the navigation. Tickets belong to the queue.
    pub(super) fn within(&self, item: &Item) -> bool {
        let path = self.chrome.path.split(['?', '#']).next();
        let path = path.unwrap_or_default();
        match item.path {
            "/can-bo" => path == item.path || path.starts_with("/can-bo/phieu"),
            section => self.chrome.within(section),
        }
    }
}

#[cfg(test)]
mod tests {
    use mobile_contract::{ErrorCode, Locale};

    use super::*;

    fn shell(locale: Locale) -> Shell<'static> {
        let chrome = Chrome {
            locale,
            path: "/can-bo",
        };
        Shell { chrome, who: None }
    }

    #[test]
    fn waiting_is_told_in_words_that_are_never_too_short() {
        let told = |seconds| {
            let error = Error::rate_limited(1, seconds);
            shell(Locale::Vi).trouble(&Some(&error)).unwrap()
        };
        assert!(told(1).contains(" 1 giây "), "{}", told(1));
        assert!(told(64).contains(" 64 giây "));
        assert!(told(121).contains(" 3 phút "), "{}", told(121));
        assert!(told(900).contains(" 15 phút "));
    }

    #[test]
    fn a_field_tells_its_own_trouble_and_the_form_the_rest() {
        let field = Error::field("body.password", "quá ngắn", "is too short");
        let shell = shell(Locale::En);
        assert_eq!(shell.trouble(&Some(&field)), None);
        assert_eq!(
            shell.wrong(&Some(&field), "body.password").as_deref(),
            Some("Is too short.")
        );
        assert_eq!(shell.wrong(&Some(&field), "body.login"), None);
        let whole = Error::new(ErrorCode::SignInFailed);
        assert_eq!(
            shell.trouble(&Some(&whole)).as_deref(),
            Some("Login, password or code is wrong.")
        );
    }
}
