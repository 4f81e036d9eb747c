// Settings that name something of the workspace are chosen from what it has; a template brings places for its values and shows on the phone.
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactFlowProvider } from '@xyflow/react';
import { expect, it } from 'vitest';
import type { FlowNode } from '~/api/flows-types';
import { flowGraph, flowNode, flowStep } from '~test/flows';
import { inWorkspace, renderPage } from '~test/page';
import { createEditor, EditorContext, useEditor } from '../builder/store';
import { createUi, UiContext } from '../builder/ui';
import { Inspector } from './inspector';
import { withTried } from './workspace-values';

const AT = '2026-11-23T09:00:00.000Z';

function inspect(node: FlowNode, answers: Record<string, unknown>) {
  const store = createEditor(flowGraph({ nodes: [flowNode('start', { type: 'start' }), node] }), true);
  store.getState().select([node.id]);
  const ui = createUi();
  function Shown() {
    const now = useEditor((state) => state.graph.nodes.find(({ id }) => id === node.id));
    return now && <Inspector flow="flw_1" node={now} />;
  }
  renderPage(
    <EditorContext value={store}>
      <UiContext value={ui}>
        <ReactFlowProvider>
          <Shown />
        </ReactFlowProvider>
      </UiContext>
    </EditorContext>,
    {
      [`GET ${inWorkspace}/flow-globals`]: { globals: {}, human_words: [], menu_words: [], menu_flow: null },
      ...answers,
    },
  );
  const config = () => store.getState().graph.nodes.find(({ id }) => id === node.id)?.config;
  return { store, config, ui };
}

/** Opens the picker of a field and takes the option of this name. */
async function choose(field: string, name: RegExp) {
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText(field));
  await user.click(await screen.findByRole('option', { name }));
}

it('chooses a function by its id, and says which version is live', async () => {
  const { config } = inspect(flowNode('f', { type: 'execute_function' }), {
    [`GET ${inWorkspace}/functions`]: {
      data: [
        { id: 'fnc_1', name: 'price_of', live_version: 3 },
        { id: 'fnc_2', name: 'later', live_version: null },
      ],
    },
    [`GET ${inWorkspace}/secrets`]: [],
  });
  await choose('Function', /price_of.*Version 3 is live/);
  await waitFor(() => expect(config()?.function).toBe('fnc_1'));
});

it('chooses a form by the id that Meta knows, and leaves out what cannot be sent', async () => {
  const form = { categories: [], endpoint: {}, preview: null };
  const { config } = inspect(flowNode('w', { type: 'send_wa_flow' }), {
    [`GET ${inWorkspace}/wa-flows`]: {
      data: [
        { ...form, id: 'wfl_1', meta_id: '987', name: 'Feedback', status: 'PUBLISHED' },
        { ...form, id: 'wfl_2', meta_id: null, name: 'Never uploaded', status: 'DRAFT' },
        { ...form, id: 'wfl_3', meta_id: '988', name: 'Retired', status: 'DEPRECATED' },
      ],
    },
  });
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText('WA Flow'));
  const options = await screen.findAllByRole('option');
  expect(options.map((option) => option.textContent)).toEqual(['FeedbackPublished']);
  await user.click(screen.getByRole('option', { name: /Feedback/ }));
  await waitFor(() => expect(config()?.wa_flow).toBe('987'));
});

