// How the console is built, served while developing, and tested.
import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { linguiMessages } from './scripts/lingui-plugin.ts';

const backend = process.env.PRISMWA_URL ?? 'http://127.0.0.1:8080';
const path = (to: string) => fileURLToPath(new URL(to, import.meta.url));

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
  ],
  resolve: {
    alias: {
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
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 20 },
            {
              name: 'tanstack',
              test: /node_modules[\\/]@tanstack[\\/](react-router|router-core|history|react-query|query-core|react-store|store)[\\/]/,
              priority: 10,
            },
            // Small pieces that every page uses travel better together than in thirty files.
            {
              name: 'shell',
              test: /src[\\/](?:lib|api[\\/](?:account|bootstrap|can|channel|client|conversation|conversation-cache|conversation-pages|conversations|current-workspace|errors|query-client|session|team)\.tsx?|ui[\\/](?:avatar|badge|button|confirm|dialog|empty-state|icon-button|kbd|menu|popover|skeleton|toast|tooltip-layer)\.tsx|layouts[\\/]commands|realtime[\\/](?:connection|line|presence))/,
              priority: 5,
            },
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
