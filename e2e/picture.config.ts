// Takes the README's pictures: `npx playwright test -c picture.config.ts`, with the binary and the web app built.
import { defineConfig } from '@playwright/test';
import stories from './playwright.config.ts';

export default defineConfig({ ...stories, testMatch: 'picture.ts' });
