// The inside of the template dialog: find one on the left, fill it in and see it on the right.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ArrowLeft, FileQuestion, RefreshCw, SearchX } from 'lucide-react';
import { useState } from 'react';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import type { Conversation, Template } from '~/api/schema';
import { focusAtOnce } from '~/lib/focus-at-once';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { EmptyState } from '~/ui/empty-state';
import { IconButton } from '~/ui/icon-button';
import { Input } from '~/ui/input';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { bodyText } from './template-fields';
import { TemplateForm } from './template-form';

/** Typing finds a template at once; on a touch screen the keyboard would cover the list. */
function focusByKeyboard(input: HTMLElement | null): void {
  if (!matchMedia('(pointer: coarse)').matches) focusAtOnce(input);
}

export default function TemplateChooser({ conversation, onSent }: { conversation: Conversation; onSent: () => void }) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const templates = useQuery(channel.templates(ws, { status: 'APPROVED' }));
  const refresh = useMutation(channel.refreshTemplates(ws));
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<Template | null>(null);

  if (templates.isPending) return <Skeleton className="h-80 w-full" />;
  if (templates.isError) {
    const problem = asProblem(templates.error);
    return (
      <EmptyState
        icon={FileQuestion}
        title={problem.detail}
        action={<Button onClick={() => templates.refetch()}>{t`Try again`}</Button>}
      >
        {problem.remedy}
      </EmptyState>
    );
  }
  const needle = query.trim().toLowerCase();
  const found = templates.data.filter((one) => `${one.name} ${bodyText(one, [], {})}`.toLowerCase().includes(needle));
  return (
    <div className="grid min-h-80 gap-4 md:grid-cols-[16rem_1fr]">
      <div className={clsx('flex min-h-0 flex-col gap-2 pt-1', chosen && 'max-md:hidden')}>
        <div className="flex items-center gap-1">
          <Input
            ref={focusByKeyboard}
            type="search"
            aria-label={t`Find a template`}
            placeholder={t`Find a template`}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
          <IconButton
            icon={RefreshCw}
            label={t`Ask Meta for the list again`}
            className={refresh.isPending ? '[&_svg]:animate-spin motion-reduce:[&_svg]:animate-none' : ''}
            onClick={() =>
              refresh.mutate(undefined, {
                onError: (error) => toast({ title: asProblem(error).detail, tone: 'danger' }),
              })
            }
          />
        </div>
        <ul aria-label={t`Templates`} className="flex flex-col gap-1 md:scroller md:max-h-[50vh]">
          {found.map((template) => (
            <li key={template.id}>
              <button
                type="button"
                aria-pressed={template.id === chosen?.id}
                onClick={() => setChosen(template)}
                className="ring-inside flex w-full flex-col gap-0.5 rounded-control px-2 py-1.5 text-start hover:bg-hover aria-pressed:bg-selected"
              >
                <span className="flex items-center gap-2">
                  <bdi className="truncate font-medium text-13">{template.name}</bdi>
                  <Badge className="shrink-0">{template.language}</Badge>
                </span>
                <bdi className="line-clamp-2 text-12 text-fg-3">{bodyText(template, [], {})}</bdi>
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <EmptyState
            icon={SearchX}
            title={templates.data.length === 0 ? t`No approved templates yet` : t`No template matches`}
          >
            {templates.data.length === 0 && <Trans>Templates are made and approved in WhatsApp Manager.</Trans>}
          </EmptyState>
        )}
      </div>
      {chosen ? (
        <div className="flex min-w-0 flex-col gap-2">
          <Button variant="ghost" icon={ArrowLeft} className="self-start md:hidden" onClick={() => setChosen(null)}>
            <Trans>All templates</Trans>
          </Button>
          <TemplateForm key={chosen.id} template={chosen} conversation={conversation} onSent={onSent} />
        </div>
      ) : (
        <div className="hidden md:block">
          <EmptyState icon={FileQuestion} title={t`Choose a template`}>
            <Trans>Its text, its variables and how it will look appear here.</Trans>
          </EmptyState>
        </div>
      )}
    </div>
  );
}
