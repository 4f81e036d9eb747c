// Places, people, orders, and what customers answer.
import { type Example, out, sample } from './make';
import { submitted } from './submitted';

export const cards = (): Example[] => [
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
      submitted(),
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
];
