//! Who may do what: the four roles and the one table that grants permissions to them.
//!
//! A route names its permission by a marker type from [`perm`]; documents, the web app's gates and the role × route test are made from [`Permission::ALL`].

use serde::{Deserialize, Serialize};

/// What a member is in a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum Role {
    /// Reads conversations and figures, changes nothing.
    Analyst,
    /// Answers customers.
    Agent,
    /// Runs the number, the team and the automation.
    Admin,
    /// Everything, ownership and deletion included.
    Owner,
}

impl Role {
    /// From the least to the most powerful.
    pub const ALL: [Self; 4] = [Self::Analyst, Self::Agent, Self::Admin, Self::Owner];

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Analyst => "ANALYST",
            Self::Agent => "AGENT",
            Self::Admin => "ADMIN",
            Self::Owner => "OWNER",
        }
    }

    /// Reads the database's word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// Does this role hold `permission`?
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        permission.roles().contains(&self)
    }

    /// May a member of this role give, change or take away `other`? Only owners touch owners; nobody gives what is above their own.
    #[must_use]
    pub fn may_manage(self, other: Self) -> bool {
        self == Self::Owner || (self == Self::Admin && other < Self::Owner)
    }
}

const EVERYONE: &[Role] = &[Role::Owner, Role::Admin, Role::Agent, Role::Analyst];
const TEAM: &[Role] = &[Role::Owner, Role::Admin, Role::Agent];
const ADMINS: &[Role] = &[Role::Owner, Role::Admin];
const OWNERS: &[Role] = &[Role::Owner];

/// A marker type that names one permission, for `Member<perm::…>`.
pub trait Named {
    /// The permission.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($($(#[doc = $doc:literal])* $name:ident $word:literal $roles:ident,)*) => {
        /// One thing a role may be allowed to do, written `noun:verb`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Permission {
            $($(#[doc = $doc])* #[serde(rename = $word)] $name,)*
        }

        impl Permission {
            /// Every permission, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its `noun:verb` form.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// The permission with this `noun:verb` form.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|permission| permission.as_str() == word)
            }

            /// The roles it is granted to.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => $roles),* }
            }

            /// What it lets a member do, in one sentence.
            #[must_use]
            pub const fn description(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),*)),* }
            }
        }

        /// Marker types, one for each permission.
        pub mod perm {
            $($(#[doc = $doc])* #[derive(Debug, Clone, Copy)] pub struct $name;
            impl super::Named for $name { const PERMISSION: super::Permission = super::Permission::$name; })*
        }
    };
}

