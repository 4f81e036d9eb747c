// THE LIST of what a customer can send, with sample content: every kind and sub-kind the business may receive.
import { useLingui } from '@lingui/react/macro';
import type { Outgoing, Phone } from './types';

export interface Sample {
  id: string;
  label: string;
  /** What makes it special. */
  note?: string;
  message: Outgoing;
}

export interface SampleGroup {
  id: string;
  label: string;
  samples: Sample[];
}

const place = { latitude: 19.43261, longitude: -99.13321 };
const cart = [
  { product_retailer_id: 'aurora-brass', quantity: 2, item_price: 89, currency: 'EUR' },
  { product_retailer_id: 'bulb-e27', quantity: 1, item_price: 6, currency: 'EUR' },
];
const ad = {
  source_url: 'https://fb.me/simulated',
  source_id: '120210000000000000',
  source_type: 'ad',
  headline: 'Reading lights, 30 % off',
  body: 'Only this week',
  media_type: 'image',
  ctwa_clid: 'simulated-click',
};
const luis = {
  name: { formatted_name: 'Luis Ortega', first_name: 'Luis', last_name: 'Ortega' },
  org: { company: 'Ortega y Hijos', title: 'Chef' },
  phones: [{ phone: '+52 155 9999 9999', type: 'CELL' }],
  emails: [{ email: 'luis@ortega.example', type: 'WORK' }],
};
const mei = {
  name: { formatted_name: 'Mei Lin', first_name: 'Mei' },
  phones: [{ phone: '+86 138 0000 0000', type: 'CELL' }],
};

/** Kinds WhatsApp names in `unsupported.type`; Meta passes on the name only. */
const unsupported = [
  'poll_creation',
  'poll_update',
  'media_placeholder',
  'gif',
  'group_invite',
  'pin',
  'keep_in_chat',
  'edit',
  'link_preview',
] as const;

