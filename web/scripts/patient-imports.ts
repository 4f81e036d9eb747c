// Vite plugin: sends every `import()` of the built console through lib/fetch-part.ts instead of Vite's own helper, which would have the
// browser remember a part as broken when the network was gone for a moment.
import { join } from 'node:path';
import type { Plugin } from 'vite';

const helper = /vite\/preload-helper/;
const ours = join(import.meta.dirname, '../src/lib/fetch-part.ts');

export function patientImports(): Plugin {
  return {
    name: 'prismwa:patient-imports',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: helper },
      handler: () => `export { fetchPart as __vitePreload } from ${JSON.stringify(ours)};`,
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      if (!chunks.some((chunk) => chunk.moduleIds.includes(ours)))
        this.error('nothing is imported through lib/fetch-part.ts');
      // It reads the path out of the import's own text.
      for (const { code, fileName, dynamicImports } of chunks) {
        const read = new Set(
          [...code.matchAll(/import\(["'`]\.\/([\w.$-]+)["'`]\)/g)].map(([, file]) => `assets/${file}`),
        );
        const unread = dynamicImports.filter((file) => !read.has(file));
        if (unread.length > 0) this.error(`${fileName} imports ${unread} in a way that lib/fetch-part.ts cannot read`);
      }
    },
  };
}
