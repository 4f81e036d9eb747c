// A file goes from mapping over a check to the real run; rows that do not fit can be had.
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { inWorkspace, renderPage } from '~test/page';
import ImportDialog from './import-dialog';

const path = `${inWorkspace}/imports`;
const found = (state: string, counts = {}) => ({
  id: 'imp_1',
  file_name: 'people.csv',
  encoding: 'UTF-8',
  delimiter: ';',
  header: ['Mobile', 'Shoe size'],
  sample: [['+34 600 000 001', '38']],
  row_count: 2,
  mapping: ['phone', 'ignore'],
  update_existing: false,
  state,
  done_count: 2,
  created_count: 1,
  updated_count: 0,
  skipped_count: 0,
  failed_count: 1,
  created_by: 'usr_1',
  created_at: '2026-11-22T18:00:00Z',
  finished_at: null,
  ...counts,
});
const none = { data: [], page: { next_cursor: null } };

it('checks first, and runs what was checked', async () => {
  const { calls } = renderPage(<ImportDialog onClose={() => undefined} />, {
    [`GET ${path}`]: { ...none, data: [found('uploaded')] },
    [`GET ${path}/imp_1`]: found('uploaded'),
    [`GET ${inWorkspace}/custom-fields`]: none,
    [`POST ${path}/imp_1/check`]: found('checked'),
    [`POST ${path}/imp_1/start`]: found('running'),
  });
  expect(await screen.findByLabelText('File of contacts')).toBeTruthy();
  await userEvent.click(await screen.findByRole('button', { name: 'people.csv' }));
  expect(await screen.findByText('+34 600 000 001')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Import' }));
  expect(calls.some((call) => call.path.endsWith('/start'))).toBe(false);
  await userEvent.click(screen.getByRole('button', { name: 'Check without changing anything' }));
  expect(await screen.findByText('Would be created')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Import' }));
  expect(calls.find((call) => call.path.endsWith('/start'))?.body).toEqual({
    mapping: ['phone', 'ignore'],
    update_existing: false,
  });
  expect(await screen.findByRole('progressbar', { name: 'Rows looked at' })).toBeTruthy();
});

it('offers the way back when it is done', async () => {
  const { calls } = renderPage(<ImportDialog onClose={() => undefined} />, {
    [`GET ${path}`]: { ...none, data: [found('done')] },
    [`GET ${path}/imp_1`]: found('done'),
    [`POST ${path}/imp_1/undo`]: found('undoing'),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'people.csv' }));
  expect(await screen.findByRole('button', { name: 'Rows that do not fit' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Take back…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Take back' }));
  expect(calls.some((call) => call.path.endsWith('/undo'))).toBe(true);
});