export function useSamples(phone: Phone): SampleGroup[] {
  const { t } = useLingui();
  const names: Record<(typeof unsupported)[number], string> = {
    poll_creation: t`Poll`,
    poll_update: t`Vote in a poll`,
    media_placeholder: t`View-once photo`,
    gif: t`Animated picture`,
    group_invite: t`Group invitation`,
    pin: t`Pinned message`,
    keep_in_chat: t`Kept message`,
    edit: t`Edit of a message`,
    link_preview: t`Link preview`,
  };
  const raw = (message: Record<string, unknown>): Outgoing => ({ type: 'raw', message });
  const answer = (reply: Record<string, unknown>) => raw({ type: 'interactive', interactive: reply });
  return [
    {
      id: 'words',
      label: t`Words`,
      samples: [
        { id: 'text', label: t`Text`, message: { type: 'text', text: 'Hi! Is my order *A-1042* on its way?' } },
        {
          id: 'rtl',
          label: t`Text from right to left`,
          message: { type: 'text', text: 'مرحبا، هل يمكنني تغيير عنوان التسليم إلى *المكتب*؟' },
        },
        {
          id: 'long-word',
          label: t`Very long word`,
          message: { type: 'text', text: `https://example.com/${'long-address-without-a-break'.repeat(6)}` },
        },
        {
          id: 'hostile',
          label: t`Hostile text`,
          note: t`Must stay text`,
          message: { type: 'text', text: '<img src=x onerror=alert(1)> {{7*7}} \u202Eevil.exe' },
        },
        {
          id: 'forwarded',
          label: t`Forwarded text`,
          message: { type: 'text', text: 'Please share with everyone', forwarded: true },
        },
        {
          id: 'often',
          label: t`Text forwarded many times`,
          message: { type: 'text', text: 'This lamp cures everything', frequently_forwarded: true },
        },
        {
          id: 'ad',
          label: t`Text after tapping an ad`,
          note: t`Opens the 72 h window`,
          message: { type: 'text', text: 'I saw your ad. Is the offer still on?', referral: ad },
        },
        {
          id: 'product',
          label: t`Question about a product`,
          message: {
            type: 'text',
            text: 'Is this one in stock?',
            product: { catalog_id: '194836987003835', product_retailer_id: 'aurora-brass' },
          },
        },
      ],
    },
    {
      id: 'files',
      label: t`Files`,
      samples: [
        { id: 'image', label: t`Photo`, message: { type: 'image', caption: 'My *receipt*' } },
        { id: 'video', label: t`Video`, message: { type: 'video', caption: 'Look at this' } },
        { id: 'voice', label: t`Voice message`, message: { type: 'voice' } },
        { id: 'audio', label: t`Sound file`, message: { type: 'audio' } },
        { id: 'document', label: t`PDF`, message: { type: 'document', filename: 'order-A-1042.pdf' } },
        { id: 'sticker', label: t`Sticker`, message: { type: 'sticker' } },
        { id: 'animated', label: t`Animated sticker`, message: { type: 'sticker', animated: true } },
      ],
    },
    {
      id: 'things',
      label: t`Places, people, carts`,
      samples: [
        {
          id: 'location',
          label: t`Location`,
          message: {
            type: 'location',
            ...place,
            name: 'Zócalo',
            address: 'Plaza de la Constitución, Ciudad de México',
          },
        },
        { id: 'pin', label: t`Location without a name`, message: { type: 'location', ...place } },
        { id: 'contact', label: t`Contact card`, message: { type: 'contacts', contacts: [luis] } },
        { id: 'contacts', label: t`Several contact cards`, message: { type: 'contacts', contacts: [luis, mei] } },
        {
          id: 'own-contact',
          label: t`Own phone number, as asked`,
          message: {
            type: 'contacts',
            origin: 'contact_request',
            contacts: [
              { name: { formatted_name: phone.name }, phones: [{ phone: `+${phone.wa_id ?? '15550100000'}` }] },
            ],
          },
        },
        {
          id: 'order',
          label: t`Order from the catalogue`,
          message: { type: 'order', catalog_id: '194836987003835', text: 'Ground, please', product_items: cart },
        },
      ],
    },
    {
      id: 'answers',
      label: t`Answers (without a question)`,
      samples: [
        {
          id: 'button',
          label: t`Quick reply of a template`,
          message: raw({ type: 'button', button: { payload: 'track', text: 'Track' } }),
        },
        {
          id: 'button-reply',
          label: t`Tapped reply button`,
          message: answer({ type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, change it' } }),
        },
        {
          id: 'list-reply',
          label: t`Chosen list row`,
          message: answer({
            type: 'list_reply',
            list_reply: { id: 'delivery', title: 'Delivery', description: 'Where is my parcel?' },
          }),
        },
        {
          id: 'flow',
          label: t`WhatsApp Flow, filled in`,
          message: answer({
            type: 'nfm_reply',
            nfm_reply: {
              name: 'flow',
              body: 'Sent',
              response_json: JSON.stringify({ flow_token: 'unused', name: phone.name, size: 'M', newsletter: true }),
            },
          }),
        },
        {
          id: 'address',
          label: t`Address`,
          message: answer({
            type: 'nfm_reply',
            nfm_reply: {
              name: 'address_message',
              body: 'Sent',
              response_json: JSON.stringify({ values: indianAddress }),
            },
          }),
        },
        {
          id: 'call',
          label: t`Calls allowed`,
          message: answer({
            type: 'call_permission_reply',
            call_permission_reply: { response: 'accept', is_permanent: true, response_source: 'user_action' },
          }),
        },
        {
          id: 'no-call',
          label: t`Calls refused`,
          message: answer({
            type: 'call_permission_reply',
            call_permission_reply: { response: 'reject', is_permanent: false, response_source: 'user_action' },
          }),
        },
      ],
    },
    {
      id: 'unsupported',
      label: t`Not passed on by WhatsApp`,
      samples: [
        ...unsupported.map((kind) => ({
          id: kind,
          label: names[kind],
          message: { type: 'unsupported', kind },
        })),
        {
          id: 'unavailable',
          label: t`Unavailable message`,
          note: '131060',
          message: { type: 'unsupported', kind: 'errors', code: 131060 },
        },
      ],
    },
    {
      id: 'odd',
      label: t`Notices and surprises`,
      samples: [
        {
          id: 'identity',
          label: t`Security code changed`,
          message: raw({
            type: 'system',
            system: {
              type: 'customer_identity_changed',
              body: `${phone.name}'s security code changed`,
              identity: { acknowledged: true, created_timestamp: 1795000000, hash: 'DF2lS5v2W6x=' },
            },
          }),
        },
        {
          id: 'new-kind',
          label: t`A kind nobody knows yet`,
          note: t`Kept raw`,
          message: raw({ type: 'hologram', hologram: { id: '1', depth: 3 } }),
        },
      ],
    },
  ];
}

export const indianAddress = {
  name: 'Asha Rao',
  phone_number: '+91 98765 43210',
  in_pin_code: '560001',
  house_number: '12',
  building_name: 'Prism House',
  address: 'Church Street',
  city: 'Bengaluru',
  state: 'Karnataka',
};
