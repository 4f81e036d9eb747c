// One message of every kind, for the gallery and for tests.
import type { MediaView, MessageView } from './message';
import { noLook } from './no-look';

const NOW = Date.parse('2026-11-22T18:00:00.000Z');
let count = 0;

/** A message, with only what matters said. */
export function sample(parts: Partial<MessageView> & Pick<MessageView, 'kind' | 'content'>): MessageView {
  count += 1;
  const inbound = (parts.direction ?? 'inbound') === 'inbound';
  const at = new Date(NOW + count * 60_000).toISOString();
  return {
    id: `msg_${String(count).padStart(4, '0')}`,
    conversation_id: 'cnv_1',
    wamid: `wamid.${count}`,
    direction: 'inbound',
    author: inbound ? { kind: 'contact', id: null, name: null } : { kind: 'agent', id: 'usr_1', name: 'Priya' },
    preview: '',
    reply_to: null,
    referral: null,
    context: null,
    media: null,
    reactions: [],
    status: inbound ? 'received' : 'read',
    status_at: at,
    error: null,
    sent_at: at,
    edited_at: null,
    revoked_at: null,
    undo_until: null,
    duplicated_at: null,
    created_at: at,
    ...parts,
  };
}

export function file(parts: Partial<MediaView> = {}): MediaView {
  return {
    id: 'med_1',
    state: 'ready',
    mime_type: 'image/png',
    filename: null,
    size: null,
    ...noLook,
    url: picture('#3aa', '#f6a'),
    error: null,
    ...parts,
  };
}

/** A small picture made of two colours. */
export function picture(from: string, to: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="400" height="300" fill="url(#g)"/><circle cx="290" cy="90" r="42" fill="#fff" opacity=".8"/><path d="M0 300 130 150l90 90 60-50 120 110z" fill="#0b2b33" opacity=".55"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Two seconds of a soft tone, as a sound file. */
export function tone(): string {
  const rate = 8000;
  const samples = rate * 2;
  const bytes = new Uint8Array(44 + samples);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, 'data');
  view.setUint32(40, samples, true);
  for (let index = 0; index < samples; index += 1)
    bytes[44 + index] = 128 + 24 * Math.sin((index / rate) * 2 * Math.PI * 440);
  return `data:audio/wav;base64,${btoa(String.fromCharCode(...bytes))}`;
}

export interface Example {
  title: string;
  messages: MessageView[];
}

const text = (body: string, parts: Partial<MessageView> = {}) => sample({ kind: 'text', content: { body }, ...parts });
const out = (parts: Partial<MessageView> & Pick<MessageView, 'kind' | 'content'>) =>
  sample({ direction: 'outbound', ...parts });
const said = (body: string, parts: Partial<MessageView> = {}) =>
  text(body, {
    direction: 'outbound',
    author: { kind: 'agent', id: 'usr_1', name: 'Priya' },
    status: 'read',
    ...parts,
  });
const offer = (content: object, parts: Partial<MessageView> = {}) => out({ kind: 'interactive', content, ...parts });

