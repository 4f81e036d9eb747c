// Talks to a running server with the stock socket.io-client: each transport connects, joins, hears an event once, comes back after a cut and misses nothing.
import { createRequire } from 'node:module';

const [, , client, base, token, workspace, conversation] = process.argv;
const { io } = createRequire(client)('socket.io-client');

const fail = (why) => {
  console.error(why);
  process.exit(1);
};
setTimeout(() => fail('took longer than 30 s'), 30_000).unref();

const heard = (socket, name) => new Promise((resolve) => socket.once(name, resolve));

const write = async (body) => {
  const url = `${base}/api/v1/workspaces/${workspace}/conversations/${conversation}/notes`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ body }) });
  if (answer.status !== 201) fail(`a note was refused: ${answer.status} ${await answer.text()}`);
};

const refused = io(base, { auth: { token: 'nonsense', workspace }, reconnection: false, forceNew: true });
const error = await heard(refused, 'connect_error');
if (error.message !== 'unauthorized') fail(`connect_error says ${error.message}`);
refused.close();

for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
  const way = transports.join(' then ');
  let last;
  const seen = [];
  const notes = [];
  const socket = io(base, {
    transports,
    forceNew: true,
    reconnectionDelay: 10,
    auth: (answer) => answer({ token, workspace, after: last }),
  });
  socket.on('event', (event) => {
    seen.push(event.seq);
    notes.push(event.data.note?.body);
    last = event.seq;
  });
  last = (await heard(socket, 'ready')).seq;
  const from = last;
  const joined = await socket.timeout(5000).emitWithAck('conversation:join', { conversation });
  if (joined.ok !== true) fail(`${way}: not joined: ${JSON.stringify(joined)}`);

  const first = heard(socket, 'event');
  await write(`ñandú 🦤 by ${way}`);
  const event = await first;
  if (event.type !== 'note.created' || event.data.note.body !== `ñandú 🦤 by ${way}`) fail(`${way}: heard ${JSON.stringify(event)}`);

  // The line breaks; what happens meanwhile comes with the return, or after it where the line was quicker than the writer.
  const back = heard(socket, 'ready');
  socket.io.engine.close();
  await write('meanwhile');
  const { seq } = await back;
  while (last < seq || !notes.includes('meanwhile')) await heard(socket, 'event');
  const expected = Array.from({ length: last - from }, (_, at) => from + 1 + at);
  if (seen.join() !== expected.join()) fail(`${way}: heard ${seen.join()} instead of ${expected.join()}`);
  socket.close();
}
console.log('fine');
process.exit(0);
