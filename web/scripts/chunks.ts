// Which chunk of the built console a module travels in: what the first screens need goes in a few files that grow with the screen,
// because thirty small files compress badly, and each costs a request and a line in every list of files to fetch ahead.
// Everything else is fetched when it is first used, in the chunks the bundler finds.
import type { Plugin } from 'vite';

/** In the order they are reached; a module belongs to the first that cannot do without it. */
const screens = [
  { name: 'shell', root: /\/src\/main\.tsx$/ },
  { name: 'workspace', root: /\/src\/routes\/w\.\$ws\.tsx\?/ },
  { name: 'inbox', root: /\/src\/routes\/w\.\$ws\.inbox[^?]*\.tsx\?/ },
  { name: 'thread', root: /\/src\/features\/inbox\/thread\.tsx$/ },
  // What layouts/fetch-ahead.ts fetches in a quiet moment.
  { name: 'overlays', root: /\/src\/ui\/(?:(?:menu|dialog|popover)-popup|toaster)\.tsx$/ },
] as const;

/** The chunks, the deepest first: nothing in one needs a later one. */
const order = ['shell', 'workspace', 'inbox', 'pieces', 'bubbles', 'thread', 'overlays'] as const;

/** What other pages use as well stays out of the inbox' own files, so that they need not fetch the inbox. */
function chunkOf(screen: (typeof screens)[number]['name'], id: string): (typeof order)[number] {
  const isBubble = id.includes('/src/whatsapp/') && !id.endsWith('/read.ts');
  if (screen === 'overlays' && isIcon(id)) return 'pieces';
  const isOwn = id.includes('/src/features/') || id.includes('/src/routes/');
  if (screen === 'inbox') return isOwn ? 'inbox' : 'workspace';
  if (screen !== 'thread' || isOwn) return screen;
  return isBubble ? 'bubbles' : 'pieces';
}

const isIcon = (id: string) => /\/lucide-react\/|\/ui\/drawn-icon/.test(id);

export type Imports = { ids: Iterable<string>; importsOf: (id: string) => readonly string[] };

/** The chunk of every module that a first screen reaches without waiting. */
export function assignChunks({ ids, importsOf }: Imports): Map<string, string> {
  const chunks = new Map<string, string>();
  const all = [...ids];
  for (const { name, root } of screens) {
    const queue = all.filter((id) => root.test(id));
    const seen = new Set(queue);
    for (const id of queue) {
      // The root stays what the bundler can point at.
      if (!chunks.has(id) && !root.test(id)) chunks.set(id, chunkOf(name, id));
      for (const next of importsOf(id)) {
        if (!seen.has(next)) queue.push(next);
        seen.add(next);
      }
    }
  }
  return chunks;
}

/** The plugin learns the graph, the groups answer with it; what lies deeper is taken first. */
export function screenChunks() {
  let chunks = new Map<string, string>();
  const plugin: Plugin = {
    name: 'prismwa:screen-chunks',
    apply: 'build',
    buildEnd() {
      chunks = assignChunks({ ids: this.getModuleIds(), importsOf: (id) => this.getModuleInfo(id)?.importedIds ?? [] });
    },
  };
  const groups = order.map((name, depth) => ({
    name,
    test: (id: string) => chunks.get(id) === name,
    priority: 9 - depth,
  }));
  return { plugin, groups: [...groups, { name: 'icons', test: isIcon, priority: 1 }] };
}

/** Files that are there before anything can ask for more; no list of what to fetch ahead needs to name them. */
export function worthPreloading(files: string[]): string[] {
  return files.filter((file) => !/\/(?:index|rolldown-runtime|shell|vendor)-[^/]+\.(?:js|css)$/.test(file));
}
