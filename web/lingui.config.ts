// Which languages exist and where their texts are kept. English is the source.
import type { LinguiConfig } from '@lingui/conf';

const config: LinguiConfig = {
  locales: ['en'],
  sourceLocale: 'en',
  catalogs: [{ path: '<rootDir>/src/locales/{locale}', include: ['src'], exclude: ['**/*.test.*', '**/generated/**'] }],
  orderBy: 'origin',
  formatOptions: { lineNumbers: false },
};

export default config;