permissions! {
    /// See the workspace, its settings that are not secret, and who is in it.
    ReadWorkspace "workspace:read" EVERYONE,
    /// Change the workspace's name, time zone and policies.
    UpdateWorkspace "workspace:update" ADMINS,
    /// Delete the workspace.
    DeleteWorkspace "workspace:delete" OWNERS,
    /// Hand the workspace over to another member.
    TransferOwnership "workspace:transfer" OWNERS,
    /// Change roles, disable and remove members.
    ManageMembers "members:manage" ADMINS,
    /// Invite people and withdraw invitations.
    ManageInvitations "invitations:manage" ADMINS,
    /// See the number, its quality and its limits.
    ReadChannel "channel:read" EVERYONE,
    /// Connect, change and disconnect the number, and set its secrets.
    ManageChannel "channel:manage" ADMINS,
    /// Read conversations and messages.
    ReadConversations "conversations:read" EVERYONE,
    /// Close, reopen and snooze conversations, and mark them read.
    UpdateConversations "conversations:update" TEAM,
    /// Hand conversations to a teammate or back to the queue.
    AssignConversations "conversations:assign" TEAM,
    /// Send messages, reactions and typing.
    SendMessages "messages:send" TEAM,
    /// Write to a contact who opted out, with a reason.
    OverrideOptOut "messages:override_opt_out" ADMINS,
    /// See contacts.
    ReadContacts "contacts:read" EVERYONE,
    /// Create and change contacts and their tags.
    UpdateContacts "contacts:update" TEAM,
    /// Define the workspace's own fields of contacts.
    ManageCustomFields "custom_fields:manage" ADMINS,
    /// Take contacts in from files, and take imports back.
    ImportContacts "contacts:import" ADMINS,
    /// Take contacts out as files, and everything about one person.
    ExportContacts "contacts:export" ADMINS,
    /// Delete contacts and everything about them.
    DeleteContacts "contacts:delete" ADMINS,
    /// Read internal notes.
    ReadNotes "notes:read" EVERYONE,
    /// Write internal notes, and change one's own.
    WriteNotes "notes:write" TEAM,
    /// See templates and their state.
    ReadTemplates "templates:read" EVERYONE,
    /// Write, change and delete templates at Meta.
    ManageTemplates "templates:manage" ADMINS,
    /// See flows, their versions, tests and figures.
    ReadFlows "flows:read" EVERYONE,
    /// Write, test, publish, switch on and off, and delete flows.
    ManageFlows "flows:manage" ADMINS,
    /// See WhatsApp's own forms, their state and how they do.
    ReadWaFlows "wa_flows:read" EVERYONE,
    /// Write and publish WhatsApp's own forms, and keep their keys.
    ManageWaFlows "wa_flows:manage" ADMINS,
    /// See what customers sent with forms.
    ReadSubmissions "submissions:read" EVERYONE,
    /// See tags.
    ReadTags "tags:read" EVERYONE,
    /// Create, rename and delete tags.
    ManageTags "tags:manage" ADMINS,
    /// See canned replies, everybody's and one's own.
    ReadCannedReplies "canned_replies:read" EVERYONE,
    /// Write canned replies of one's own.
    WriteCannedReplies "canned_replies:write" TEAM,
    /// Write canned replies for everybody.
    ManageCannedReplies "canned_replies:manage" ADMINS,
    /// See teams and who is in them.
    ReadTeams "teams:read" EVERYONE,
    /// Create and change teams, and how their conversations are handed out.
    ManageTeams "teams:manage" ADMINS,
    /// See saved views of the inbox, everybody's and one's own.
    ReadSavedViews "saved_views:read" EVERYONE,
    /// Save views of the inbox for oneself.
    WriteSavedViews "saved_views:write" TEAM,
    /// Save views of the inbox for everybody.
    ManageSavedViews "saved_views:manage" ADMINS,
    /// Open files of conversations.
    ReadMedia "media:read" EVERYONE,
    /// Upload files to send.
    UploadMedia "media:upload" TEAM,
    /// See raw deliveries from Meta, dead letters included.
    ReadWebhookEvents "webhook_events:read" ADMINS,
    /// Replay and discard dead letters.
    ManageWebhookEvents "webhook_events:manage" ADMINS,
    /// Make API keys and take them back.
    ManageApiKeys "api_keys:manage" ADMINS,
    /// Write, try and publish functions.
    ManageFunctions "functions:manage" ADMINS,
    /// Set secrets that flows and functions use by name; nobody sees one again.
    ManageSecrets "secrets:manage" ADMINS,
    /// See the connections to language models, without their keys, and what they cost.
    ReadLlm "llm:read" ADMINS,
    /// Connect language models, change and remove them.
    ManageLlm "llm:manage" ADMINS,
    /// See background work: imports, syncs, files that are fetched.
    ReadJobs "jobs:read" ADMINS,
    /// Start background work again that was given up.
    RetryJobs "jobs:retry" ADMINS,
    /// Stop background work.
    CancelJobs "jobs:cancel" ADMINS,
    /// Choose where events of the workspace are sent, and see what was.
    ManageWebhooks "webhooks:manage" ADMINS,
    /// See figures; agents see only their own among those of members.
    ReadAnalytics "analytics:read" EVERYONE,
    /// Read the audit log.
    ReadAudit "audit:read" ADMINS,
    /// Use the virtual phones of the simulator.
    UseSimulator "simulator:use" TEAM,
}

impl Permission {
    /// May an API key hold it? Keys neither make keys nor people, and never end a workspace: whoever finds one must not be able to stay.
    #[must_use]
    pub const fn is_for_keys(self) -> bool {
        !matches!(
            self,
            Self::DeleteWorkspace
                | Self::TransferOwnership
                | Self::ManageApiKeys
                | Self::ManageInvitations
                | Self::ManageMembers
                | Self::UseSimulator
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_may_everything_and_analysts_change_nothing() {
        for &permission in Permission::ALL {
            assert!(Role::Owner.may(permission), "{}", permission.as_str());
            assert_eq!(
                Role::Analyst.may(permission),
                permission.as_str().ends_with(":read") && permission.roles().len() == 4,
                "{}",
                permission.as_str()
            );
        }
    }

    #[test]
    fn a_higher_role_never_may_less() {
        for &permission in Permission::ALL {
            for pair in Role::ALL.windows(2) {
                assert!(!pair[0].may(permission) || pair[1].may(permission), "{}", permission.as_str());
            }
        }
    }

    #[test]
    fn nobody_gives_more_than_they_have() {
        assert!(Role::Owner.may_manage(Role::Owner));
        assert!(!Role::Admin.may_manage(Role::Owner));
        assert!(!Role::Agent.may_manage(Role::Analyst));
    }
}
