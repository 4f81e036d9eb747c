// The matrix of kinds on the screen: every documented message, both ways, is drawn as what it is; and the gallery shows every one of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { I18nProvider } from '@lingui/react';
import { render, screen } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { i18n } from '~/lib/i18n';
import { cardsReady } from './cards-door';
import { isMessageKind } from './content';
import type { MessageView, Perspective } from './message';
import { MessageBubble } from './message-bubble';
import { fields, list, text } from './read';
import { examples, sample } from './samples';

beforeAll(() => cardsReady);

const fixtures = join(import.meta.dirname, '../../../crates/cloud-api/tests/fixtures');
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const filesOf = (folder: string) => readdirSync(join(fixtures, folder)).filter((name) => name.endsWith('.json'));

const outbound = filesOf('outbound').map((name): [string, MessageView] => {
  const content = fields(json(join(fixtures, 'outbound', name)));
  const kind = text(content.type) ?? '';
  return [name, sample({ kind, content: content[kind], direction: 'outbound' })];
});

/** Meta's own bodies; what is malformed or new on purpose is not of a kind we list. */
const inbound = filesOf('webhooks/messages').flatMap((name): [string, MessageView][] => {
  const body = fields(json(join(fixtures, 'webhooks/messages', name)));
  const value = fields(fields(list(fields(list(body.entry)[0]).changes)[0]).value);
  return list(value.messages).flatMap((raw): [string, MessageView][] => {
    const message = fields(raw);
    const kind = text(message.type) ?? '';
    if (!isMessageKind(kind) || /malformed|unknown|new_|without_type|broken/.test(name)) return [];
    const content = kind === 'unsupported' ? { ...fields(message.unsupported), errors: message.errors } : message[kind];
    return content === undefined ? [] : [[name, sample({ kind, content, referral: message.referral ?? null })]];
  });
});

function draw(message: MessageView, perspective: Perspective) {
  render(
    <I18nProvider i18n={i18n}>
      <MessageBubble message={message} perspective={perspective} contactName="Ana" />
    </I18nProvider>,
  );
}

describe.each(['business', 'customer'] as const)('for the %s', (perspective) => {
  it.each([...outbound, ...inbound])('%s is drawn as what it is', (_, message) => {
    draw(message, perspective);
    expect(screen.getByRole('article').textContent?.trim()).not.toBe('');
    expect(screen.queryByText(/of a kind this version cannot show/)).toBeNull();
  });
});

it('reads enough fixtures to mean something', () => {
  expect(outbound.length).toBeGreaterThanOrEqual(30);
  expect(inbound.length).toBeGreaterThanOrEqual(30);
});

/** `interactive list_reply`, `unsupported`, `template` … */
function nameOf({ kind, content }: MessageView): string {
  return kind === 'interactive' ? `interactive ${text(fields(content).type)}` : kind;
}

it('shows every kind of the fixtures in the gallery', () => {
  const shown = new Set(examples().flatMap((example) => example.messages.map(nameOf)));
  const documented = new Set([...outbound, ...inbound].map(([, message]) => nameOf(message)));
  expect([...documented].filter((name) => !shown.has(name))).toEqual([]);
});
