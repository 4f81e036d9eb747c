// How the console is built, served while developing, and tested.
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { screenChunks, worthPreloading } from './scripts/chunks.ts';
import { leanIcons } from './scripts/lean-icons.ts';
import { linguiMessages } from './scripts/lingui-plugin.ts';
import { patientImports } from './scripts/patient-imports.ts';

const backend = process.env.PRISMWA_URL ?? 'http://127.0.0.1:8080';
const path = (to: string) => fileURLToPath(new URL(to, import.meta.url));

const chunks = screenChunks();

export default defineConfig(({ mode }) => ({
  plugins: [
    linguiMessages(),
    mode !== 'test' &&
      tanstackRouter({
        target: 'react',
        autoCodeSplitting: true,
        routesDirectory: './src/routes',
        generatedRouteTree: './src/route-tree.gen.ts',
        quoteStyle: 'single',
        semicolons: true,
      }),
    react(),
    tailwindcss(),
    leanIcons(),
    patientImports(),
    chunks.plugin,
  ],
  resolve: {
    alias: {
      // What TanStack brings for React 17; React has had this itself since 18.
      'use-sync-external-store/shim/with-selector.js': 'use-sync-external-store/with-selector.js',
      'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector',
      'use-sync-external-store/shim': 'react',
      '~test': path('./test'),
      '~': path('./src'),
      ...(mode === 'mock' && { 'socket.io-client': path('./test/mock/socket.ts') }),
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': backend,
      '/simulator': backend,
      '/socket.io': { target: backend, ws: true },
    },
  },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    manifest: true,
    // Every browser of this target knows modulepreload.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, files, { hostType }) => (hostType === 'js' ? worthPreloading(files) : files),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What changes only when a dependency does stays in browsers' caches from one version to the next.
            {
              name: 'vendor',
              test: /node_modules[\\/](?:react|react-dom|scheduler|use-sync-external-store|clsx|class-variance-authority|@lingui[\\/](?:core|react)|@tanstack[\\/](?:react-router|router-core|history|react-query|query-core|react-store|store))[\\/]/,
              priority: 20,
            },
            ...chunks.groups,
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 30_000,
  },
}));
