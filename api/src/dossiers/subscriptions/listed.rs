//! What is told of a dossier or to an address, listed and ended by who may.

use mobile_contract::dossier::subscription::DossierSubscription;
use mobile_contract::{ErrorCode, Page};
use uuid::Uuid;

use super::wish::Wish;
use super::{store, token};
use crate::dossiers::{Dossiers, Proven};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};

impl Dossiers {
    /// Ends the subscription of a token; said twice, it is the same.
    ///
    /// # Errors
    /// 404 when the token is none of ours.
    pub async fn end_by_token(&self, text: &str) -> Result<()> {
        let id = self.named_by(text)?;
        let transaction = self.db.begin().await?;
        store::end(&*transaction, id, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The subscription of a token.
    ///
    /// # Errors
    /// 404 when the token is none of ours.
    pub async fn subscription_by_token(&self, text: &str) -> Result<DossierSubscription> {
        let id = self.named_by(text)?;
        let row = store::find(&*self.db, id).await?;
        self.shown(&row.ok_or_else(missing)?)
    }

    /// What is told of a dossier and to whom, the newest first; for who proved it by what cannot be guessed: four digits
    /// are known to neighbours, who need not learn where its owner is reached.
    ///
    /// # Errors
    /// 403 when the proof was a weaker one.
    pub async fn told_of(&self, proven: &Proven) -> Result<Vec<DossierSubscription>> {
        must_be_strong(proven)?;
        let rows = store::of_dossier(&*self.db, proven.code.as_str()).await?;
        rows.iter().map(|row| self.shown(row)).collect()
    }

    /// Ends one of these; said twice, it is the same.
    ///
    /// # Errors
    /// 403 when the proof was a weaker one; 404 when it is none of this dossier's.
    pub async fn end_of_dossier(&self, proven: &Proven, id: Uuid) -> Result<()> {
        must_be_strong(proven)?;
        let transaction = self.db.begin().await?;
        let row = store::hold(&*transaction, id).await?;
        row.filter(|row| row.code == proven.code.as_str())
            .ok_or_else(missing)?;
        store::end(&*transaction, id, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }

    fn named_by(&self, text: &str) -> Result<Uuid> {
        token::read(&self.vault, text).ok_or_else(missing)
    }

    /// What is told to an address that its owner proved, the newest first.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn subscriptions_of(
        &self,
        wish: &Wish,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<DossierSubscription>> {
        let limit = page_size(limit)?;
        let list = List::new("me/dossier-subscriptions");
        let after = list.after(cursor)?.map(|id| id.parse::<Uuid>());
        let after = after
            .transpose()
            .map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let mark = self.address_mark(wish);
        let rows = store::of_address(&*self.db, &mark, after, limit as u64 + 1).await?;
        let shown = rows.into_iter().map(|row| {
            let id = row.id.to_string();
            Ok((id, self.shown(&row)?))
        });
        let shown: Vec<_> = shown.collect::<Result<_>>()?;
        let Page { items, next_cursor } = list.page(shown.into_iter(), limit, |(id, _)| id);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    /// Ends one that is told to an address that its owner proved.
    ///
    /// # Errors
    /// 404 when there is none of theirs.
    pub async fn end_mine(&self, wish: &Wish, id: Uuid) -> Result<()> {
        let mark = self.address_mark(wish);
        let transaction = self.db.begin().await?;
        let row = store::hold(&*transaction, id).await?;
        row.filter(|row| row.address_mark == mark)
            .ok_or_else(missing)?;
        store::end(&*transaction, id, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn must_be_strong(proven: &Proven) -> Result<()> {
    if proven.strong {
        return Ok(());
    }
    Err(Error::new(ErrorCode::Forbidden).detail(
        "Muốn xem và ngừng nơi nhận tin, mời bạn mở hồ sơ bằng mã QR trên giấy hẹn hoặc mã 6 số gửi về điện thoại đã khai.",
        "To see and end who is told, please open the dossier by the receipt's QR code or by six digits sent to the phone named in it.",
    ))
}

fn missing() -> Error {
    Error::new(ErrorCode::NotFound)
}
