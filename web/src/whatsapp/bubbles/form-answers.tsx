// A finished form (WhatsApp Flow or address): what was filled in, as a list.
import { Trans, useLingui } from '@lingui/react/macro';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import type { InteractiveContent } from '../interactive';
import { Card, cardAction } from './card';

const SHOWN = 8;

export function FormAnswers({ content }: { content: Extract<InteractiveContent, { role: 'form' }> }) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const shown = all ? content.answers : content.answers.slice(0, SHOWN);
  return (
    <Card>
      <p className="flex items-center gap-2 px-3 pt-3 font-medium">
        <ClipboardCheck aria-hidden className="size-4 text-success" strokeWidth={1.75} />
        {content.name === 'address_message' ? t`Address given` : t`Form filled in`}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 px-3 pt-1.5 pb-3 text-13">
        {shown.map(([key, value]) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt className="max-w-28 text-fg-2">
              <bdi>{labelOf(key)}</bdi>
            </dt>
            <dd className="min-w-0">
              <bdi>{answerText(value)}</bdi>
            </dd>
          </div>
        ))}
        {shown.length === 0 && (
          <p className="col-span-2 text-fg-2">
            <Trans>No answers were sent with it.</Trans>
          </p>
        )}
      </dl>
      {content.answers.length > shown.length && (
        <div className="flex border-t border-fg/10">
          <button type="button" className={cardAction} onClick={() => setAll(true)}>
            <Trans>Show all {content.answers.length}</Trans>
          </button>
        </div>
      )}
    </Card>
  );
}

/** screen_0_Full_name_1 → Full name: the names Meta's builder makes are not for people. */
export function labelOf(key: string): string {
  const words = key
    .replace(/^screen_\d+_/, '')
    .replace(/_\d+$/, '')
    .replaceAll('_', ' ')
    .trim();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
}

function answerText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.map(answerText).join(', ');
  if (typeof value === 'object') return 'file_name' in value ? String(value.file_name) : JSON.stringify(value);
  return String(value).replace(/^\d+_(?=\S)/, '');
}
