// A finished form that the server knows: labels, titles, a picture, a document, and one that is gone.
import type { MessageView } from '../message';
import { file, picture, sample } from './make';

export const submitted = (): MessageView =>
  sample({
    kind: 'interactive',
    content: {
      type: 'nfm_reply',
      nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t","size":"m","screen_0_Photo_1":[{}]}' },
    },
    submission: {
      id: 'sub_1',
      wa_flow: { id: 'wfl_1', name: 'Damage report' },
      values: fields({
        'What is broken?': 'The glass of the lamp\nand its foot',
        'Would you like a call?': true,
        'Days that suit you': ['Monday', 'Friday'],
        Period: { 'start-date': '2026-12-01', 'end-date': '2026-12-04' },
        'Order number': '<b>4471</b>',
        Colour: null,
      }),
      files: [
        file({ id: 'med_lamp', filename: 'lamp.jpg', mime_type: 'image/jpeg' }),
        file({ id: 'med_foot', filename: 'foot.jpg', mime_type: 'image/jpeg', url: picture('#c63', '#fd8') }),
        file({ id: 'med_bill', filename: 'bill.pdf', mime_type: 'application/pdf', size: 84_211, url: 'data:,' }),
        file({
          id: 'med_old',
          filename: 'old.pdf',
          mime_type: 'application/pdf',
          state: 'expired',
          url: null,
        }),
      ],
    },
  });

/** The generated type has no word for "any JSON". */
function fields(values: Record<string, unknown>): NonNullable<MessageView['submission']>['values'] {
  return Object.entries(values).map(([label, value], index) => ({
    key: `field_${index}`,
    label,
    value: value as Record<string, unknown>,
  }));
}
