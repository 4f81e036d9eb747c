// Listens for what a person would not see: broken security policy, script errors, failed assets. A story ends with none.
import type { Page } from '@playwright/test';

/** Starts listening; the returned list fills while the story runs. While `cutOff` says so, nobody wonders that the network fails. */
export async function watch(page: Page, cutOff: () => boolean): Promise<string[]> {
  const complaints: string[] = [];
  await page.exposeFunction('__prismwaViolation', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = Reflect.get(window, '__prismwaViolation') as (text: string) => void;
      report(`content security policy: ${event.effectiveDirective} blocked ${event.blockedURI || 'inline code'}`);
    });
  });
  page.on('pageerror', (error) => complaints.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A refused request is a story's own business (a wrong password is answered 401); the browser logs it all the same.
    const refused = message.text().startsWith('Failed to load resource');
    const gone = cutOff() && message.text().startsWith('WebSocket connection to');
    if (message.type() === 'error' && !refused && !gone) complaints.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // The browser gives up requests of a page that is being left.
    if (!reason.includes('ERR_ABORTED') && !cutOff()) complaints.push(`request failed: ${request.url()} ${reason}`);
  });
  return complaints;
}
