// What cannot be shown, and what nobody has heard of.
import { type Example, sample } from './make';

export const oddities = (): Example[] => [
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
