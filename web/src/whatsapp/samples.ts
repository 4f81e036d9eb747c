// One message of every kind, with the edge cases of each, for the gallery and for tests.
import { cards } from './samples/cards';
import { files } from './samples/files';
import type { Example } from './samples/make';
import { oddities } from './samples/oddities';
import { offers } from './samples/offers';
import { templates } from './samples/templates';
import { words } from './samples/words';

export { file, picture, sample, tone } from './samples/make';

/** Every kind, as sections of the gallery. */
export function examples(): Example[] {
  return [words, files, cards, offers, templates, oddities].flatMap((section) => section());
}
