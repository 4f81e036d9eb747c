// Tests are written as YAML that people can read.
import { expect, it } from 'vitest';
import type { JsonObject } from '~/api/flows-types';
import { toYaml } from './yaml';

it('writes a test as people would', () => {
  const test: JsonObject = {
    name: 'asks again: nothing found',
    given: { globals: { shop_url: 'https://shop.example' } },
    mocks: { look_up: [{ type: 'http', status: 404, body: null }] },
    steps: [
      { say: 'where is my order' },
      { wait: '1h' },
      { expect: { messages: ['Hello "you"', '…'], ended: 'done' } },
    ],
  };
  expect(toYaml(test)).toBe(`name: "asks again: nothing found"
given:
  globals:
    shop_url: "https://shop.example"
mocks:
  look_up:
    - type: http
      status: 404
      body: null
steps:
  - say: where is my order
  - wait: "1h"
  - expect:
      messages:
        - "Hello \\"you\\""
        - "…"
      ended: done
`);
});

it('quotes what YAML would take for something else', () => {
  expect(toYaml({ a: 'yes', b: 'null', c: '12', d: '', e: 'x: y', f: '# no', g: [], h: {}, i: true })).toBe(
    'a: "yes"\nb: "null"\nc: "12"\nd: ""\ne: "x: y"\nf: "# no"\ng: []\nh: {}\ni: true\n',
  );
});

it('keeps line breaks and what is not Latin', () => {
  expect(toYaml({ say: 'one\ntwo', name: 'مرحبا' })).toBe('say: "one\\ntwo"\nname: "مرحبا"\n');
});
