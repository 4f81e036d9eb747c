// Lays out large graphs beside the page, so that it stays smooth.
import { type LayoutInput, tidy } from './layout';

addEventListener('message', (event: MessageEvent<LayoutInput>) => postMessage(tidy(event.data)));
