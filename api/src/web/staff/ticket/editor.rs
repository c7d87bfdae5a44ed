//! The answer that is being written, and the search beside it.

use mobile_contract::limits::QUERY_CHARS;
use mobile_contract::search::{Hit, SearchParams};
use mobile_contract::ticket::StaffTicket;

use super::show::Room;
use crate::error::Result;
use crate::web::staff::Fields;
use crate::web::staff::views::{Cited, Editor, Form, Unsent};

/// Hits beside the editor: what one looks through while writing.
const HITS: u32 = 8;

/// What stands in the editor: what was typed just now, else the draft.
pub(super) async fn of(
    room: &Room,
    it: &StaffTicket,
    unsent: Option<&Unsent<'_>>,
) -> Result<Editor> {
    let typed = unsent.filter(|unsent| unsent.form == Form::Reply);
    let mut editor = match typed {
        Some(unsent) => typed_in(room, unsent.fields),
        None => drafted(room, it),
    };
    if it.ticket.state.is_open() {
        let first = it.ticket.messages.first();
        let asked = first.map_or("", |message| message.text.as_str());
        look(room, &mut editor, asked).await?;
    }
    Ok(editor)
}

/// What was typed, with what is found for it.
pub(super) async fn sought(room: &Room, fields: &Fields) -> Result<Editor> {
    let mut editor = typed_in(room, fields);
    look(room, &mut editor, "").await?;
    Ok(editor)
}

fn typed_in(room: &Room, fields: &Fields) -> Editor {
    Editor {
        text: fields.text("text").to_owned(),
        cited: cited(room, fields.all("cites").map(ToOwned::to_owned)),
        sought: fields.text("q").trim().to_owned(),
        hits: Vec::new(),
        texts: Vec::new(),
    }
}

fn drafted(room: &Room, it: &StaffTicket) -> Editor {
    let Some(draft) = &it.draft else {
        return Editor::default();
    };
    Editor {
        text: draft.text.clone(),
        cited: cited(room, draft.cites.iter().cloned()),
        ..Editor::default()
    }
}

/// What is in force of the keys, each once.
fn cited(room: &Room, keys: impl Iterator<Item = String>) -> Vec<Cited> {
    let mut cited: Vec<Cited> = Vec::new();
    for key in keys {
        if cited.iter().any(|known| known.key == key) {
            continue;
        }
        if let Some(title) = room.tickets.title_of(&key) {
            cited.push(Cited { key, title });
        }
    }
    cited
}

/// Looks for what was typed, or else for what the sender asked.
async fn look(room: &Room, editor: &mut Editor, asked: &str) -> Result<()> {
    let words = if editor.sought.is_empty() {
        asked
    } else {
        &editor.sought
    };
    let q: String = words.chars().take(QUERY_CHARS).collect();
    if q.trim().is_empty() {
        return Ok(());
    }
    let params = SearchParams {
        q,
        limit: Some(HITS),
        ..SearchParams::default()
    };
    let found = room.finder.find(&params).await?;
    let fresh = |hit: &Hit| editor.cited.iter().all(|cited| cited.key != hit.code);
    editor.hits = found.hits.into_iter().filter(fresh).collect();
    Ok(())
}
