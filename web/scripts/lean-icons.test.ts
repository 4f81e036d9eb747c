// The icons we ship are lucide's: each name finds its file, and a name that is no icon stops the build.
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iconFiles, importEachAlone } from './lean-icons.ts';

const files = iconFiles();

describe('imports of icons', () => {
  it('become one for each, also renamed ones', () => {
    const code = importEachAlone("import { Check, Search as Magnifier, type LucideIcon } from 'lucide-react';", files);
    expect(code).toMatch(
      /^import Check from ".*\/icons\/check\.mjs"; import Magnifier from ".*\/icons\/search\.mjs";$/,
    );
  });

  it('fail on a name that lucide does not have', () => {
    expect(() => importEachAlone("import { Nonsense } from 'lucide-react';", files)).toThrow('Nonsense');
  });
});

it('every name has a file', () => {
  expect(files.size).toBeGreaterThan(1000);
  for (const name of ['Check', 'CircleHelp', 'Smartphone']) expect(existsSync(files.get(name) ?? '')).toBe(true);
});
