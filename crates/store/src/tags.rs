//! Tags: labels on contacts.

use std::collections::HashMap;

use model::{ContactId, TagId, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Result, WorkspaceTx};

/// More tags than this make no sense in a list without pages.
pub const MAX_TAGS: i64 = 500;

row! {
    /// A label.
    #[derive(PartialEq, Eq)]
    pub struct TagRow {
        /// Its id.
        pub id: TagId,
        /// What it says.
        pub name: String,
        /// A word of `TagColor`.
        pub color: String,
    }
}

row! {
    struct TagOfContact {
        contact_id: ContactId,
        id: TagId,
        name: String,
        color: String,
    }
}

reads! {
    /// One tag.
    fn get_tag(id: TagId) -> TagRow = get;
    /// Every tag, by name.
    fn list_tags() -> Vec<TagRow> = list;
    /// The tags of some contacts, by name; contacts without any are missing from the map.
    fn tags_of_contacts(contacts: &[ContactId]) -> HashMap<ContactId, Vec<TagRow>> = of_contacts;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: TagId) -> Result<TagRow> {
    fetch_optional!(
        connection,
        TagRow,
        "select id, name, color from tags where workspace_id = $1 and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("tag"))
}

async fn list(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<TagRow>> {
    fetch_all!(
        connection,
        TagRow,
        "select id, name, color
           from tags
          where workspace_id = $1
          order by lower(name), id
          limit $2",
        workspace_id,
        MAX_TAGS
    )
}

/// One query for a whole page of contacts: the primary key of `contact_tags` finds each contact's few rows.
pub(crate) async fn of_contacts(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, Vec<TagRow>>> {
    let mut found: HashMap<ContactId, Vec<TagRow>> = HashMap::new();
    for contacts in contacts.chunks(500) {
        let rows: Vec<TagOfContact> = build_all!(
            connection,
            TagOfContact,
            fixed | query | {
                query.push(
                    "select link.contact_id, tag.id, tag.name, tag.color
                   from contact_tags link
                   join tags tag on tag.workspace_id = link.workspace_id and tag.id = link.tag_id
                  where link.workspace_id = ",
                );
                query.push_bind(workspace_id).push(" and link.contact_id");
                query.push_ids(contacts.iter().map(|contact| contact.uuid()));
                query.push(" order by lower(tag.name), tag.id");
            }
        )?;
        for TagOfContact { contact_id, id, name, color } in rows {
            found.entry(contact_id).or_default().push(TagRow { id, name, color });
        }
    }
    Ok(found)
}

impl WorkspaceTx<'_> {
    /// Adds a tag; [`Error::Duplicate`] when the workspace has one of that name, capitals aside.
    pub async fn create_tag(&mut self, name: &str, color: &str) -> Result<TagRow> {
        let id = TagId::new();
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into tags (workspace_id, id, name, color, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)",
            workspace_id,
            id,
            name,
            color,
            now
        )?;
        Ok(TagRow {
            id,
            name: name.to_owned(),
            color: color.to_owned(),
        })
    }

    /// Gives a tag another name and colour.
    pub async fn update_tag(&mut self, id: TagId, name: &str, color: &str) -> Result<TagRow> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update tags set name = $3, color = $4, updated_at = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            name,
            color,
            now
        )?;
        if changed == 0 {
            Err(Error::NotFound("tag"))
        } else {
            Ok(TagRow {
                id,
                name: name.to_owned(),
                color: color.to_owned(),
            })
        }
    }

    /// Removes a tag, from every contact too.
    pub async fn delete_tag(&mut self, id: TagId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(self, "delete from tags where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 { Err(Error::NotFound("tag")) } else { Ok(()) }
    }

    /// Puts a tag on a contact. False when it was there already.
    pub async fn add_contact_tag(&mut self, contact_id: ContactId, tag_id: TagId) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let added = execute!(
            self,
            "insert into contact_tags (workspace_id, contact_id, tag_id, created_at) values ($1, $2, $3, $4) on conflict do nothing",
            workspace_id,
            contact_id,
            tag_id,
            now
        )?;
        Ok(added > 0)
    }

    /// Takes a tag off a contact. False when it was not there.
    pub async fn remove_contact_tag(&mut self, contact_id: ContactId, tag_id: TagId) -> Result<bool> {
        let workspace_id = self.id();
        let removed = execute!(
            self,
            "delete from contact_tags where workspace_id = $1 and contact_id = $2 and tag_id = $3",
            workspace_id,
            contact_id,
            tag_id
        )?;
        Ok(removed > 0)
    }
}
