//! Members: users in a workspace, with a role.

use model::{Role, Timestamp, UserId, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Error, Limit, Page, Result, Workspace, WorkspaceTx};

/// Admins who are told of something.
const MOST_ADMINS: i64 = 100;

row! {
    /// A user in a workspace.
    pub struct MemberRow {
        /// The user.
        pub user_id: UserId,
        /// Their name.
        pub name: String,
        /// Their address.
        pub email: String,
        role_word: String,
        /// Since when the membership is disabled.
        pub disabled_at: Option<Timestamp>,
        /// Since when the user cannot sign in at all.
        pub user_disabled_at: Option<Timestamp>,
        /// When they joined.
        pub created_at: Timestamp,
        /// Do they prove who they are with a second factor?
        pub has_second_factor: bool,
    }
}

impl MemberRow {
    /// What they are.
    pub fn role(&self) -> Result<Role> {
        Role::parse(&self.role_word).ok_or_else(|| Error::Corrupt {
            column: "memberships.role",
            detail: self.role_word.clone(),
        })
    }

    /// Can they do nothing here at the moment?
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        self.disabled_at.is_some() || self.user_disabled_at.is_some()
    }
}

macro_rules! select_member {
    ($rest:literal) => {
        concat!(
            "select member.user_id, account.name, account.email, member.role as role_word, member.disabled_at,
                    account.disabled_at as user_disabled_at, member.created_at,
                    exists (select 1 from second_factors factor where factor.user_id = account.id and factor.confirmed_at is not null) as has_second_factor
               from memberships member
               join users account on account.id = member.user_id ",
            $rest
        )
    };
}

reads! {
    /// One member.
    fn get_member(user: UserId) -> MemberRow = get;
    /// One member, if they are one.
    fn find_member(user: UserId) -> Option<MemberRow> = find;
    /// How many active owners there are besides `user`.
    fn count_other_owners(user: UserId) -> i64 = count_other_owners;
    /// Owners and admins who can sign in, at most a hundred.
    fn list_admins() -> Vec<UserId> = list_admins;
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId, user: UserId) -> Result<Option<MemberRow>> {
    fetch_optional!(
        connection,
        MemberRow,
        select_member!("where member.workspace_id = $1 and member.user_id = $2"),
        workspace_id,
        user
    )
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, user: UserId) -> Result<MemberRow> {
    find(connection, workspace_id, user).await?.ok_or(Error::NotFound("member"))
}

async fn count_other_owners(connection: &mut Connection<'_>, workspace_id: WorkspaceId, user: UserId) -> Result<i64> {
    let (count,): (i64,) = fetch_one!(
        connection,
        (i64,),
        "select count(*)
           from memberships member
           join users account on account.id = member.user_id
          where member.workspace_id = $1 and member.user_id <> $2 and member.role = $3
            and member.disabled_at is null and account.disabled_at is null",
        workspace_id,
        user,
        Role::Owner.as_str()
    )?;
    Ok(count)
}

async fn list_admins(connection: &mut Connection<'_>, workspace_id: WorkspaceId) -> Result<Vec<UserId>> {
    let found: Vec<(UserId,)> = fetch_all!(
        connection,
        (UserId,),
        "select member.user_id
           from memberships member
           join users account on account.id = member.user_id
          where member.workspace_id = $1 and member.role in ($2, $3) and member.disabled_at is null and account.disabled_at is null
          order by member.created_at, member.user_id
          limit $4",
        workspace_id,
        Role::Owner.as_str(),
        Role::Admin.as_str(),
        MOST_ADMINS
    )?;
    Ok(found.into_iter().map(|(user,)| user).collect())
}

impl Workspace<'_> {
    /// The members, in the order they joined.
    pub async fn list_members(&self, limit: Limit, cursor: Option<&str>) -> Result<Page<MemberRow>> {
        const TAG: &str = "members";
        let (joined, user): (Timestamp, Option<UserId>) = match cursor {
            Some(cursor) => self.decode_cursor(TAG, cursor)?,
            None => (Timestamp::default(), None),
        };
        let rows = fetch_all!(
            self,
            MemberRow,
            select_member!(
                "where member.workspace_id = $1 and ($3 is null or (member.created_at, member.user_id) > ($2, $3))
                 order by member.created_at, member.user_id
                 limit $4"
            ),
            self.id(),
            joined,
            user,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |last| {
            self.encode_cursor(TAG, &(last.created_at, Some(last.user_id)))
        }))
    }
}

impl WorkspaceTx<'_> {
    /// Adds a member; [`Error::Duplicate`] when they are one already.
    pub async fn create_member(&mut self, user: UserId, role: Role) -> Result<MemberRow> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into memberships (workspace_id, user_id, role, created_at, updated_at) values ($1, $2, $3, $4, $4)",
            workspace_id,
            user,
            role.as_str(),
            now
        )?;
        self.get_member(user).await
    }

    /// Gives a member another role, or disables or enables them.
    pub async fn update_member(&mut self, user: UserId, role: Role, disabled_at: Option<Timestamp>) -> Result<MemberRow> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update memberships set role = $3, disabled_at = $4, updated_at = $5 where workspace_id = $1 and user_id = $2",
            workspace_id,
            user,
            role.as_str(),
            disabled_at,
            now
        )?;
        if changed == 0 {
            Err(Error::NotFound("member"))
        } else {
            self.get_member(user).await
        }
    }

    /// Takes a member out.
    pub async fn delete_member(&mut self, user: UserId) -> Result<()> {
        let workspace_id = self.id();
        let deleted = execute!(
            self,
            "delete from memberships where workspace_id = $1 and user_id = $2",
            workspace_id,
            user
        )?;
        if deleted == 0 { Err(Error::NotFound("member")) } else { Ok(()) }
    }
}
