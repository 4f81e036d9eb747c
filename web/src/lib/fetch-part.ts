// The way of every `import()` of the built console (scripts/patient-imports.ts puts it there): first the files are fetched, then the module
// is imported. A browser remembers a module that it could not fetch as broken until the page is loaded anew, so nothing may be imported
// while the network or the server is gone: the part waits for it, and the page stays as it is with what somebody wrote in it.

/** How long to wait between two tries, in milliseconds; the last one repeats. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000];

/** The server is there and does not have the file: the page belongs to another version than the server. */
export class OlderVersionError extends Error {
  constructor(file: string) {
    // The router knows these words, and loads the page anew once.
    super(`Failed to fetch dynamically imported module: ${file}`);
  }
}

const fetched = new Map<string, Promise<void>>();

/** What `load` imports, once its file and the `others` it needs are in the browser. `others`: paths without the leading slash. */
export async function fetchPart<T>(load: () => Promise<T>, others: readonly string[] = []): Promise<T> {
  const own = /import\(\s*["'`]\.\/([^"'`]+)/.exec(String(load))?.[1];
  const files = new Set([...(own ? [`/assets/${own}`] : []), ...others.map((file) => `/${file}`)]);
  await Promise.all([...files].map(fetchOnce));
  return load();
}

function fetchOnce(file: string): Promise<void> {
  const known = fetched.get(file);
  if (known) return known;
  const fetching = fetchPatiently(file);
  fetched.set(file, fetching);
  fetching.catch(() => fetched.delete(file));
  return fetching;
}

async function fetchPatiently(file: string): Promise<void> {
  // What the page itself names is there already.
  if (document.querySelector(`link[href="${file}"]`)) return;
  for (let at = 0; !(await isCached(file)); at += 1) await pause(WAITS_MS[Math.min(at, WAITS_MS.length - 1)] ?? 0);
  if (file.endsWith('.css')) await applied(file);
}

/**
 * Brings the file into the browser's cache, where the import finds it (the server lets it be kept for good). A link that preloads it
 * would be quicker by nothing, and remembered as broken as well. False: the server cannot be reached.
 */
async function isCached(file: string): Promise<boolean> {
  const answer = await fetch(file).catch(() => null);
  if (answer?.status === 404) throw new OlderVersionError(file);
  const body = answer?.ok ? await answer.arrayBuffer().catch(() => null) : null;
  return body !== null;
}

function applied(file: string): Promise<void> {
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: file });
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new OlderVersionError(file));
    document.head.append(link);
  });
}

/** Until the time is over, or the browser says that the network is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
  });
}