it('makes places for the values of a template, and shows it filled on the phone', async () => {
  const line = { id: 'tpl_1', language: 'es', status: 'APPROVED', category: 'UTILITY', preview: '', quality: 'GREEN' };
  const group = { name: 'order_ready', languages: [line] };
  const { config } = inspect(flowNode('t', { type: 'send_template', config: { template: '' } }), {
    [`GET ${inWorkspace}/templates`]: { data: [group], page: { next_cursor: null } },
    [`GET ${inWorkspace}/templates/tpl_1`]: {
      ...line,
      name: 'order_ready',
      parameter_format: 'POSITIONAL',
      meta_id: '1',
      components: [
        { type: 'BODY', text: 'Hola {{1}}, tu pedido {{2}} está listo.' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Ver', url: 'https://x.example/{{1}}' }] },
      ],
      created_at: AT,
      updated_at: AT,
    },
  });
  await choose('Template', /order_ready/);
  await waitFor(() =>
    expect(config()).toMatchObject({
      template: 'order_ready',
      languages: ['es'],
      body: [{ value: '' }, { value: '' }],
      buttons: [{ index: 0, kind: 'url', value: '' }],
    }),
  );
  const phone = await screen.findByRole('region', { name: 'On the phone' });
  expect(await within(phone).findByText(/tu pedido/)).toBeTruthy();
});

it('shows what the step gave in the last try, each visit by itself', async () => {
  const user = userEvent.setup();
  const { ui } = inspect(flowNode('ask', { type: 'ask' }), {});
  await user.click(await screen.findByRole('tab', { name: 'Output' }));
  expect(screen.getByText('Not tried yet')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Try the draft' }));
  expect(ui.getState().panel).toBe('test');
  act(() =>
    ui.setState({
      tried: [
        flowStep(0, 'start'),
        flowStep(1, 'ask', { outcome: 'waits' }),
        flowStep(2, 'ask', { handle: 'reply', changes: [{ path: 'vars.city', before: null, after: 'Lugo' }] }),
      ],
    }),
  );
  expect(screen.getByText('vars.city')).toBeTruthy();
  await user.click(screen.getByRole('combobox', { name: 'Visit' }));
  await user.click(await screen.findByRole('option', { name: 'Step 2 of the try' }));
  expect(screen.queryByText('vars.city')).toBeNull();
});

it('takes what the last try held for made-up values, and nothing of the contact', () => {
  const change = (path: string, after: string) => ({ path, before: null, after });
  const tried = [
    flowStep(0, 'ask', { changes: [change('vars.city', 'Lugo'), change('contact.name', 'Ana')] }),
    flowStep(1, 'ask', { changes: [change('vars.city', 'Vigo'), change('nodes.ask.text', 'Vigo')] }),
  ];
  expect(withTried({ vars: { city: 'text', other: 1 }, contact: { name: 'Elif' } }, tried)).toEqual({
    vars: { city: 'Vigo', other: 1 },
    nodes: { ask: { text: 'Vigo' } },
    contact: { name: 'Elif' },
  });
});

it('sends the request of a step with typed values, and keeps the answer as its sample', async () => {
  const sentBodies: unknown[] = [];
  const url = 'https://shop.example/orders/{{vars.order}}';
  const headers = [{ name: 'Authorization', value: 'Bearer {{secrets.shop}}' }];
  const { config } = inspect(flowNode('h', { type: 'http_request', config: { method: 'GET', url, headers } }), {
    [`GET ${inWorkspace}/secrets`]: [],
    [`POST ${inWorkspace}/flows/flw_1/try-request`]: (request: { body: unknown }) => {
      sentBodies.push(request.body);
      const answer = { status: 200, headers: {}, body: { state: 'sent' }, bytes: 16, is_cut: false };
      return { sent: { method: 'GET', url, headers: {}, body: null }, answer, problem: null, took_ms: 41 };
    },
  });
  const user = userEvent.setup();
  const box = within(await screen.findByRole('region', { name: 'Test request' }));
  expect(box.queryByLabelText(/secrets/)).toBeNull();
  await user.type(box.getByLabelText('vars.order'), '7');
  await user.click(box.getByRole('button', { name: 'Send test request' }));
  expect((await box.findByRole('status')).textContent).toBe('200 41 ms');
  expect(sentBodies).toMatchObject([{ scope: { vars: { order: 7 } }, config: { url } }]);
  await user.click(box.getByRole('button', { name: 'Use as sample' }));
  await waitFor(() => expect(config()?.mock).toEqual({ status: 200, body: { state: 'sent' } }));
});
