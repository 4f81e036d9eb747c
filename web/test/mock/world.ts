// A made-up workspace in memory: many conversations, one full of every kind of message.
import type { Contact, Conversation, Message, Note, Tag } from '~/api/schema';
import { noLook } from '~/whatsapp/no-look';
import { contact, conversation, member, message, note, tag, template, user, workspace } from '../builders';

const MINUTE = 60_000;
const first = [
  'Elif',
  'Jonas',
  'Vera',
  'Bilal',
  'Ximena',
  'Olga',
  'Fatima',
  'Amara',
  'Tomás',
  'Priyanka',
  'Noor',
  'Léa',
  'Kwame',
  'Yuki',
];
const second = ['Nair', 'Rahman', 'Iyer', 'Khan', 'Yildiz', 'Sharma', 'Novak', 'García', 'Okafor', 'Tanaka'];
const lines = [
  'One moment, I will check the warehouse for you.',
  'مرحبا، هل يمكنني تغيير عنوان التسليم؟',
  'Perfect 👍',
  'You can track it here: https://example.com/t/48213?from=whatsapp',
  'Thanks! That works for me 🙏',
  'Great, done. Your new delivery date is Thursday, between 9 and 12.',
  'Ok',
  'Can you send the invoice as a PDF please?',
];
const pick = <Item>(list: readonly Item[], index: number): Item => {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list has nothing to pick');
  return item;
};

export function makeWorld(now: number, size = 600) {
  const iso = (ago: number) => new Date(now - ago).toISOString();
  const tags: Tag[] = [tag(), tag({ name: 'refund', color: 'amber' }), tag({ name: 'wholesale', color: 'teal' })];
  const people = [
    member({ user_id: user.id, name: user.name, email: user.email, role: 'OWNER' }),
    member(),
    member({ name: 'Fatima Zahra', email: 'fatima@example.com', online: false }),
    member({ name: 'Ana Lytics', email: 'ana@example.com', role: 'ANALYST' }),
  ];
  const contacts: Contact[] = [];
  const conversations: Conversation[] = [];
  const messages = new Map<string, Message[]>();
  const notes = new Map<string, Note[]>();

  for (let index = 0; index < size; index += 1) {
    const person = contact({
      display_name: `${pick(first, index)} ${pick(second, Math.floor(index / 3) + index)}`,
      phone: `+346624${String(20687 + index * 37).padStart(5, '0')}`,
      tags: index % 3 === 0 ? [pick(tags, index / 3)] : index % 11 === 0 ? tags : [],
      opted_out: index === 9,
      attributes: { plan: pick(['Gold', 'Basic'], index), city: pick(['Madrid', 'Lagos', 'Izmir'], index) },
    });
    contacts.push(person);
    const at = index * 3 * MINUTE + 4 * MINUTE;
    const closedWindow = index === 4 || at > 23 * 60 * MINUTE;
    const unread = index % 5 === 1 ? (index % 9) + 1 : 0;
    const outbound = unread === 0 && index % 2 === 0;
    const one = conversation({
      status: index % 13 === 12 ? 'closed' : 'open',
      assignee_id: index % 4 === 0 ? null : pick(people, index).user_id,
      holder: index === 3 || index % 17 === 6 ? 'bot' : 'human',
      contact: person,
      unread_count: unread,
      inbound_count: 20,
      read_inbound_count: 20 - unread,
      waiting_since: unread > 0 ? iso(at + 6 * MINUTE) : null,
      window: {
        open: !closedWindow,
        expires_at: closedWindow
          ? iso(25 * MINUTE)
          : new Date(now - at + (index === 2 ? 83 : 24 * 60) * MINUTE).toISOString(),
        free_entry_until: null,
      },
    });
    person.conversation_id = one.id;
    const thread = index === 0 ? richThread(one.id, now, contact) : plainThread(one.id, now - at, index, outbound);
    const last = thread.at(-1);
    if (last) {
      if (index === 7) Object.assign(last, { direction: 'outbound', status: 'failed' });
      one.last_message = {
        id: last.id,
        at: last.sent_at,
        preview: last.preview,
        kind: last.kind,
        direction: last.direction,
        author_kind: last.author.kind,
        status: last.status,
      };
    }
    conversations.push(one);
    messages.set(one.id, thread);
    notes.set(one.id, index === 0 ? [note({ conversation_id: one.id, created_at: iso(9 * MINUTE) })] : []);
  }
  const templates = [
    template(),
    template({
      name: 'appointment_reminder',
      components: [{ type: 'BODY', text: 'Hi {{1}}, a reminder of your appointment on {{2}} at {{3}}.' }],
    }),
    template({
      name: 'hello_world',
      components: [{ type: 'BODY', text: 'Welcome and congratulations! This message shows that your number works.' }],
    }),
  ];
  return { user, workspace, tags, people, contacts, conversations, messages, notes, templates };
}

