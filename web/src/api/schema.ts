// Short names for the generated shapes.
import type { components } from '~/generated/api';

type Schemas = components['schemas'];

export type Role = Schemas['Role'];
export type User = Schemas['UserView'];
export type Me = Schemas['MeView'];
export type Membership = Schemas['MembershipView'];
export type Workspace = Schemas['WorkspaceView'];
export type Conversation = Schemas['ConversationView'];
export type ChannelHistory = Schemas['HistoryView'];
export type Contact = Schemas['ContactView'];
export type Duplicate = Schemas['DuplicateView'];
export type IdentityKind = Schemas['IdentityKind'];
export type MergePreview = Schemas['MergePreview'];
export type ContactSummary = Schemas['ContactSummary'];
export type Message = Schemas['MessageView'];
export type MessagePage = Schemas['MessagePage'];
export type MessageStatus = Schemas['MessageStatus'];
export type ScheduledMessage = Schemas['ScheduledMessageView'];
export type OptOut = Schemas['OptOutView'];
export type OptOutLanguage = Schemas['OptOutLanguage'];
export type Media = Schemas['MediaView'];
export type Member = Schemas['MemberView'];
export type Note = Schemas['NoteView'];
export type Tag = Schemas['TagView'];
export type Template = Schemas['TemplateView'];
export type Channel = Schemas['ChannelView'];
export type ChannelActivity = Schemas['ChannelActivityView'];
export type SystemInfo = Schemas['SystemView'];
export type EventEnvelope = Schemas['EventView'];
