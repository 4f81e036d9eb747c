//! Seats: open consoles, and whether the session and the membership behind each still count.

use model::{Role, SessionId, WorkspaceId};

use crate::db::{build_all, row};
use crate::{Error, Result, System};

row! {
    struct SeatRow {
        session_id: SessionId,
        workspace_id: WorkspaceId,
        role_word: String,
    }
}

/// A seat whose session is alive and whose member may be here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveSeat {
    /// The browser.
    pub session_id: SessionId,
    /// The workspace it shows.
    pub workspace_id: WorkspaceId,
    /// What the member is there now.
    pub role: Role,
}

impl System<'_> {
    /// Of these browsers in these workspaces, those that may still be there: one query for hundreds of seats, by primary keys.
    pub async fn live_seats(&self, seats: &[(SessionId, WorkspaceId)]) -> Result<Vec<LiveSeat>> {
        let now = self.store().now();
        let mut found = Vec::with_capacity(seats.len());
        for seats in seats.chunks(200) {
            let rows: Vec<SeatRow> = build_all!(self, SeatRow, |query| {
                query.push(
                    "select session.id as session_id, member.workspace_id, member.role as role_word
                       from sessions session
                       join users account on account.id = session.user_id and account.disabled_at is null
                       join memberships member on member.user_id = session.user_id and member.disabled_at is null
                       join workspaces workspace on workspace.id = member.workspace_id and workspace.deleted_at is null
                      where session.revoked_at is null and session.expires_at > ",
                );
                query.push_bind(now).push(" and (session.id, member.workspace_id) in (");
                query.push_values(seats, |mut values, (session, workspace)| {
                    values.push_bind(*session).push_bind(*workspace);
                });
                query.push(")");
            })?;
            found.extend(rows);
        }
        found
            .into_iter()
            .map(
                |SeatRow {
                     session_id,
                     workspace_id,
                     role_word,
                 }| {
                    let role = Role::parse(&role_word).ok_or(Error::Corrupt {
                        column: "memberships.role",
                        detail: role_word,
                    })?;
                    Ok(LiveSeat {
                        session_id,
                        workspace_id,
                        role,
                    })
                },
            )
            .collect()
    }
}
