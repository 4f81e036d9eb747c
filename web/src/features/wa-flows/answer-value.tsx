// One answer in words: options by their titles, ticks as yes and no, dates as people write them.
import { useLingui } from '@lingui/react/macro';
import type { WaFlowOutline } from '~/api/wa-flows';
import { i18n } from '~/lib/i18n';
import { inputOf } from './submission-columns';

interface Props {
  name: string;
  value: unknown;
  outline: WaFlowOutline | null;
}

export function AnswerValue({ name, value, outline }: Props) {
  const { t } = useLingui();
  const input = inputOf(outline, name);
  const title = (id: unknown) => input?.options.find(([one]) => one === id)?.[1];
  const words = (one: unknown): string => {
    if (one === null || one === undefined || one === '') return '–';
    if (typeof one === 'boolean') return one ? t`Yes` : t`No`;
    if (Array.isArray(one)) return one.map(words).join(', ');
    if (typeof one === 'object') {
      const from = Reflect.get(one, 'start-date');
      const to = Reflect.get(one, 'end-date');
      if (typeof from === 'string') return `${day(from)} – ${typeof to === 'string' ? day(to) : '?'}`;
      const file = Reflect.get(one, 'file_name');
      return typeof file === 'string' ? file : JSON.stringify(one);
    }
    return title(one) ?? (typeof one === 'string' ? day(one) : String(one));
  };
  return <bdi>{words(value)}</bdi>;
}

/** A date as people write it; anything else as it is. */
function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) return text;
  return new Intl.DateTimeFormat(i18n.locale || 'en', { timeZone: 'UTC', dateStyle: 'medium' }).format(at);
}
