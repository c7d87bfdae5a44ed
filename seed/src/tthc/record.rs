//! One line of JSON: which kind it is, and its fields.

use chrono::NaiveDate;
use mobile_contract::ProcedureCode;
use mobile_contract::knowledge::{Origin, Procedure, Source};
use serde_json::Value;

use super::{Kind, Options, Row, detail, list, tidy};

/// The name under which the catalogue is cited.
const SOURCE: &str = "Cổng Dịch vụ công quốc gia";

/// Understands one line. The error is a sentence.
pub(super) fn row(text: &str, line: u64, options: Options) -> Result<Row, String> {
    let raw: Value =
        serde_json::from_str(text).map_err(|e| format!("The line is not valid JSON: {e}."))?;
    let kind = kind(&raw)?;
    let record = Record {
        raw: &raw,
        as_of: options.as_of.unwrap_or_else(|| kind.default_as_of()),
    };
    let (procedure, parts) = match kind {
        Kind::List => list::procedure(&record)?,
        Kind::Detail => detail::procedure(&record)?,
    };
    Ok(Row {
        line,
        kind,
        procedure,
        raw,
        parts,
    })
}

fn kind(raw: &Value) -> Result<Kind, String> {
    let Some(keys) = raw.as_object() else {
        return Err("The line is not a JSON object.".into());
    };
    match (keys.contains_key("ma_thu_tuc"), keys.contains_key("code")) {
        (true, false) => Ok(Kind::Detail),
        (false, true) => Ok(Kind::List),
        _ => Err("The line is neither of the list nor of the detail export.".into()),
    }
}

/// The fields of one line.
pub(super) struct Record<'a> {
    raw: &'a Value,
    pub as_of: NaiveDate,
}

impl Record<'_> {
    /// A field's text, cleaned; empty when absent or "Không có thông tin".
    pub fn text(&self, key: &str) -> Result<String, String> {
        let text = match self.raw.get(key) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => tidy::field(text),
            Some(_) => return Err(format!("The field {key} is not text.")),
        };
        Ok(if text == tidy::NO_INFO {
            String::new()
        } else {
            text
        })
    }

    /// A procedure with everything that both kinds have.
    pub fn start(
        &self,
        code: &str,
        title: &str,
        field: &str,
        url: &str,
    ) -> Result<Procedure, String> {
        let code = self.code(code)?;
        let title_text = tidy::title(&self.text(title)?);
        if title_text.is_empty() {
            return Err(format!("The field {title} is missing or empty."));
        }
        let url = Some(self.text(url)?).filter(|url| !url.is_empty());
        Ok(Procedure {
            field: tidy::line(&self.text(field)?),
            sources: vec![Source {
                title: SOURCE.into(),
                url,
                as_of: self.as_of,
            }],
            ..empty(code, title_text)
        })
    }

    fn code(&self, key: &str) -> Result<ProcedureCode, String> {
        let text = self.text(key)?;
        if text.is_empty() {
            return Err(format!("The field {key} is missing or empty."));
        }
        text.parse().map_err(|e| {
            let shown: String = text.chars().take(40).collect();
            format!("{shown:?} in {key} is no procedure code: {e}.")
        })
    }
}

fn empty(code: ProcedureCode, title: String) -> Procedure {
    Procedure {
        code,
        title,
        title_en: None,
        summary: None,
        summary_en: None,
        field: String::new(),
        aliases: Vec::new(),
        aliases_en: Vec::new(),
        audience: Vec::new(),
        levels: Vec::new(),
        responsible: Vec::new(),
        presence: None,
        online: None,
        channels: Vec::new(),
        cases: Vec::new(),
        steps: Vec::new(),
        conditions: Vec::new(),
        results: Vec::new(),
        common_mistakes: Vec::new(),
        legal_basis: Vec::new(),
        related: Vec::new(),
        sources: Vec::new(),
        verify: Vec::new(),
        as_stated: std::collections::BTreeMap::new(),
        origin: Origin::Imported,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> String {
        row(text, 1, Options::default()).err().unwrap_or_default()
    }

    #[test]
    fn a_line_without_a_proper_code_or_title_is_refused() {
        assert!(reason(r#"{"code":"","name":"A"}"#).contains("missing"));
        assert!(reason(r#"{"code":"12","name":"A"}"#).contains("no procedure code"));
        assert!(reason(r#"{"ma_thu_tuc":"1.001193","ten_thu_tuc":" "}"#).contains("ten_thu_tuc"));
        assert!(reason(r#"{"code":"1.001193","name":7}"#).contains("not text"));
        assert!(reason("[]").contains("not a JSON object"));
        assert!(reason(r#"{"code":"1.001193","ma_thu_tuc":"1.001193"}"#).contains("neither"));
    }

    #[test]
    fn the_as_of_date_follows_the_kind_unless_it_is_given() {
        let text = r#"{"code":"1.001193","name":"A"}"#;
        let own = row(text, 1, Options::default()).unwrap();
        assert_eq!(
            own.procedure.sources.first().unwrap().as_of.to_string(),
            "2025-04-15"
        );
        let day = NaiveDate::from_ymd_opt(2026, 1, 2);
        let given = row(text, 1, Options { as_of: day }).unwrap();
        assert_eq!(given.procedure.sources.first().map(|s| s.as_of), day);
    }
}
