// Columns follow the questions of the form, and what it does not know comes last.
import { expect, test } from 'vitest';
import type { Submission } from '~/api/submissions';
import { starterText } from '~test/mock/wa-flow-starters';
import { outlineOf } from '~test/mock/wa-flows';
import { columnsOf } from './submission-columns';

const submissionOf = (over: Partial<Submission>): Submission => ({
  ...{
    id: 'sub_1',
    wa_flow: null,
    contact: { id: 'ct_1', name: 'Ana', phone: null },
    conversation_id: 'cnv_1',
    message_id: 'msg_1',
    bound_by: 'token',
    at: '2026-11-23T12:00:00.000Z',
  },
  ...{ values: [], files: [], forwards: { delivered: 0, failed: 0, pending: 0 } },
  ...over,
});
const outline = outlineOf(starterText('lead'));

test('questions in the order of the form, with their labels; the rest behind', () => {
  const rows = [
    submissionOf({
      values: [
        { key: 'flow_version', label: 'Flow version', value: 3 },
        { key: 'email', label: 'Email', value: 'a@b.example' },
      ],
    }),
    submissionOf({
      values: [
        { key: 'details', label: 'Details', value: 'x'.repeat(60) },
        { key: 'name', label: 'Name', value: 'Ana' },
      ],
    }),
  ];
  const columns = columnsOf(rows, outline);
  expect(columns.map(({ key }) => key)).toEqual(['details', 'name', 'email', 'flow_version']);
  expect(columns[0]).toMatchObject({ label: 'Details', width: 'minmax(12rem,1.6fr)' });
  expect(columnsOf(rows, null)).toHaveLength(4);
});

test('no more columns than anybody reads', () => {
  const values = Array.from({ length: 40 }, (_, index) => ({ key: `k${index}`, label: `K${index}`, value: index }));
  expect(columnsOf([submissionOf({ values })], outline)).toHaveLength(12);
});
