// Who holds the pen: said with flow and step, taken and given back with the right calls, and the form that starts a flow.
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { Conversation } from '~/api/schema';
import { conversation } from '~test/builders';
import { flowGraph, flowNode, flowView } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import PenBar from './pen-bar';
import { fieldsOf, missing } from './schema-form';
import StartFlow from './start-flow';

const run = { id: 'run_1', flow: { id: 'flw_1', name: 'Welcome' }, node: 'ask_city', step: 4 };
/** As the server says it once it knows runs; the builder's type may be older. */
function held(holder: unknown): Conversation {
  return Object.assign(conversation({ id: 'cnv_1' }), { holder });
}
const talk = `${inWorkspace}/conversations/cnv_1`;

it('names flow and step of automation, leads to its run, and takes over', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<PenBar conversation={held({ kind: 'bot', since: null, run })} />, {
    [`POST ${talk}/take-over`]: null,
  });
  const link = await screen.findByRole('link');
  expect(link.textContent).toBe('Welcome · step 4');
  expect(link.getAttribute('href')).toContain('/runs/run_1');
  await user.click(screen.getByRole('button', { name: 'Take over' }));
  await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/take-over'))).toBe(true));
});

it('gives a paused run back, to go on or not', async () => {
  const user = userEvent.setup();
  const { calls } = renderPage(<PenBar conversation={held({ kind: 'human', since: null, run })} />, {
    [`POST ${talk}/release`]: null,
  });
  await user.click(await screen.findByRole('button', { name: 'Resume automation' }));
  await waitFor(() => expect(calls.find(({ path }) => path.endsWith('/release'))?.body).toEqual({ resume: true }));
  await user.click(screen.getByRole('button', { name: 'More about automation' }));
  await user.click(await screen.findByRole('menuitem', { name: /Release without resuming/ }));
  await waitFor(() => expect(calls.findLast(({ path }) => path.endsWith('/release'))?.body).toEqual({ resume: false }));
});

it('copes with a server that says only a word', async () => {
  renderPage(<PenBar conversation={conversation({ holder: 'bot' })} />, {});
  expect(await screen.findByText('Automation answers')).toBeTruthy();
  expect(screen.queryByRole('link')).toBeNull();
});

it('starts a flow with its form filled in', async () => {
  const user = userEvent.setup();
  const form = { type: 'object', required: ['reason'], properties: { reason: { type: 'string', title: 'Reason' } } };
  const start = flowNode('start', { type: 'start', config: { triggers: [{ type: 'manual', label: 'Refund', form }] } });
  const { calls } = renderPage(
    <StartFlow conversation={conversation({ id: 'cnv_1' })} open onClose={() => undefined} />,
    {
      [`GET ${inWorkspace}/flows`]: {
        data: [flowView({ name: 'Refund', triggers: ['manual'] }), flowView({ id: 'flw_2', name: 'Not by hand' })],
        page: { next_cursor: null },
      },
      [`GET ${inWorkspace}/flows/flw_1/versions/2`]: { number: 2, graph: flowGraph({ nodes: [start] }) },
      [`POST ${talk}/runs`]: { id: 'run_2' },
    },
  );
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).queryByText('Not by hand')).toBeNull();
  await user.click(await within(dialog).findByRole('button', { name: /Refund/ }));
  const reason = await screen.findByLabelText('Reason');
  expect(screen.getByRole('button', { name: 'Start flow' }).getAttribute('aria-disabled')).toBe('true');
  await user.type(reason, 'late');
  await user.click(screen.getByRole('button', { name: 'Start flow' }));
  await waitFor(() =>
    expect(calls.find(({ path }) => path.endsWith('/cnv_1/runs'))?.body).toEqual({
      flow: 'flw_1',
      input: { reason: 'late' },
    }),
  );
});

it('reads a form from a schema, in its order, and knows what is missing', () => {
  const form = fieldsOf({
    required: ['amount', 'urgent'],
    properties: {
      amount: { type: 'number' },
      urgent: { type: 'boolean' },
      size: { enum: ['S', 'M'] },
      order_number: { type: ['string', 'null'], description: 'On the bill' },
    },
  });
  expect(form.map(({ label, kind }) => `${label}: ${kind}`)).toEqual([
    'Amount: number',
    'Urgent: yes_no',
    'Size: choice',
    'Order number: text',
  ]);
  expect(missing(form, {})).toEqual(['Amount']);
});
