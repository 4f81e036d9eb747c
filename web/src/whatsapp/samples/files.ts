// Files of every kind and in every state.
import { type Example, file, out, picture, sample, tone } from './make';

export const files = (): Example[] => [
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
];
