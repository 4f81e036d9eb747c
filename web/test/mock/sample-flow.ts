// The flow of the made-up server: asks for an order's number and looks it up.
import type { Graph } from '~/api/flows-types';

export const sampleFlow: Graph = {
  schema: 1,
  nodes: [
    {
      id: 'n_start',
      type: 'start',
      name: 'start',
      config: {
        triggers: [
          {
            type: 'message',
            match: {
              by: 'word',
              words: ['order', 'delivery', 'package'],
            },
          },
        ],
      },
      position: {
        x: 0,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_ask_number',
      type: 'ask',
      name: 'ask_number',
      config: {
        prompt: 'What is your order number?',
        answer: {
          type: 'regex',
          pattern: '[A-Z]{0,3}-?[0-9]{4,10}',
        },
        save_to: 'number',
        retries: 2,
        retry_text: 'An order number looks like AB-12345. It is in the confirmation we sent you.',
        timeout_seconds: 43200,
      },
      position: {
        x: 320,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_typing',
      type: 'typing',
      name: 'typing',
      config: {
        seconds: 3,
      },
      position: {
        x: 640,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_look_up',
      type: 'http_request',
      name: 'look_up',
      config: {
        method: 'GET',
        url: '{{globals.shop_url}}/orders/{{vars.number}}',
        headers: [
          {
            name: 'Authorization',
            value: 'Bearer {{secrets.shop_key}}',
          },
        ],
        timeout_seconds: 10,
        retries: 2,
        mapping: [
          {
            variable: 'status',
            expression: 'body.status',
          },
          {
            variable: 'arrives',
            expression: 'body.arrives_on',
          },
          {
            variable: 'items',
            expression: 'length(body.items || `[]`)',
          },
        ],
        mock: {
          status: 200,
          body: {
            status: 'shipped',
            arrives_on: '2026-11-25',
            items: [
              {
                name: 'Lamp',
              },
            ],
          },
        },
      },
      position: {
        x: 960,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_which',
      type: 'switch',
      name: 'which',
      config: {
        cases: [
          {
            id: 'shipped',
            label: 'On its way',
            when: {
              expression: "vars.status == 'shipped'",
            },
          },
          {
            id: 'delivered',
            label: 'Delivered',
            when: {
              expression: "vars.status == 'delivered'",
            },
          },
        ],
      },
      position: {
        x: 1280,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_on_its_way',
      type: 'send_message',
      name: 'on_its_way',
      config: {
        text: 'Order {{vars.number}} is on its way and arrives on {{vars.arrives | date:"long" | default:"one of the next days"}}.',
      },
      position: {
        x: 1600,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_delivered',
      type: 'send_message',
      name: 'delivered',
      config: {
        text: 'Order {{vars.number}} was delivered. Enjoy!',
      },
      position: {
        x: 1600,
        y: 180,
      },
      on_error: 'route',
    },
    {
      id: 'n_in_work',
      type: 'send_message',
      name: 'in_work',
      config: {
        text: 'We are preparing order {{vars.number}}.',
      },
      position: {
        x: 1600,
        y: 360,
      },
      on_error: 'route',
    },
    {
      id: 'n_unknown',
      type: 'send_message',
      name: 'unknown',
      config: {
        text: 'I cannot find order {{vars.number}}.',
      },
      position: {
        x: 1280,
        y: 180,
      },
      on_error: 'route',
    },
    {
      id: 'n_person',
      type: 'handoff',
      name: 'person',
      config: {
        message: 'Somebody will look into it and write to you here.',
        note: 'Order {{vars.number}} could not be looked up.',
        resume: 'never',
      },
      position: {
        x: 640,
        y: 180,
      },
      on_error: 'route',
    },
    {
      id: 'n_done',
      type: 'end',
      name: 'done',
      config: {
        outcome: 'answered',
      },
      position: {
        x: 1920,
        y: 0,
      },
      on_error: 'route',
    },
    {
      id: 'n_quiet',
      type: 'end',
      name: 'quiet',
      config: {
        outcome: 'no_answer',
      },
      position: {
        x: 640,
        y: 360,
      },
      on_error: 'route',
    },
  ],
  edges: [
    {
      id: 'e_1',
      from: 'n_start',
      handle: 'next',
      to: 'n_ask_number',
    },
    {
      id: 'e_2',
      from: 'n_ask_number',
      handle: 'reply',
      to: 'n_typing',
    },
    {
      id: 'e_3',
      from: 'n_ask_number',
      handle: 'invalid',
      to: 'n_person',
    },
    {
      id: 'e_4',
      from: 'n_ask_number',
      handle: 'timeout',
      to: 'n_quiet',
    },
    {
      id: 'e_5',
      from: 'n_typing',
      handle: 'next',
      to: 'n_look_up',
    },
    {
      id: 'e_6',
      from: 'n_look_up',
      handle: 'http:2xx',
      to: 'n_which',
    },
    {
      id: 'e_7',
      from: 'n_look_up',
      handle: 'http:4xx',
      to: 'n_unknown',
    },
    {
      id: 'e_8',
      from: 'n_look_up',
      handle: 'http:5xx',
      to: 'n_person',
    },
    {
      id: 'e_9',
      from: 'n_look_up',
      handle: 'network',
      to: 'n_person',
    },
    {
      id: 'e_10',
      from: 'n_look_up',
      handle: 'timeout',
      to: 'n_person',
    },
    {
      id: 'e_11',
      from: 'n_which',
      handle: 'case:shipped',
      to: 'n_on_its_way',
    },
    {
      id: 'e_12',
      from: 'n_which',
      handle: 'case:delivered',
      to: 'n_delivered',
    },
    {
      id: 'e_13',
      from: 'n_which',
      handle: 'default',
      to: 'n_in_work',
    },
    {
      id: 'e_14',
      from: 'n_on_its_way',
      handle: 'next',
      to: 'n_done',
    },
    {
      id: 'e_15',
      from: 'n_delivered',
      handle: 'next',
      to: 'n_done',
    },
    {
      id: 'e_16',
      from: 'n_in_work',
      handle: 'next',
      to: 'n_done',
    },
    {
      id: 'e_17',
      from: 'n_unknown',
      handle: 'next',
      to: 'n_person',
    },
  ],
  variables: [
    {
      name: 'number',
      type: 'text',
    },
    {
      name: 'status',
      type: 'text',
    },
    {
      name: 'arrives',
      type: 'date',
    },
    {
      name: 'items',
      type: 'number',
    },
  ],
  settings: {
    language: 'en',
    error_policy: 'handoff',
  },
};
