// What a card says of its node's settings, in at most two lines: the real words, condition, address or time.
import { t } from '@lingui/core/macro';
import type { FlowNode, JsonObject } from '~/api/flows-types';
import { plain } from '~/whatsapp/format';
import { fields, list, number, text } from '~/whatsapp/read';
import { duration } from './duration';
import { triggerSentence } from './trigger-words';
import { whenSentence } from './when-words';

export interface Summary {
  /** WhatsApp's markup is drawn; `code` is set in mono; the rest are our own words. */
  look: 'message' | 'code' | 'words';
  text: string;
  /** Nothing is set yet. */
  empty?: boolean;
}

/** Letters that fit on a line of a card, on average and with some to spare. */
const LINE = 34;
const CODE_LINE = 30;
const known = new WeakMap<JsonObject, { type: string; summary: Summary | null }>();

/** The same settings give the same object. */
export function summaryOf(node: Pick<FlowNode, 'type' | 'config'>): Summary | null {
  const before = known.get(node.config);
  if (before?.type === node.type) return before.summary;
  const summary = read(node.type, node.config);
  known.set(node.config, { type: node.type, summary });
  return summary;
}

/** `contact.first_name | default:"there"` → `first name` */
export function shortValue(expression: string): string {
  const path = expression.split('|')[0]?.trim() ?? '';
  return (path.split('.').at(-1) ?? path).replaceAll('_', ' ');
}

/** In one line, without marks and braces. */
export function plainSummary(summary: Summary): string {
  const words = withShortValues(summary.text);
  return (summary.look === 'message' ? plain(words) : words).replace(/\s+/g, ' ').trim();
}

function withShortValues(source: string): string {
  return source.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_whole, path: string) => shortValue(path));
}

/** How many lines it takes on a card. */
export function linesOf(summary: Summary | null): 0 | 1 | 2 {
  if (!summary) return 0;
  // Values are drawn as their last word; mono letters are wider.
  const shown = withShortValues(summary.text).trim();
  return shown.length > (summary.look === 'code' ? CODE_LINE : LINE) || shown.includes('\n') ? 2 : 1;
}

function read(type: string, config: JsonObject): Summary | null {
  switch (type) {
    case 'start': {
      const triggers = list(config.triggers).map(triggerSentence);
      return triggers.length === 0 ? missing(t`Starts only when called`) : words(triggers.join('\n'));
    }
    case 'send_message': {
      const { kind } = fields(config.media);
      const said = text(config.text) ?? '';
      if (kind) return message(said ? `${fileWord(kind)} · ${said}` : fileWord(kind));
      return said ? message(said) : missing(t`No words yet`);
    }
    case 'buttons':
    case 'list':
    case 'cta_url':
    case 'send_wa_flow':
      return text(config.body) ? message(text(config.body) ?? '') : missing(t`No words yet`);
    case 'ask':
      return text(config.prompt) ? message(text(config.prompt) ?? '') : missing(t`No question yet`);
    case 'location':
      if (config.do === 'request') return message(text(config.body) || t`Asks for the location`);
      return words([text(config.name), text(config.address)].filter(Boolean).join(', ') || coordinates(config));
    case 'send_template': {
      const name = text(config.template);
      const languages = list(config.languages).map(text).filter(Boolean).join(' → ');
      return name ? code(languages ? `${name} · ${languages}` : name) : missing(t`No template yet`);
    }
    case 'typing':
      return words(t`Shows typing for ${duration(number(config.seconds) ?? 0)}`);
    case 'wait_reply': {
      const seconds = number(config.timeout_seconds);
      return words(seconds ? t`Waits at most ${duration(seconds)}` : t`Waits until the customer writes`);
    }
    case 'condition':
      return whenSentence(config.when) ? code(whenSentence(config.when)) : missing(t`No condition yet`);
    case 'switch': {
      const cases = list(config.cases).length;
      return cases === 0 ? missing(t`No case yet`) : null;
    }
    case 'business_hours':
      return words(config.hours ? t`Hours of this flow` : text(config.calendar) || t`The workspace's opening hours`);
    case 'window_check': {
      const minutes = number(config.minutes) ?? 0;
      return words(minutes > 0 ? t`At least ${duration(minutes * 60)} left` : t`Is the 24-hour window open?`);
    }
    case 'delay':
      return delay(fields(config.until));
    case 'goto':
      return null;
    case 'set_variable': {
      const lines = list(config.assignments).map(assignment);
      return lines.length === 0 ? missing(t`No variable yet`) : code(lines.join('\n'));
    }
    case 'update_contact':
      return contact(config);
    case 'http_request': {
      const url = text(config.url);
      return url ? code(`${text(config.method) ?? 'GET'} ${url}`) : missing(t`No address yet`);
    }
    case 'execute_function':
      return text(config.function) ? code(`${text(config.function)}()`) : missing(t`No function yet`);
    case 'llm_reply':
      return words(text(config.system) || text(config.prompt) || text(config.connection) || t`No model yet`);
    case 'assign_agent':
      return words(
        config.user ? t`To one person` : `${config.team ? t`Somebody of a team` : t`Somebody`} · ${strategy(config)}`,
      );
    case 'handoff':
      return text(config.message) ? message(text(config.message) ?? '') : words(t`A person takes over`);
    case 'conversation':
      return words(conversation(config));
    case 'note':
      return text(config.text) ? message(text(config.text) ?? '') : missing(t`No words yet`);
    case 'subflow':
      return text(fields(config.flow).flow) ? words(t`Runs another flow`) : missing(t`No flow yet`);
    case 'end': {
      const outcome = text(config.outcome);
      const parts = [outcome ?? '', config.close_conversation === true ? t`closes the conversation` : ''];
      const said = parts.filter(Boolean).join(' · ');
      return said ? words(said) : null;
    }
    default:
      return null;
  }
}

