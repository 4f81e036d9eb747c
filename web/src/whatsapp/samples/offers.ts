// What a business offers to tap.
import { type Example, offer } from './make';

export const offers = (): Example[] => [
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
        { author: { kind: 'flow', id: 'flw_1', name: 'Order tracker · step 2', run: null } },
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
];
