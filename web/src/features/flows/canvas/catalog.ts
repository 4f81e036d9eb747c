// The kinds of nodes as palette, cards and forms show them: the generated catalogue by kind, with an icon each and a hue for each group.
import type { LucideIcon } from 'lucide-react';
import {
  Bot,
  Braces,
  CalendarClock,
  CircleStop,
  Clock,
  CornerDownRight,
  ExternalLink,
  FileCheck,
  FileCode,
  Globe,
  Group,
  Hourglass,
  Keyboard,
  List,
  MapPin,
  MessageCircle,
  MessageCircleQuestionMark,
  MessageSquareReply,
  MessageSquareText,
  NotebookPen,
  Play,
  RectangleEllipsis,
  Settings2,
  Shuffle,
  Split,
  StickyNote,
  Timer,
  UserCheck,
  UserPen,
  Users,
  Workflow,
} from 'lucide-react';
import { flowLimits, type NodeEntry, type NodeGroup, type NodeKind, nodeCatalog } from '~/generated/node-catalog';

export type { ConfigSchema, NodeEntry, NodeGroup, NodeKind } from '~/generated/node-catalog';
export { flowLimits, nodeCatalog };

const byKind: ReadonlyMap<string, NodeEntry> = new Map(nodeCatalog.map((entry) => [entry.kind, entry]));

/** What is known of a kind; nothing of one that a newer server made. */
export function entryOf(kind: string): NodeEntry | undefined {
  return byKind.get(kind);
}

/** The kind's name; its word when it is unknown. */
export function kindTitle(kind: string): string {
  return byKind.get(kind)?.title ?? kind;
}

/** Only drawn: notes and frames. */
export function isDrawnOnly(kind: string): boolean {
  return byKind.get(kind)?.traits.drawn_only ?? false;
}

const icons: Record<NodeKind, LucideIcon> = {
  ask: MessageCircleQuestionMark,
  assign_agent: UserCheck,
  business_hours: CalendarClock,
  buttons: RectangleEllipsis,
  condition: Split,
  conversation: Settings2,
  cta_url: ExternalLink,
  delay: Hourglass,
  end: CircleStop,
  execute_function: FileCode,
  goto: CornerDownRight,
  group: Group,
  handoff: Users,
  http_request: Globe,
  list: List,
  llm_reply: Bot,
  location: MapPin,
  note: NotebookPen,
  send_message: MessageCircle,
  send_template: FileCheck,
  send_wa_flow: MessageSquareText,
  set_variable: Braces,
  start: Play,
  sticky: StickyNote,
  subflow: Workflow,
  switch: Shuffle,
  typing: Keyboard,
  update_contact: UserPen,
  wait_reply: MessageSquareReply,
  window_check: Timer,
};

export function iconOf(kind: string): LucideIcon {
  return Object.hasOwn(icons, kind) ? icons[kind as NodeKind] : Clock;
}

/** ux.md §2: trigger 277, message 195, data and code 235, logic and time 60, people 155, AI 330, end 25. */
const groupHue: Record<NodeGroup, number> = {
  messages: 195,
  questions: 175,
  logic: 60,
  data: 235,
  connections: 250,
  people: 155,
  canvas: 90,
};

const kindHue: Readonly<Record<string, number>> = { start: 277, end: 25, llm_reply: 330 };

export function nodeHue(kind: string): number {
  const group = byKind.get(kind)?.group;
  return kindHue[kind] ?? (group ? groupHue[group] : 270);
}

/** The groups in the order of the palette. */
export const groups: readonly NodeGroup[] = [
  'messages',
  'questions',
  'logic',
  'data',
  'connections',
  'people',
  'canvas',
];
