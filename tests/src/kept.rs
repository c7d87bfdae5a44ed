//! What is stored of conversations, read from the database itself.

use sea_orm::ConnectionTrait;

use crate::App;

/// Everything that is stored of conversations.
///
/// # Panics
/// When the database cannot be read.
pub async fn stored(app: &App) -> String {
    let answers = "SELECT answer AS t FROM messages WHERE answer IS NOT NULL";
    format!("{}{}", words_kept(app).await, column(app, &[answers]).await)
}

/// What is stored of the words that were said. Answers have ids and figures, which may hold any four digits.
///
/// # Panics
/// When the database cannot be read.
pub async fn words_kept(app: &App) -> String {
    let words = [
        "SELECT text AS t FROM messages WHERE answer IS NULL",
        "SELECT topic AS t FROM conversations",
        "SELECT text AS t FROM knowledge_gaps",
    ];
    column(app, &words).await
}

async fn column(app: &App, queries: &[&str]) -> String {
    let database = app.database().await;
    let backend = database.get_database_backend();
    let mut all = String::new();
    for sql in queries.iter().copied() {
        let rows = sea_orm::Statement::from_string(backend, sql);
        let rows = database.query_all_raw(rows).await;
        for row in rows.expect("rows") {
            all.push_str(&row.try_get::<String>("", "t").expect("a text"));
            all.push('\n');
        }
    }
    // What is sealed is random, and may hold any three digits.
    let parts = all.split('"').filter(|part| !part.starts_with("pass_"));
    parts.collect::<Vec<_>>().join("\"")
}
