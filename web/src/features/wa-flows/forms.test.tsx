// A form begins as one of the server's starters; an exchange is asked again with its difference; answers stand in the order of the questions.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { starterText, waFlowStarters } from '~test/mock/wa-flow-starters';
import { outlineOf, waFlow } from '~test/mock/wa-flows';
import { inWorkspace, renderPage } from '~test/page';
import { AnswerTimes } from './answer-times';
import { CreateDialog } from './create-dialog';
import ExchangesTab from './exchanges-tab';
import { SubmissionDrawer } from './submission-drawer';

const page = (data: unknown[]) => ({ data, page: { next_cursor: null } });
const flow = waFlow({ endpoint: { kind: 'function', function: 'fn_1', timeout_ms: 3000 } });

it('begins as a starter of the server, under its title and category', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<CreateDialog onClose={() => undefined} onCreated={() => undefined} />, {
    [`GET ${inWorkspace}/wa-flow-starters`]: page(waFlowStarters),
    [`POST ${inWorkspace}/wa-flows`]: flow,
  });
  const dialog = await screen.findByRole('dialog', { name: 'New form' });
  await user.click(await within(dialog).findByRole('radio', { name: /^Lead/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Create' }));
  await waitFor(() => expect(calls.some(({ method }) => method === 'POST')).toBe(true));
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({
    name: 'Lead',
    categories: ['LEAD_GENERATION'],
    starter: 'lead',
  });
});

it('asks an exchange again of the draft and says what is different', async () => {
  const user = userEvent.setup();
  const exchange = {
    id: 'fex_1',
    at: '2026-11-23T12:00:00.000Z',
    action: 'data_exchange',
    screen: 'DAY',
    status: 200,
    ms: 1250,
    error: null,
    request: { data: { day: '2026-12-01' } },
    answer: { screen: 'DAY' },
  };
  const exchanges = `${inWorkspace}/wa-flows/${flow.id}/exchanges`;
  const { calls } = renderPage(<ExchangesTab flow={flow} chosen="fex_1" locked={null} onChoose={() => undefined} />, {
    [`GET ${exchanges}`]: page([exchange]),
    [`POST ${exchanges}/fex_1/replay`]: {
      before: { screen: 'DAY' },
      before_error: null,
      before_ms: 1250,
      after: { screen: 'DETAILS' },
      after_ms: 3,
      changes: [{ pointer: '/screen', before: 'DAY', after: 'DETAILS' }],
      is_hidden: true,
      logs: [],
      problem: null,
      same: false,
    },
  });
  const detail = await screen.findByRole('region', { name: 'Exchange' });
  await user.click(within(detail).getByRole('combobox', { name: /Answered by/ }));
  await user.click(await screen.findByRole('option', { name: /draft/ }));
  await user.click(within(detail).getByRole('button', { name: 'Ask again' }));
  expect(await within(detail).findByText('Another answer.')).toBeTruthy();
  expect(within(detail).getByRole('list', { name: 'Places that differ' }).textContent).toBe('/screen');
  expect(within(detail).getByText(/dots were asked with/)).toBeTruthy();
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ with: 'draft' });
});

it('shows a submission whole, in the order of the questions', async () => {
  const outline = outlineOf(starterText('lead'));
  const submission = {
    id: 'sub_1',
    wa_flow: { id: flow.id, name: 'Lead' },
    contact: { id: 'ct_1', name: 'Zoë <b>Quintero</b>', phone: null },
    conversation_id: 'cnv_1',
    message_id: 'msg_1',
    at: '2026-11-23T12:00:00.000Z',
    bound_by: 'token',
    values: [
      { key: 'name', label: 'Name', value: 'Zoë' },
      { key: 'unasked', label: 'unasked', value: 'kept all the same' },
      { key: 'interests', label: 'Interests', value: ['repair'] },
    ],
    files: [],
    forwards: { delivered: 1, failed: 2, pending: 0 },
  };
  renderPage(<SubmissionDrawer submission="sub_1" known={undefined} outline={outline} onClose={() => undefined} />, {
    [`GET ${inWorkspace}/submissions/sub_1`]: submission,
  });
  const drawer = await screen.findByRole('dialog', { name: 'Zoë <b>Quintero</b>' });
  const questions = [...drawer.querySelectorAll('dt')].map((one) => one.textContent);
  expect(questions).toEqual(['Interests', 'Name', 'unasked']);
  expect(within(drawer).getByText('Repair'), 'the title of an option, not its id').toBeTruthy();
  expect(within(drawer).getByLabelText('Failed').parentElement?.textContent).toBe('2');
  expect(within(drawer).getByRole('link', { name: 'Open the conversation' }).getAttribute('href')).toContain('m=msg_1');
});

it.each([
  [999, /Fast enough/],
  [1001, /longer than a second/],
  [10_000, /after phones gave up/],
])('judges nine answers in ten within %i ms', async (p90_ms, words) => {
  const stats = { sent: 9, opened: 9, submitted: 9, exchanges: 40, errors: 0, p50_ms: 20, p90_ms, p95_ms: 10_000 };
  renderPage(<AnswerTimes stats={stats} />, {});
  expect(await screen.findByText(words)).toBeTruthy();
});