export type World = ReturnType<typeof makeWorld>;

function plainThread(conversation_id: string, end: number, seed: number, outboundLast: boolean): Message[] {
  const count = seed % 6 === 1 ? 340 : 24;
  return Array.from({ length: count }, (_, index) => {
    const fromEnd = count - 1 - index;
    const outbound = fromEnd % 5 < 2 === outboundLast;
    return message({
      conversation_id,
      direction: outbound ? 'outbound' : 'inbound',
      preview: pick(lines, seed * 7 + index * 3),
      sent_at: new Date(end - (fromEnd * 13 + (fromEnd % 3) * 6) * MINUTE).toISOString(),
    });
  }).map((one) => ({ ...one, content: { body: one.preview } }));
}

function richThread(conversation_id: string, now: number, person: typeof contact): Message[] {
  let ago = 46 * MINUTE;
  const add = (over: Partial<Message>, gap = 2 * MINUTE): Message => {
    ago -= gap;
    return message({ conversation_id, sent_at: new Date(now - ago).toISOString(), ...over });
  };
  const text = (body: string, over: Partial<Message> = {}) => add({ preview: body, content: { body }, ...over });
  const out = { direction: 'outbound' as const };
  const question = text('Hi, is my order *#48213* on its way?');
  return [
    ...plainThread(conversation_id, now - 26 * 60 * MINUTE, 1, false).slice(-120),
    question,
    add({
      ...out,
      author: { kind: 'flow', id: null, name: 'Order tracker · step 4', run: null },
      kind: 'interactive',
      content: {
        type: 'list',
        body: { text: 'Pick a topic and I will route you.' },
        action: {
          button: 'Choose topic',
          sections: [
            {
              title: 'Orders',
              rows: [
                { id: 'a', title: 'Where is it?' },
                { id: 'b', title: 'Change address' },
              ],
            },
          ],
        },
      },
      preview: 'Pick a topic and I will route you.',
    }),
    text('I tried the code `PRISM-10` and it says ~expired~ invalid. Screenshot below.'),
    text('Thanks! That works for me 🙏', {
      reactions: [{ actor: 'business', emoji: '❤️', at: new Date(now).toISOString() }],
    }),
    add({
      ...out,
      kind: 'template',
      author: { kind: 'agent', id: null, name: 'Jonas Becker', run: null },
      content: {
        name: 'order_shipped',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Elif' },
              { type: 'text', text: '#48213' },
            ],
          },
        ],
      },
      preview: 'Hello Elif, your order #48213 has shipped. Reply STOP to opt out.',
      status: 'delivered',
    }),
    text(
      'Is there a shop near _Lavapiés_? I would like to pick it up myself instead of waiting for the courier, because last time nobody rang the bell and the parcel went back to the depot for a week.',
    ),
    text('There is one at *Calle de Embajadores 41*, open until 21:00. Shall I send it there?', {
      ...out,
      reply_to: {
        message_id: question.id,
        wamid: question.wamid ?? '',
        preview: question.preview,
        direction: 'inbound',
      },
    }),
    add({
      kind: 'location',
      content: {
        latitude: 40.40885,
        longitude: -3.70282,
        name: 'Prism Point Lavapiés',
        address: 'Calle de Embajadores 41, Madrid',
      },
      preview: 'Prism Point Lavapiés',
      ...out,
    }),
    add({
      kind: 'document',
      content: { filename: 'invoice-48213.pdf', mime_type: 'application/pdf', id: '1' },
      preview: 'invoice-48213.pdf',
      media: {
        ...noLook,
        id: 'med_1',
        state: 'ready',
        mime_type: 'application/pdf',
        filename: 'invoice-48213.pdf',
        size: 212_000,
        url: '/favicon.svg',
        error: null,
      },
    }),
    text('Please call me back on this one', {
      ...out,
      status: 'failed',
      error: {
        code: 131047,
        title: 'Re-engagement message',
        detail: 'More than 24 hours have passed since the contact last wrote.',
        remedy: 'Send a template instead.',
        who: 'agent',
        retryable: true,
      },
    }),
    text('Perfect 👍'),
    text('Can you send the invoice as a PDF please?'),
    text(`Ok, thanks ${person().display_name.split(' ')[0]}`, { ...out, status: 'read' }),
  ];
}
