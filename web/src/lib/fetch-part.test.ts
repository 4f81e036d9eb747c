// Parts of a page wait for the server instead of being imported while it is gone, and fail only when it is there without the file.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** What the server answers when asked for a file. */
const server = vi.fn<(file: string) => Promise<Response>>();
const gone = () => Promise.reject(new TypeError('Failed to fetch'));
let fetchPart: typeof import('./fetch-part').fetchPart;

/** As the build writes it: the text of the import names the file. */
function importOf(file: string, part: () => Promise<string>): () => Promise<string> {
  return Object.assign(part, { toString: () => `()=>import(\`./${file}\`)` });
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', server);
  server.mockImplementation(() => Promise.resolve(new Response('…')));
  vi.resetModules();
  ({ fetchPart } = await import('./fetch-part'));
  vi.spyOn(document.head, 'append').mockImplementation((link) => {
    const { onload } = link as HTMLLinkElement;
    setTimeout(() => onload?.call(link as HTMLLinkElement, new Event('load')));
    document.head.appendChild(link as HTMLLinkElement);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  server.mockReset();
  document.head.replaceChildren();
});

it('imports once everything the part needs is in the browser, and asks for no file twice', async () => {
  const load = vi.fn<() => Promise<string>>().mockResolvedValue('part');
  const part = fetchPart(importOf('part-1.js', load), ['assets/piece-2.js', 'assets/look-3.css']);
  expect(load).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0);
  expect(await part).toBe('part');
  expect(server.mock.calls).toEqual([['/assets/part-1.js'], ['/assets/piece-2.js'], ['/assets/look-3.css']]);
  expect(document.head.querySelector('link[rel=stylesheet]')?.getAttribute('href')).toBe('/assets/look-3.css');
  await fetchPart(importOf('part-1.js', load), ['assets/piece-2.js', 'assets/look-3.css']);
  expect(server).toHaveBeenCalledTimes(3);
  expect(document.head.querySelectorAll('link')).toHaveLength(1);
});

it('fetches nothing that the page itself names', async () => {
  const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', href: '/assets/shell-1.js' });
  document.head.appendChild(link);
  const part = fetchPart(() => Promise.resolve('part'), ['assets/shell-1.js']);
  expect(await part).toBe('part');
  expect(server).not.toHaveBeenCalled();
});

it('does not import while the server is gone, however long that takes', async () => {
  server.mockImplementationOnce(gone);
  server.mockResolvedValueOnce(new Response(null, { status: 502 }));
  const broken = new ReadableStream({ pull: (stream) => stream.error(new TypeError('cut off')) });
  server.mockResolvedValueOnce(new Response(broken));
  const load = vi.fn<() => Promise<string>>().mockResolvedValue('part');
  const part = fetchPart(importOf('part-1.js', load));
  await vi.advanceTimersByTimeAsync(3400);
  expect(load).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(200);
  expect(await part).toBe('part');
  expect(load).toHaveBeenCalledTimes(1);
});

it('does not wait out its time when the browser says that the network is back', async () => {
  server.mockImplementationOnce(gone);
  const part = fetchPart(importOf('part-1.js', () => Promise.resolve('part')));
  await vi.advanceTimersByTimeAsync(100);
  dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);
  expect(await part).toBe('part');
});

it('fails when the server is there and the file is not, in words that the router knows', async () => {
  server.mockImplementationOnce(() => Promise.resolve(new Response(null, { status: 404 })));
  const load = vi.fn<() => Promise<string>>().mockResolvedValue('part');
  const told = expect(fetchPart(importOf('part-1.js', load))).rejects.toThrow(
    /^Failed to fetch dynamically imported module: \/assets\/part-1\.js$/,
  );
  await vi.advanceTimersByTimeAsync(0);
  await told;
  expect(load).not.toHaveBeenCalled();
});
