//! Many rows in one statement.
//!
//! On PostgreSQL each column goes over as one array, so that the statement is the same whatever the number of rows,
//! and is planned once: a list of values with a parameter for each cell takes longer to plan than to carry out. On
//! SQLite, where nothing is planned, it is that list.

use chrono::{DateTime, NaiveDate};
use sea_orm::sea_query::extension::postgres::PgFunc;
use sea_orm::sea_query::{
    ArrayType, Expr, ExprTrait, IntoColumnRef, OnConflict, PostgresQueryBuilder, Query, SimpleExpr,
};
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, DbErr, EntityName, EntityTrait, Iden,
    IntoActiveModel, Iterable, ModelTrait, SqlErr, Statement, Value,
};

use crate::error::{Error, Result};

/// Inserts rows; says how many were written. Without a rule for rows that are there: all, or none when one is there.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert<M>(
    db: &impl ConnectionTrait,
    rows: &[&M],
    over: Option<&OnConflict>,
) -> Result<u64>
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
    M::Entity: EntityTrait<Model = M>,
{
    let written = if db.get_database_backend() == DbBackend::Postgres {
        let written = db.execute_raw(unnested(rows, over)?).await;
        written.map(|written| written.rows_affected())
    } else {
        let models = rows.iter().map(|row| (*row).clone().into_active_model());
        let mut insert = M::Entity::insert_many(models);
        if let Some(over) = over {
            insert = insert.on_conflict(over.clone());
        }
        insert.exec_without_returning(db).await
    };
    match written {
        Err(DbErr::RecordNotInserted) => Ok(0),
        Err(error) if is_there(&error) => Ok(0),
        other => Ok(other?),
    }
}

fn is_there(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// Rows whose column has one of some texts.
pub(super) fn among<'a, C: ColumnTrait>(
    db: &impl ConnectionTrait,
    column: C,
    texts: impl Iterator<Item = &'a str>,
) -> SimpleExpr {
    if db.get_database_backend() == DbBackend::Postgres {
        let texts: Vec<String> = texts.map(ToOwned::to_owned).collect();
        let all: SimpleExpr = PgFunc::any(Value::from(texts)).into();
        return Expr::col(column.as_column_ref().into_column_ref()).eq(all);
    }
    column.is_in(texts)
}

/// `INSERT … SELECT … FROM unnest($1::text[], …)`.
fn unnested<M: ModelTrait>(rows: &[&M], over: Option<&OnConflict>) -> Result<Statement> {
    let (mut names, mut picks, mut arrays, mut values) = (vec![], vec![], vec![], vec![]);
    for (number, column) in (1..).zip(<M::Entity as EntityTrait>::Column::iter()) {
        let def = column.def();
        let kind = Kind::of(def.get_column_type())?;
        let name = Iden::to_string(&column);
        let cells = rows.iter().map(|row| kind.cell(row.get(column)));
        values.push(Value::Array(kind.array(), Some(Box::new(cells.collect()))));
        picks.push(if def.is_null() {
            format!("NULLIF(\"{name}\", {})", kind.nothing())
        } else {
            format!("\"{name}\"")
        });
        arrays.push(format!("${number}::{}[]", kind.name()));
        names.push(format!("\"{name}\""));
    }
    let table = <M::Entity as Default>::default();
    let sql = format!(
        "INSERT INTO \"{}\" ({names}) SELECT {} FROM unnest({}) AS r ({names}){}",
        table.table_name(),
        picks.join(", "),
        arrays.join(", "),
        over.map(conflict).unwrap_or_default(),
        names = names.join(", "),
    );
    Ok(Statement::from_sql_and_values(
        DbBackend::Postgres,
        sql,
        values,
    ))
}

/// What to do with rows that are there, in words of the database. It holds no values.
fn conflict(over: &OnConflict) -> String {
    let insert = Query::insert()
        .into_table("x")
        .on_conflict(over.clone())
        .to_owned();
    let whole = insert.to_string(PostgresQueryBuilder);
    whole
        .find(" ON CONFLICT")
        .and_then(|at| whole.get(at..))
        .unwrap_or_default()
        .to_owned()
}

/// Types of columns that are inserted so. An array cannot hold nothing (the driver refuses it), so a value that no
/// row of ours has stands for it: an empty text, or a time before there were computers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Time,
    Day,
    Bool,
    Small,
    Int,
}

impl Kind {
    fn of(column: &ColumnType) -> Result<Self> {
        match column {
            ColumnType::String(_) | ColumnType::Text => Ok(Self::Text),
            ColumnType::TimestampWithTimeZone => Ok(Self::Time),
            ColumnType::Date => Ok(Self::Day),
            ColumnType::Boolean => Ok(Self::Bool),
            ColumnType::SmallInteger => Ok(Self::Small),
            ColumnType::Integer => Ok(Self::Int),
            other => Err(Error::internal(format!("no arrays of {other:?}"))),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Time => "timestamptz",
            Self::Day => "date",
            Self::Bool => "bool",
            Self::Small => "int2",
            Self::Int => "int4",
        }
    }

    const fn array(self) -> ArrayType {
        match self {
            Self::Text => ArrayType::String,
            Self::Time => ArrayType::ChronoDateTimeUtc,
            Self::Day => ArrayType::ChronoDate,
            Self::Bool => ArrayType::Bool,
            Self::Small => ArrayType::SmallInt,
            Self::Int => ArrayType::Int,
        }
    }

    /// What stands for nothing, in SQL. Columns of the other types always have a value.
    const fn nothing(self) -> &'static str {
        match self {
            Self::Text => "''",
            Self::Time => "'epoch'::timestamptz",
            Self::Day => "'epoch'::date",
            Self::Bool => "NULL::bool",
            Self::Small => "NULL::int2",
            Self::Int => "NULL::int4",
        }
    }

    fn cell(self, value: Value) -> Value {
        match self {
            Self::Text if value == Value::String(None) => Value::from(""),
            Self::Time if value == Value::ChronoDateTimeUtc(None) => {
                Value::from(DateTime::UNIX_EPOCH)
            }
            Self::Day if value == Value::ChronoDate(None) => Value::from(NaiveDate::default()),
            _ => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossiers::entity::agency_code::{Column, Model};

    #[test]
    fn the_statement_is_the_same_for_any_number_of_rows() {
        let row = Model {
            code: "000.00.12.H31".to_owned(),
            agency: "so-tu-phap".to_owned(),
        };
        let over = OnConflict::column(Column::Code)
            .update_column(Column::Agency)
            .to_owned();
        let one = unnested(&[&row], Some(&over)).unwrap();
        let two = unnested(&[&row, &row], Some(&over)).unwrap();
        assert_eq!(one.sql, two.sql);
        assert_eq!(
            one.sql,
            "INSERT INTO \"dossier_agency_codes\" (\"code\", \"agency\") SELECT \"code\", \"agency\" \
             FROM unnest($1::text[], $2::text[]) AS r (\"code\", \"agency\") \
             ON CONFLICT (\"code\") DO UPDATE SET \"agency\" = \"excluded\".\"agency\""
        );
        // The default day is what the statement takes for none.
        assert_eq!(NaiveDate::default().to_string(), "1970-01-01");
    }
}
