// The sections of the settings and who may open which.

import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Bell,
  Building2,
  CircleSlash,
  Clock,
  FileKey,
  KeyRound,
  ListChecks,
  LockKeyhole,
  type LucideIcon,
  MailPlus,
  MessageSquareText,
  Smartphone,
  Sparkles,
  Split,
  Tags,
  TextCursorInput,
  UserRound,
  UsersRound,
  Webhook,
  Workflow,
} from 'lucide-react';
import { useWorkspace } from '~/api/current-workspace';

interface Section {
  id: SettingsSection;
  label: MessageDescriptor;
  icon: LucideIcon;
  /** Needed to open it; null: everyone. */
  permission: string | null;
}

export type SettingsSection =
  | 'workspace'
  | 'channel'
  | 'members'
  | 'invitations'
  | 'teams'
  | 'canned'
  | 'tags'
  | 'fields'
  | 'ai'
  | 'automation'
  | 'hours'
  | 'api-keys'
  | 'webhooks'
  | 'opt-outs'
  | 'jobs'
  | 'wa-flow-keys'
  | 'secrets'
  | 'notifications'
  | 'account';

const groups: readonly { label: MessageDescriptor; sections: readonly Section[] }[] = [
  {
    label: msg`Team`,
    sections: [
      { id: 'workspace', label: msg`Workspace`, icon: Building2, permission: 'workspace:update' },
      { id: 'channel', label: msg`WhatsApp number`, icon: Smartphone, permission: 'channel:manage' },
      { id: 'members', label: msg`Members`, icon: UsersRound, permission: 'members:manage' },
      { id: 'invitations', label: msg`Invitations`, icon: MailPlus, permission: 'invitations:manage' },
      { id: 'teams', label: msg`Teams`, icon: Split, permission: 'teams:manage' },
    ],
  },
  {
    label: msg`Inbox`,
    sections: [
      { id: 'canned', label: msg`Canned replies`, icon: MessageSquareText, permission: 'canned_replies:write' },
      { id: 'tags', label: msg`Tags`, icon: Tags, permission: 'tags:manage' },
      { id: 'fields', label: msg`Contact fields`, icon: TextCursorInput, permission: 'custom_fields:manage' },
      { id: 'opt-outs', label: msg`Opt-outs`, icon: CircleSlash, permission: 'contacts:read' },
    ],
  },
  {
    label: msg`Flows and forms`,
    sections: [
      { id: 'automation', label: msg`Automation`, icon: Workflow, permission: 'flows:manage' },
      { id: 'hours', label: msg`Business hours`, icon: Clock, permission: 'flows:manage' },
      { id: 'ai', label: msg`AI connections`, icon: Sparkles, permission: 'llm:read' },
      { id: 'secrets', label: msg`Secrets`, icon: LockKeyhole, permission: 'secrets:manage' },
      { id: 'wa-flow-keys', label: msg`Form keys`, icon: FileKey, permission: 'wa_flows:manage' },
    ],
  },
  {
    label: msg`Developers`,
    sections: [
      { id: 'api-keys', label: msg`API keys`, icon: KeyRound, permission: 'api_keys:manage' },
      { id: 'webhooks', label: msg`Webhooks`, icon: Webhook, permission: 'webhooks:manage' },
      { id: 'jobs', label: msg`Background jobs`, icon: ListChecks, permission: 'jobs:read' },
    ],
  },
  {
    label: msg`You`,
    sections: [
      { id: 'notifications', label: msg`Notifications`, icon: Bell, permission: null },
      { id: 'account', label: msg`Your account`, icon: UserRound, permission: null },
    ],
  },
];

const sections = groups.flatMap((group) => group.sections);

export function isSettingsSection(value: string): value is SettingsSection {
  return sections.some(({ id }) => id === value);
}

/** Those this member may open. */
export function useSettingsSections(): Section[] {
  return useSettingsGroups().flatMap((group) => group.sections);
}

/** The same, as they stand together; a group of which nothing may be opened is left out. */
export function useSettingsGroups(): { label: MessageDescriptor; sections: Section[] }[] {
  const { can } = useWorkspace();
  return groups
    .map(({ label, sections: all }) => ({
      label,
      sections: all.filter(({ permission }) => permission === null || can.has(permission)),
    }))
    .filter((group) => group.sections.length > 0);
}
