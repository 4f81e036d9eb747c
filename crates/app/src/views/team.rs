//! A team: who takes what, and how its conversations are handed out.

use model::{TeamId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// To whom a team's conversations go by themselves, in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandsOut {
    /// To nobody: people take them.
    #[default]
    Off,
    /// To members who have the console open and have room.
    Online,
    /// To every member who has room.
    Everyone,
}

/// What becomes of a conversation that the contact reopens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reopened {
    /// It stays with the person who had it.
    #[default]
    Keep,
    /// It is handed out anew.
    HandOut,
}

/// A team of the workspace's members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamView {
    /// Its id.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
    /// To whom its conversations go by themselves.
    pub hands_out: HandsOut,
    /// What becomes of conversations that the contact reopens.
    pub reopened: Reopened,
    /// Conversations of no team and of nobody come here when their contact waits for an answer. One team of a workspace does this at most.
    pub takes_new: bool,
    /// Who is in it.
    pub members: Vec<TeamMemberView>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A member of a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamMemberView {
    /// The member.
    pub user_id: UserId,
    /// Open conversations, of any team, beyond which nothing more is handed to them; `null`: there is no limit.
    pub capacity: Option<i64>,
}

impl HandsOut {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Online => "online",
            Self::Everyone => "everyone",
        }
    }

    /// Reads the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "online" => Self::Online,
            "everyone" => Self::Everyone,
            _ => Self::Off,
        }
    }
}

impl Reopened {
    /// The database's word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::HandOut => "hand_out",
        }
    }

    /// Reads the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        if word == "hand_out" { Self::HandOut } else { Self::Keep }
    }
}

impl TeamView {
    /// A team, with those of `members` who are in it.
    #[must_use]
    pub fn of(row: store::TeamRow, members: &[store::TeamMemberRow]) -> Self {
        Self {
            members: members
                .iter()
                .filter(|member| member.team_id == row.id)
                .map(|member| TeamMemberView {
                    user_id: member.user_id,
                    capacity: member.capacity,
                })
                .collect(),
            id: row.id,
            hands_out: HandsOut::parse(&row.hands_out),
            reopened: Reopened::parse(&row.reopened),
            takes_new: row.takes_new == 1,
            name: row.name,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}
