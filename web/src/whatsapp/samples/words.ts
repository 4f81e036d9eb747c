// Words, how far they got, and what is said about them.
import { type Example, said, sample, text } from './make';

export const words = (): Example[] => [
  {
    title: 'Text',
    messages: [
      text('Hi, is my order *#48213* on its way?'),
      text('I tried the code `PRISM-10` and it says ~expired~ _invalid_.'),
      text('مرحبا، هل يمكنني تغيير عنوان التسليم؟'),
      text('🙏'),
      text('👩‍👩‍👧 🇲🇽 ❤️'),
      text('See https://example.com/track?id=48213 or https://аррӏе.com/login or mail help@shop.example'),
      said(
        'Sure:\n1. Open *Orders*\n2. Tap _Change address_\n\n- before noon: today\n- after: tomorrow\n\n> Deliveries are free\n```\nGET /orders/48213\n  200 OK\n```',
      ),
      said(
        'Is there a shop near _Lavapiés_? I would like to pick it up myself instead of waiting for the courier, because last time nobody rang the bell and the parcel went back to the depot for a week.',
      ),
      said(`${'A long story, told without a pause. '.repeat(60)}`),
    ],
  },
  {
    title: 'Status',
    messages: [
      said('Waiting to be sent', { status: 'queued', created_at: '2026-11-22T18:00:00.000Z' }),
      said('Sent', { status: 'sent' }),
      said('Delivered', { status: 'delivered' }),
      said('Read', { status: 'read' }),
      said('Not certain', { status: 'unknown' }),
      said('Did not arrive', {
        status: 'failed',
        error: {
          code: 131047,
          title: 'The 24-hour window is closed',
          detail: 'More than 24 hours passed since the contact last wrote.',
          remedy: 'Send a template message instead.',
          who: 'agent',
          retryable: false,
        },
      }),
      said('Too fast', {
        status: 'failed',
        error: {
          code: 131056,
          title: 'Too many messages to this contact',
          detail: 'WhatsApp limits how fast one contact can be written to.',
          remedy: 'Wait a minute, then retry.',
          who: 'agent',
          retryable: true,
        },
      }),
    ],
  },
  {
    title: 'Author, quote, reaction, edit, deletion',
    messages: [
      said('Pick a topic and I will route you.', {
        author: { kind: 'flow', id: 'flw_1', name: 'Order tracker · step 4', run: null },
      }),
      said('Answered from the shop', { author: { kind: 'phone_app', id: null, name: null, run: null } }),
      said('Sent by the web shop', { author: { kind: 'api', id: null, name: null, run: null } }),
      text('Yes, that one', {
        reply_to: {
          message_id: 'msg_0001',
          wamid: 'wamid.1',
          preview: 'Do you mean the blue jacket in size M?',
          direction: 'outbound',
        },
      }),
      said('You said so', { reply_to: { message_id: null, wamid: 'wamid.0', preview: null, direction: null } }),
      text('Thank you!', { reactions: [{ actor: 'business', emoji: '❤️', at: '2026-11-22T18:00:00.000Z' }] }),
      said('You are welcome', {
        reactions: [
          { actor: 'contact', emoji: '👍', at: '2026-11-22T18:00:00.000Z' },
          { actor: 'business', emoji: '😄', at: '2026-11-22T18:00:00.000Z' },
        ],
      }),
      text('See you at six', { edited_at: '2026-11-22T18:10:00.000Z' }),
      text('', { revoked_at: '2026-11-22T18:10:00.000Z' }),
      said('', { revoked_at: '2026-11-22T18:10:00.000Z' }),
      text('Is this still available?', {
        referral: {
          source_type: 'ad',
          source_url: 'https://fb.example/ad/1',
          headline: 'Autumn jackets, 30 % off',
          body: 'Only this week',
        },
      }),
      text('Please share with everyone', {
        context: { forwarded: true, frequently_forwarded: false, product: null },
      }),
      text('This lamp cures everything', {
        context: { forwarded: true, frequently_forwarded: true, product: null },
      }),
      text('Is this one in stock?', {
        context: {
          forwarded: false,
          frequently_forwarded: false,
          product: { catalog_id: '194836987003835', product_retailer_id: 'aurora-brass' },
        },
      }),
      sample({ kind: 'system', content: { type: 'user_changed_number', body: 'x', wa_id: '5215587654321' } }),
      sample({ kind: 'system', content: { type: 'user_changed_user_id', body: 'x' } }),
      sample({ kind: 'system', content: { type: 'customer_identity_changed', body: 'x' } }),
    ],
  },
];
