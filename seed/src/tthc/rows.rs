//! The rows of one table of papers, one after the other.

use mobile_contract::knowledge::{Document, DocumentRole, Form};

use super::rules::{self, Row};
use super::{forms, tidy};

/// One paper as it stands in the table.
pub(super) struct Entry {
    pub name: String,
    pub originals: Option<u16>,
    pub copies: Option<u16>,
}

/// A table while its rows are being read.
pub(super) struct Rows {
    pub documents: Vec<Document>,
    /// Rules and headings that belong to no paper.
    pub remarks: Vec<String>,
    /// How many rows are no papers.
    pub rules: usize,
    role: DocumentRole,
    heading: Option<String>,
    /// Whether a paper stands below the heading.
    used: bool,
}

crate::pattern::pattern!(REMARK, r"(?i)^(?:lưu ý|ghi chú|chú ý)");

impl Rows {
    pub fn new(role: DocumentRole) -> Self {
        Self {
            documents: Vec::new(),
            remarks: Vec::new(),
            rules: 0,
            role,
            heading: None,
            used: false,
        }
    }

    pub fn entry(&mut self, entry: &Entry) {
        let (name, form) = forms::split(&tidy::line(&entry.name));
        let name = tidy::without_mark(&name).trim_end_matches([';', ',', ' ']);
        if let (true, Some(form)) = (name.is_empty(), &form) {
            // A row with nothing but a file: the file is all that is known of it.
            let name = form.name.clone().unwrap_or_default();
            self.document(entry, name, Some(form.clone()));
            return;
        }
        if REMARK.is_match(name) {
            self.rule(name, form.as_ref());
            return;
        }
        match rules::judge(name) {
            Row::Heading(heading) => self.begin(&heading, form.as_ref()),
            Row::Rule(rule) => self.rule(&rule, form.as_ref()),
            Row::Note(rule) => match self.documents.last_mut() {
                Some(last) => {
                    self.rules += 1;
                    add(&mut last.note, &rule);
                    if last.form.is_none() {
                        last.form = form;
                    }
                }
                None => self.rule(&rule, form.as_ref()),
            },
            Row::Paper {
                name,
                when,
                note,
                looked_up,
            } => {
                self.document(entry, name, form);
                let Some(document) = self.documents.last_mut() else {
                    return;
                };
                document.needed_when = when;
                if looked_up {
                    document.role = DocumentRole::LookedUp;
                }
                if let Some(note) = note {
                    add(&mut document.note, &note);
                }
            }
        }
    }

    /// The end of the table: a heading with nothing below it is a remark.
    pub fn close(&mut self) {
        if let (Some(heading), false) = (self.heading.take(), self.used) {
            self.remarks.push(heading);
        }
    }

    fn begin(&mut self, heading: &str, form: Option<&Form>) {
        self.close();
        self.rules += 1;
        self.used = false;
        if let Some(role) = rules::role(heading) {
            self.role = role;
        }
        let heading = with_file(heading, form);
        if rules::is_plain(&heading) {
            self.remarks.push(heading);
        } else {
            self.heading = Some(heading);
        }
    }

    fn rule(&mut self, rule: &str, form: Option<&Form>) {
        self.rules += 1;
        self.remarks.push(with_file(rule, form));
    }

    fn document(&mut self, entry: &Entry, name: String, form: Option<Form>) {
        let role = if name.to_lowercase().starts_with("xuất trình") {
            DocumentRole::Show
        } else {
            self.role
        };
        // The table does not say how far down a heading reaches, so it is quoted and not obeyed.
        let note = self
            .heading
            .as_ref()
            .map(|heading| format!("Cổng xếp giấy tờ này dưới dòng “{heading}”."));
        self.used = true;
        self.documents.push(Document {
            name,
            role,
            originals: entry.originals,
            copies: entry.copies,
            form,
            needed_when: None,
            note,
        });
    }
}

fn with_file(text: &str, form: Option<&Form>) -> String {
    match form.and_then(|form| form.name.as_deref()) {
        Some(file) => format!("{text} ({file})"),
        None => text.to_owned(),
    }
}

fn add(note: &mut Option<String>, more: &str) {
    *note = Some(match note.take() {
        Some(known) => format!("{known} {more}"),
        None => more.to_owned(),
    });
}
