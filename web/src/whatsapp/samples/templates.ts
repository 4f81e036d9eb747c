// Templates with each component.
import { type Example, NOW, out } from './make';

export const templates = (): Example[] => [
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
];