function message(said: string): Summary {
  return { look: 'message', text: said };
}
function code(said: string): Summary {
  return { look: 'code', text: said };
}
function words(said: string): Summary {
  return { look: 'words', text: said };
}
function missing(said: string): Summary {
  return { look: 'words', text: said, empty: true };
}

export function fileWord(kind: unknown): string {
  switch (kind) {
    case 'image':
      return t`Picture`;
    case 'video':
      return t`Video`;
    case 'audio':
      return t`Audio`;
    case 'voice':
      return t`Voice message`;
    case 'sticker':
      return t`Sticker`;
    default:
      return t`Document`;
  }
}

function coordinates(config: JsonObject): string {
  const place = [text(config.latitude), text(config.longitude)].filter(Boolean).join(', ');
  return place || t`No place yet`;
}

function delay(until: Record<string, unknown>): Summary {
  switch (until.type) {
    case 'duration':
      return words(t`Waits ${duration(number(until.seconds) ?? 0)}`);
    case 'date':
      return words(t`Until ${text(until.at) ?? '…'}`);
    case 'business_hours':
      return words(t`Until the business is open`);
    default:
      return missing(t`No time yet`);
  }
}

function assignment(value: unknown): string {
  const { variable, to } = fields(value);
  const how = fields(to);
  const name = text(variable) ?? '?';
  switch (how.type) {
    case 'value':
      return `${name} = ${JSON.stringify(how.value)}`;
    case 'template':
    case 'parse':
      return `${name} = ${text(how.template) ?? ''}`;
    case 'expression':
      return `${name} = ${text(how.expression) ?? ''}`;
    case 'append':
      return `${name} ← ${text(how.template) ?? ''}`;
    case 'increment':
      return `${name} + ${String(how.by ?? 1)}`;
    case 'random':
      return `${name} = ${t`random`} ${String(how.from ?? 0)}–${String(how.to ?? 0)}`;
    case 'now':
      return `${name} = ${t`now`}`;
    case 'clear':
      return `${name} = ∅`;
    default:
      return name;
  }
}

function contact(config: JsonObject): Summary {
  const add = list(config.add_tags).map((tag) => `+ ${text(tag) ?? ''}`);
  const remove = list(config.remove_tags).map((tag) => `− ${text(tag) ?? ''}`);
  const set = list(config.fields).map((one) => `${text(fields(one).field) ?? '?'} = ${text(fields(one).value) ?? ''}`);
  if (text(config.name)) set.unshift(`${t`name`} = ${text(config.name)}`);
  if (text(config.language)) set.push(`${t`language`} = ${text(config.language)}`);
  if (config.consent) set.push(String(config.consent).replaceAll('_', ' '));
  const said = [...set, ...add, ...remove].join('\n');
  return said ? words(said) : missing(t`Nothing to change yet`);
}

function strategy(config: JsonObject): string {
  switch (config.strategy) {
    case 'least_busy':
      return t`least busy`;
    case 'sticky':
      return t`who had the contact last`;
    default:
      return t`in turn`;
  }
}

function conversation(config: JsonObject): string {
  switch (config.do) {
    case 'open':
      return t`Opens the conversation`;
    case 'close':
      return text(config.reason) ? t`Closes: ${text(config.reason) ?? ''}` : t`Closes the conversation`;
    case 'snooze':
      return t`Snoozes for ${duration(number(config.seconds) ?? 0)}`;
    case 'prioritize':
      return t`Priority: ${String(config.priority ?? '')}`;
    case 'tag':
      return [
        ...list(config.add).map((tag) => `+ ${text(tag) ?? ''}`),
        ...list(config.remove).map((tag) => `− ${text(tag) ?? ''}`),
      ].join('\n');
    default:
      return t`Nothing to do yet`;
  }
}
