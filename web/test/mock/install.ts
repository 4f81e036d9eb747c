// Puts the made-up server in the place of the network (`npm run dev:mock`). Never part of a build.

import { makeServer } from './server';
import { emit } from './socket';
import { makeWorld } from './world';

const server = makeServer(makeWorld(Date.now(), Number(new URLSearchParams(location.search).get('rows') ?? 600)), emit);
const network = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const request = new Request(input, init);
  return new URL(request.url).pathname.startsWith('/api/') ? server.handle(request) : network(request);
};

// For trying things by hand: `mock.receive('cnv_…', 'hello')`.
Object.assign(globalThis, { mock: server });
