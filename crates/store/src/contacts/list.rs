//! The contacts list: three orders, a search and a tag.

use model::{ContactId, TagId};

use super::search::id_patterns;
use super::{Contact, ContactRow, complete, contact_columns, like_patterns};
use crate::db::{build_all, row};
use crate::page::{Limit, Page};
use crate::{Result, Workspace};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ContactSort {
    /// First known last.
    #[default]
    Newest,
    /// By the name that is shown.
    Name,
    /// Who wrote last comes first.
    LastSeen,
}

/// Which contacts.
#[derive(Debug, Clone, Default)]
pub struct ContactFilter {
    /// What a person typed: part of a name, number, username, WhatsApp id or e-mail address.
    pub text: Option<String>,
    /// Only with this tag.
    pub tag: Option<TagId>,
    /// Only with this value of a custom field, as it is kept.
    pub field: Option<(String, serde_json::Value)>,
    /// In which order.
    pub sort: ContactSort,
}

row! {
    struct SortedContact {
        id: ContactId,
        sort_number: i64,
        sort_text: String,
    }
}

impl ContactSort {
    const fn tag(self) -> &'static str {
        match self {
            Self::Newest => "contacts|newest",
            Self::Name => "contacts|name",
            Self::LastSeen => "contacts|last_seen",
        }
    }
}

impl Workspace<'_> {
    /// A page of contacts with what belongs to them.
    ///
    /// Without filters each order reads one index from where the cursor stands: a page costs the same in the first and in the millionth row. A text is
    /// looked for in every contact of the workspace (in the index, without touching the rows), some 0.3 µs each, and one that may be an id in every id, once; a tag or a field's value reads that order until the page is full.
    pub async fn list_contacts(&self, filter: &ContactFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<Contact>> {
        let tag = filter.sort.tag();
        let after: Option<(i64, String, ContactId)> = cursor.map(|cursor| self.decode_cursor(tag, cursor)).transpose()?;
        let patterns = filter.text.as_deref().map(like_patterns).unwrap_or_default();
        let mut connection = self.connection().await?;
        let keys: Vec<SortedContact> = build_all!(connection, SortedContact, |query| {
            query.push(match filter.sort {
                ContactSort::Newest => "select contact.id, contact.created_at as sort_number, '' as sort_text from contacts contact",
                ContactSort::Name => "select contact.id, cast(0 as bigint) as sort_number, contact.search_text as sort_text from contacts contact",
                ContactSort::LastSeen => "select contact.id, coalesce(contact.last_seen_at, 0) as sort_number, '' as sort_text from contacts contact",
            });
            query.push(" where contact.workspace_id = ").push_bind(self.id());
            if !patterns.is_empty() {
                query.push(" and (");
                let mut any = query.separated(" or ");
                for pattern in &patterns {
                    any.push("contact.search_text like ")
                        .push_bind_unseparated(pattern.as_str())
                        .push_unseparated(" escape '\\'");
                }
                // Ids that are no longer shown, too: former numbers and usernames, and WhatsApp's own ids.
                for pattern in id_patterns(filter.text.as_deref().unwrap_or_default()) {
                    query.push(" or contact.id in (select known.contact_id from contact_identities known where known.workspace_id = ");
                    query
                        .push_bind(self.id())
                        .push(" and (lower(known.value) like ")
                        .push_bind(pattern.clone());
                    query.push(" escape '\\' or known.given like ").push_bind(pattern).push(" escape '\\'))");
                }
                query.push(")");
            }
            if let Some(tag) = filter.tag {
                query.push(" and exists (select 1 from contact_tags link where link.workspace_id = contact.workspace_id and link.contact_id = contact.id and link.tag_id = ");
                query.push_bind(tag).push(")");
            }
            if let Some((key, value)) = &filter.field {
                // Keys are letters, digits and `_`; other keys name nothing.
                let key: String = key.chars().filter(|mark| mark.is_ascii_alphanumeric() || *mark == '_').collect();
                if self.store().is_shared() {
                    query.push(" and contact.attributes::jsonb ->> ").push_bind(key).push(" = ");
                } else {
                    query
                        .push(" and cast(json_extract(contact.attributes, ")
                        .push_bind(format!("$.{key}"))
                        .push(") as text) = ");
                }
                query.push_bind(match value {
                    serde_json::Value::String(text) => text.clone(),
                    serde_json::Value::Bool(flag) if !self.store().is_shared() => i64::from(*flag).to_string(),
                    other => other.to_string(),
                });
            }
            match filter.sort {
                ContactSort::Newest => {
                    if let Some((number, _, id)) = &after {
                        query
                            .push(" and (contact.created_at, contact.id) < (")
                            .push_bind(*number)
                            .push(", ")
                            .push_bind(*id)
                            .push(")");
                    }
                    query.push(" order by contact.created_at desc, contact.id desc");
                }
                ContactSort::Name => {
                    if let Some((_, text, id)) = &after {
                        query
                            .push(" and (contact.search_text, contact.id) > (")
                            .push_bind(text.as_str())
                            .push(", ")
                            .push_bind(*id)
                            .push(")");
                    }
                    query.push(" order by contact.search_text, contact.id");
                }
                ContactSort::LastSeen => {
                    if let Some((number, _, id)) = &after {
                        query
                            .push(" and (coalesce(contact.last_seen_at, 0), contact.id) < (")
                            .push_bind(*number)
                            .push(", ")
                            .push_bind(*id)
                            .push(")");
                    }
                    query.push(" order by coalesce(contact.last_seen_at, 0) desc, contact.id desc");
                }
            }
            query.push(" limit ").push_bind(limit.fetch());
        })?;
        let page = Page::cut(keys, limit, |key| self.encode_cursor(tag, &(key.sort_number, &key.sort_text, key.id)));
        let ids: Vec<ContactId> = page.data.iter().map(|key| key.id).collect();
        let rows: Vec<ContactRow> = build_all!(connection, ContactRow, |query| {
            query.push(concat!(
                "select ",
                contact_columns!(),
                " from contacts contact where contact.workspace_id = "
            ));
            query.push_bind(self.id()).push(" and contact.id in (");
            let mut list = query.separated(", ");
            for id in &ids {
                list.push_bind(*id);
            }
            // An empty list is not SQL everywhere; no contact has the nil id.
            list.push_bind(ContactId::from_uuid(uuid::Uuid::nil()));
            query.push(")");
        })?;
        let mut contacts = complete(&mut connection, self.id(), rows).await?;
        let place = |id: ContactId| ids.iter().position(|known| *known == id);
        contacts.sort_by_key(|contact| place(contact.row.id));
        Ok(Page {
            data: contacts,
            next_cursor: page.next_cursor,
        })
    }
}
