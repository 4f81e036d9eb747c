// A finished form (WhatsApp Flow or address): what was filled in, under the form's own labels where it is one of ours, and its files.
import { Trans, useLingui } from '@lingui/react/macro';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import type { InteractiveContent } from '../interactive';
import type { MessageView } from '../message';
import SubmittedFiles from '../submitted-files';
import { Card, cardAction } from './card';
import type { BubbleProps } from './props';

const SHOWN = 8;

type FormContent = Extract<InteractiveContent, { role: 'form' }>;

export function FormAnswers({ message, content, perspective, actions }: BubbleProps<FormContent>) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const submission = perspective === 'business' ? message.submission : null;
  const rows = useRows(content, submission);
  const shown = all ? rows : rows.slice(0, SHOWN);
  const usual = content.name === 'address_message' ? t`Address given` : t`Form filled in`;
  const { onOpenSubmission } = actions;
  const form = submission?.wa_flow?.id;
  return (
    <Card>
      <p className="flex items-start gap-2 px-3 pt-3 font-medium">
        <ClipboardCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" strokeWidth={1.75} />
        <bdi className="min-w-0">{submission?.wa_flow?.name ?? usual}</bdi>
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 px-3 pt-1.5 pb-3 text-13">
        {shown.map(({ key, label, value }) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt className="max-w-28 text-fg-2 break-words">
              <bdi>{label}</bdi>
            </dt>
            <dd dir="auto" className="min-w-0 break-words whitespace-pre-wrap">
              {value}
            </dd>
          </div>
        ))}
        {shown.length === 0 && (
          <p className="col-span-2 text-fg-2">
            <Trans>No answers were sent with it.</Trans>
          </p>
        )}
      </dl>
      {submission && submission.files.length > 0 && (
        <div className="px-3 pb-3">
          <SubmittedFiles files={submission.files} at={message.sent_at} />
        </div>
      )}
      {(rows.length > shown.length || (submission && form && onOpenSubmission)) && (
        <div className="flex divide-x divide-fg/10 border-t border-fg/10">
          {rows.length > shown.length && (
            <button type="button" className={cardAction} onClick={() => setAll(true)}>
              <Trans>Show all {rows.length}</Trans>
            </button>
          )}
          {submission && form && onOpenSubmission && (
            <button type="button" className={cardAction} onClick={() => onOpenSubmission(form, submission.id)}>
              <Trans>Open submission</Trans>
            </button>
          )}
        </div>
      )}
    </Card>
  );
}

/** What stands in the list: the labels and titles of our form, else what the names on the wire let guess. */
function useRows(content: FormContent, submission: MessageView['submission']) {
  const { t } = useLingui();
  const words = { yes: t`Yes`, no: t`No` };
  if (!submission)
    return content.answers.map(([key, value]) => ({ key, label: labelOf(key), value: answerText(value) }));
  return submission.values.map(({ key, label, value }) => ({ key, label, value: submittedText(value, words) }));
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

/** The server has put titles in place of ids already. */
export function submittedText(value: unknown, words: { yes: string; no: string }): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((one) => submittedText(one, words)).join(', ');
  if (typeof value === 'object')
    return Object.values(value)
      .map((one) => submittedText(one, words))
      .join(' – ');
  return String(value);
}