/** Every kind, and the edge cases of each. */
export function examples(): Example[] {
  return [
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
          author: { kind: 'flow', id: 'flw_1', name: 'Order tracker · step 4' },
        }),
        said('Answered from the shop', { author: { kind: 'phone_app', id: null, name: null } }),
        said('Sent by the web shop', { author: { kind: 'api', id: null, name: null } }),
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
    {
      title: 'Files',
      messages: [
        sample({ kind: 'image', content: { id: '1', caption: 'My *receipt*' }, media: file() }),
        out({ kind: 'image', content: { id: '1' }, media: file({ id: 'med_2', url: picture('#d7b', '#57f') }) }),
        sample({ kind: 'image', content: { id: '1' }, media: file({ id: 'med_3', state: 'pending', url: null }) }),
        sample({ kind: 'image', content: { id: '1' }, media: file({ id: 'med_4', state: 'expired', url: null }) }),
        sample({
          kind: 'image',
          content: { id: '1' },
          media: file({ id: 'med_14', state: 'removed', url: null, error: 'This workspace keeps files for 90 days.' }),
        }),
        sample({
          kind: 'image',
          content: { id: '1', caption: 'Upright' },
          media: file({
            id: 'med_15',
            width: 600,
            height: 1000,
            placeholder: 'M6qqU5mqc4iqk3eqM5mqU4iqc3eqk2aqM4iqU3eqc2aqk1Wq',
          }),
        }),
        sample({
          kind: 'video',
          content: { id: '1' },
          media: file({ id: 'med_5', state: 'failed', url: null, error: 'The hash of the file does not match.' }),
        }),
        out({ kind: 'image', content: { link: 'https://cdn.example/a.png' } }),
        sample({
          kind: 'audio',
          content: { id: '1', voice: true },
          media: file({ id: 'med_6', mime_type: 'audio/ogg', url: tone() }),
        }),
        out({
          kind: 'audio',
          content: { id: '1', voice: true },
          status: 'played',
          media: file({ id: 'med_7', mime_type: 'audio/ogg', url: tone() }),
        }),
        sample({
          kind: 'document',
          content: { id: '1', filename: 'invoice-48213.pdf' },
          media: file({ id: 'med_8', mime_type: 'application/pdf', size: 212_400, url: 'data:application/pdf,x' }),
        }),
        sample({
          kind: 'document',
          content: {
            id: '1',
            filename: 'definitely-not-a-virus-quarterly-report-final.pdf.exe',
            caption: 'Please open',
          },
          media: file({ id: 'med_9', mime_type: 'application/octet-stream', size: 1_400_000, url: 'data:,x' }),
        }),
        sample({ kind: 'sticker', content: { id: '1' }, media: file({ id: 'med_10', url: picture('#fc3', '#f63') }) }),
        sample({ kind: 'media_placeholder', content: {} }),
      ],
    },
    {
      title: 'Place, people, order',
      messages: [
        sample({
          kind: 'location',
          content: {
            latitude: 19.432608,
            longitude: -99.133209,
            name: 'Zócalo',
            address: 'Plaza de la Constitución S/N, Ciudad de México',
          },
        }),
        out({ kind: 'location', content: { latitude: '40.4', longitude: '-3.7' } }),
        sample({
          kind: 'contacts',
          content: [
            {
              name: { formatted_name: 'Luis Ortega' },
              org: { company: 'Ortega y Hijos', title: 'Chef' },
              phones: [{ phone: '+52 155 99999999', wa_id: '5215599999999', type: 'CELL' }],
              emails: [{ email: 'luis@ortega.example', type: 'WORK' }],
              urls: [{ url: 'javascript:alert(1)' }],
            },
            { name: { first_name: 'Mei' }, phones: [{ phone: '+86 138 0000 0000' }] },
            { org: { company: 'Plumbers & Co' } },
            { name: { formatted_name: 'Fourth' } },
          ],
        }),
        sample({
          kind: 'order',
          content: {
            catalog_id: '1',
            text: 'Please wrap it as a present',
            product_items: [
              { product_retailer_id: 'jacket-blue-m', quantity: 1, item_price: 89.9, currency: 'EUR' },
              { product_retailer_id: 'socks', quantity: 3, item_price: 4, currency: 'EUR' },
            ],
          },
        }),
      ],
    },
    {
      title: 'Answers',
      messages: [
        sample({
          kind: 'interactive',
          content: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, change it' } },
          reply_to: {
            message_id: 'msg_0001',
            wamid: 'wamid.1',
            preview: 'Do you want to change the address?',
            direction: 'outbound',
          },
        }),
        sample({
          kind: 'interactive',
          content: {
            type: 'list_reply',
            list_reply: { id: 'r1', title: 'Delivery', description: 'Where is my parcel?' },
          },
        }),
        sample({ kind: 'button', content: { text: 'Track', payload: 'track' } }),
        sample({
          kind: 'interactive',
          content: {
            type: 'nfm_reply',
            nfm_reply: {
              name: 'flow',
              body: 'Sent',
              response_json:
                '{"flow_token":"t","screen_0_Full_name_0":"Ana Torres","size":"M","colours":["blue","green"],"photo":[{"file_name":"me.jpg","id":"1"}]}',
            },
          },
        }),
        sample({
          kind: 'interactive',
          content: {
            type: 'call_permission_reply',
            call_permission_reply: { response: 'accept', expiration_timestamp: 1795000000 },
          },
        }),
        sample({
          kind: 'interactive',
          content: {
            type: 'call_permission_reply',
            call_permission_reply: { response: 'reject', is_permanent: false, response_source: 'user_action' },
          },
        }),
        sample({
          kind: 'interactive',
          content: {
            type: 'nfm_reply',
            nfm_reply: {
              name: 'address_message',
              body: 'Sent',
              response_json:
                '{"values":{"name":"Asha Rao","address":"12, Church Street","city":"Bengaluru","in_pin_code":"560001"}}',
            },
          },
        }),
        sample({ kind: 'reaction', content: { message_id: 'wamid.x', emoji: '🎉' } }),
        sample({ kind: 'edit', content: { original_message_id: 'wamid.x' } }),
        sample({ kind: 'revoke', content: { original_message_id: 'wamid.x' } }),
      ],
    },
    {
      title: 'Offers',
      messages: [
        offer(
          {
            type: 'button',
            header: { type: 'text', text: 'Order 48213' },
            body: { text: 'Do you want to change the *address*?' },
            footer: { text: 'Until noon' },
            action: {
              buttons: [
                { type: 'reply', reply: { id: 'yes', title: 'Yes, change it' } },
                { type: 'reply', reply: { id: 'no', title: 'No' } },
              ],
            },
          },
          { author: { kind: 'flow', id: 'flw_1', name: 'Order tracker · step 2' } },
        ),
        offer({
          type: 'list',
          body: { text: 'Pick a topic and I will route you.' },
          action: {
            button: 'Choose topic',
            sections: [
              {
                title: 'Orders',
                rows: [
                  { id: 'r1', title: 'Delivery', description: 'Where is my parcel?' },
                  { id: 'r2', title: 'Return' },
                ],
              },
              { title: 'Other', rows: [{ id: 'r3', title: 'Talk to a person' }] },
            ],
          },
        }),
        offer({
          type: 'cta_url',
          header: { type: 'image', image: { link: 'https://x.example/a.png' } },
          body: { text: 'Track it here' },
          action: { name: 'cta_url', parameters: { display_text: 'Track order', url: 'https://example.com/track' } },
        }),
        offer({
          type: 'flow',
          body: { text: 'Book a fitting' },
          action: { name: 'flow', parameters: { flow_cta: 'Book now', flow_id: '1' } },
        }),
        offer({
          type: 'location_request_message',
          body: { text: 'Where shall we bring it?' },
          action: { name: 'send_location' },
        }),
        offer({
          type: 'request_contact_info',
          body: { text: 'May we have your number?' },
          action: { name: 'request_contact_info' },
        }),
        offer({
          type: 'address_message',
          body: { text: 'Your address, please' },
          action: { name: 'address_message', parameters: { country: 'IN' } },
        }),
        offer({
          type: 'product',
          body: { text: 'This one?' },
          action: { catalog_id: '1', product_retailer_id: 'jacket-blue-m' },
        }),
        offer({
          type: 'product_list',
          header: { type: 'text', text: 'Jackets' },
          body: { text: 'Our favourites' },
          action: {
            catalog_id: '1',
            sections: [{ title: 'Blue', product_items: [{ product_retailer_id: 'a' }, { product_retailer_id: 'b' }] }],
          },
        }),
        offer({ type: 'catalog_message', body: { text: 'All we have' }, action: { name: 'catalog_message' } }),
        offer({
          type: 'carousel',
          body: { text: 'New this week' },
          action: {
            cards: [1, 2, 3].map((card) => ({
              card_index: card - 1,
              type: 'cta_url',
              header: { type: 'image', image: { link: 'https://x.example/a.png' } },
              body: { text: `Jacket *no. ${card}*` },
              action: { name: 'cta_url', parameters: { display_text: 'View', url: 'https://example.com' } },
            })),
          },
        }),
        offer({
          type: 'carousel',
          body: { text: 'From our catalogue' },
          action: {
            cards: ['aurora-brass', 'nova-dimmable'].map((id, index) => ({
              card_index: index,
              type: 'product',
              action: { catalog_id: '194836987003835', product_retailer_id: id },
            })),
          },
        }),
        offer({
          type: 'button',
          header: { type: 'document', document: { link: 'https://x.example/a.pdf', filename: 'invoice-48213.pdf' } },
          body: { text: 'Your invoice. A word too long to fit: Donaudampfschifffahrtsgesellschaftskapitänsmütze' },
          action: { buttons: [{ type: 'reply', reply: { id: 'ok', title: 'موافق، شكرا لكم' } }] },
        }),
        offer({
          type: 'call_permission_request',
          body: { text: 'May we call you about it?' },
          action: { name: 'call_permission_request' },
        }),
        offer({
          type: 'voice_call',
          body: { text: 'Call us' },
          action: { name: 'voice_call', parameters: { display_text: 'Call now' } },
        }),
      ],
    },
    {
      title: 'Templates',
      messages: [
        out({
          kind: 'template',
          content: {
            name: 'order_shipped',
            language: 'en_US',
            category: 'UTILITY',
            header: { format: 'TEXT', text: 'On its way' },
            body: 'Hello *Amara*, your order #48213 has shipped.',
            footer: 'Reply STOP to opt out',
            buttons: [
              { index: 0, type: 'URL', text: 'Track order', url: 'https://example.com/t/48213' },
              { index: 1, type: 'QUICK_REPLY', text: 'Thanks', payload: 'thanks' },
              { index: 2, type: 'COPY_CODE', text: 'Copy code', code: 'SAVE10' },
            ],
          },
        }),
        out({
          kind: 'template',
          content: {
            name: 'order_shipped',
            language: { code: 'en_US' },
            components: [
              {
                type: 'body',
                parameters: [
                  { type: 'text', text: 'Amara' },
                  { type: 'text', text: '#48213' },
                ],
              },
            ],
          },
        }),
        out({
          kind: 'template',
          content: {
            name: 'weekend_offer',
            language: 'en',
            header: null,
            offer: { text: 'Weekend lights', expires_at: NOW + 3 * 86_400_000 },
            body: 'Two bags for the price of one until the offer ends.',
            footer: null,
            buttons: [
              { index: 0, type: 'COPY_CODE', text: 'Copy offer code', code: 'WEEKEND2' },
              { index: 1, type: 'URL', text: 'Shop now', url: 'https://example.com/offer/w2' },
            ],
          },
        }),
        out({
          kind: 'template',
          content: {
            name: 'new_arrivals',
            language: 'en',
            header: null,
            body: 'New in the showroom this week: swipe and choose.',
            footer: null,
            buttons: [],
            cards: ['Aurora', 'Nova'].map((name) => ({
              header: { format: 'IMAGE', media: { link: 'https://x.example/a.png' } },
              body: `*${name}* for €89`,
              buttons: [
                { index: 0, type: 'QUICK_REPLY', text: 'Keep one for me', payload: name },
                { index: 1, type: 'URL', text: 'See it', url: 'https://example.com' },
              ],
            })),
          },
        }),
        out({
          kind: 'template',
          content: {
            name: 'login_code',
            language: 'en',
            category: 'AUTHENTICATION',
            body: '*123456* is your verification code. For your security, do not share this code.',
            footer: 'This code expires in 10 minutes.',
            buttons: [{ index: 0, type: 'OTP', text: 'Copy code', code: '123456' }],
          },
        }),
        out({
          kind: 'template',
          content: {
            name: 'shop_is_here',
            language: 'en',
            header: { format: 'LOCATION', location: { latitude: 40.4, longitude: -3.7, name: 'Shop' } },
            body: 'Come and see us',
            footer: null,
            buttons: [],
          },
        }),
      ],
    },
    {
      title: 'What cannot be shown',
      messages: [
        sample({
          kind: 'unsupported',
          content: {
            type: 'poll_creation',
            errors: [
              {
                code: 131051,
                title: 'Message type unknown',
                error_data: { details: 'Message type is currently not supported.' },
              },
            ],
          },
        }),
        ...['media_placeholder', 'gif', 'group_invite', 'pin', 'edit', 'link_preview'].map((type) =>
          sample({ kind: 'unsupported', content: { type } }),
        ),
        sample({
          kind: 'unsupported',
          content: {
            type: 'errors',
            errors: [{ code: 131060, error_data: { details: 'This message is currently unavailable.' } }],
          },
        }),
        sample({ kind: 'something_new', content: { a: 1, nested: { b: ['<script>alert(1)</script>'] } } }),
        sample({ kind: 'location', content: { latitude: 'north' } }),
      ],
    },
  ];
}
