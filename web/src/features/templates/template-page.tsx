// One template: its languages as tabs, what Meta says about it, the bubble, and what can be done.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleAlert, Copy, FileX2, Languages, Pencil, Play, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type MessageTemplate, type TemplateLine, templates } from '~/api/templates';
import { exact } from '~/lib/dates';
import { useTitle } from '~/lib/use-title';
import { Badge } from '~/ui/badge';
import { Button, buttonClass } from '~/ui/button';
import { confirm } from '~/ui/confirm';
import { EmptyState } from '~/ui/empty-state';
import { JsonView } from '~/ui/json-view';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { BackLink } from './back-link';
import { TemplatePreview } from './preview';
import { canBeChanged } from './rules';
import { useTemplateWords } from './words';

export default function TemplatePage({ template: templateId }: { template: string }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const template = useQuery(templates.get(id, templateId));
  if (template.isPending) {
    return (
      <div aria-hidden="true" className="mx-auto flex w-full max-w-240 flex-col gap-6 p-8">
        <Skeleton className="h-14 w-72" />
        <Skeleton className="h-60" />
      </div>
    );
  }
  if (template.isError) {
    const problem = asProblem(template.error);
    const gone = problem.status === 404;
    return (
      <EmptyState
        icon={gone ? FileX2 : CircleAlert}
        wholePage
        title={gone ? t`This template does not exist` : problem.detail}
        action={
          gone ? (
            <BackLink />
          ) : (
            <Button onClick={() => void template.refetch()}>
              <Trans>Try again</Trans>
            </Button>
          )
        }
      >
        {gone ? <Trans>It may have been deleted at Meta.</Trans> : problem.remedy}
      </EmptyState>
    );
  }
  return <Found template={template.data} />;
}

function Found({ template }: { template: MessageTemplate }) {
  const { t } = useLingui();
  const { id, workspace } = useWorkspace();
  useTitle(template.name, workspace.name);
  const siblings = useQuery(templates.siblings(id, template.name));
  return (
    <div className="scroller min-h-0 flex-1 bg-surface">
      <div className="mx-auto flex w-full max-w-240 flex-col gap-6 px-4 pt-6 pb-16 md:px-8">
        <header className="flex flex-col gap-3">
          <BackLink />
          <div className="flex flex-wrap items-start justify-between gap-3">
            <h1 tabIndex={-1} className="min-w-0 break-all font-semibold text-20">
              <bdi>{template.name}</bdi>
            </h1>
            <Actions template={template} languages={siblings.data?.length ?? 1} />
          </div>
          <LanguageTabs lines={siblings.data ?? []} current={template} />
        </header>
        <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <State template={template} />
            <Facts template={template} />
          </div>
          <section className="flex min-w-0 flex-col gap-3 lg:col-start-2 lg:row-start-1">
            <h2 className="font-semibold text-14">
              <Trans>Preview</Trans>
            </h2>
            <TemplatePreview
              definition={{
                name: template.name,
                language: template.language,
                category: template.category,
                parameter_format: template.parameter_format,
                components: template.components.map((part) => ({ ...part })),
              }}
              label={t`The message as a contact gets it`}
            />
          </section>
        </div>
        <details className="rounded-card border border-line p-3">
          <summary className="touch-target cursor-pointer font-medium text-13">
            <Trans>Definition at Meta</Trans>
          </summary>
          <div className="pt-3">
            <JsonView label={t`Definition at Meta`} value={template.components} />
          </div>
        </details>
      </div>
    </div>
  );
}

function LanguageTabs({ lines, current }: { lines: readonly TemplateLine[]; current: MessageTemplate }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const words = useTemplateWords();
  return (
    <nav aria-label={t`Languages`} className="flex flex-wrap gap-1 border-line border-b">
      {lines.map((line) => (
        <Link
          key={line.id}
          to="/w/$ws/templates/$template"
          params={{ ws: id, template: line.id }}
          aria-current={line.id === current.id ? 'page' : undefined}
          className="-mb-px flex h-9 items-center gap-1.5 border-transparent border-b-2 px-2 font-medium text-13 text-fg-2 hover:text-fg aria-[current=page]:border-accent aria-[current=page]:text-fg"
        >
          {words.language(line.language)}
          <Badge tone={words.statusTone(line.status)}>{words.status(line.status)}</Badge>
        </Link>
      ))}
    </nav>
  );
}

function Actions({ template, languages }: { template: MessageTemplate; languages: number }) {
  const { t } = useLingui();
  const { id, can } = useWorkspace();
  const navigate = useNavigate();
  const refusal = can.permission('templates:manage');
  const remove = useMutation(templates.remove(id));
  const wake = useMutation({
    ...templates.unpause(id, template.id),
    onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
  });
  const write = (as: 'copy' | 'language') =>
    void navigate({ to: '/w/$ws/templates/new', params: { ws: id }, search: { from: template.id, as } });
  const erase = async (everywhere: boolean) => {
    const yes = await confirm({
      title: everywhere
        ? t`Delete ${template.name} in every language?`
        : t`Delete ${template.name} (${template.language})?`,
      body:
        template.status === 'APPROVED'
          ? t`It is deleted at Meta at once, and its name cannot be used again for 30 days.`
          : t`It is deleted at Meta at once.`,
      action: t`Delete`,
    });
    if (!yes) return;
    remove.mutate(
      { id: template.id, everywhere },
      {
        onSuccess: () => {
          toast({ tone: 'success', title: t`Deleted` });
          void navigate({ to: '/w/$ws/templates', params: { ws: id } });
        },
        onError: (error) => toast({ tone: 'danger', title: asProblem(error).detail }),
      },
    );
  };
  return (
    <div className="flex flex-wrap gap-2">
      {template.status === 'PAUSED' && (
        <Button icon={Play} busy={wake.isPending} disabledReason={refusal} onClick={() => wake.mutate()}>
          <Trans>Unpause</Trans>
        </Button>
      )}
      <Button
        icon={Pencil}
        disabledReason={refusal ?? canBeChanged(template)}
        onClick={() =>
          void navigate({ to: '/w/$ws/templates/$template/edit', params: { ws: id, template: template.id } })
        }
      >
        <Trans>Change</Trans>
      </Button>
      <Button icon={Languages} disabledReason={refusal} onClick={() => write('language')}>
        <Trans>Add language</Trans>
      </Button>
      <Button icon={Copy} disabledReason={refusal} onClick={() => write('copy')}>
        <Trans>Duplicate</Trans>
      </Button>
      <Button icon={Trash2} busy={remove.isPending} disabledReason={refusal} onClick={() => void erase(false)}>
        <Trans>Delete</Trans>
      </Button>
      {languages > 1 && (
        <Button busy={remove.isPending} disabledReason={refusal} onClick={() => void erase(true)}>
          <Trans>Delete all languages</Trans>
        </Button>
      )}
    </div>
  );
}

/** What Meta says about it, why, and the way out. */
function State({ template }: { template: MessageTemplate }) {
  const words = useTemplateWords();
  const { id, can } = useWorkspace();
  const reason = template.rejected_reason;
  const wrong = template.status === 'REJECTED';
  return (
    <section
      className={`flex flex-col gap-2 rounded-card border p-4 ${wrong ? 'border-danger/40 bg-danger-soft' : 'border-line'}`}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={words.statusTone(template.status)}>{words.status(template.status)}</Badge>
        {words.quality(template.quality) && (
          <Badge tone={words.qualityTone(template.quality)}>{words.quality(template.quality)}</Badge>
        )}
      </div>
      <p className="text-14">{words.statusMeans(template.status)}</p>
      {reason && (
        <p className="text-14">
          <span className="font-medium">{words.reason(reason)}</span>{' '}
          <code className="font-mono text-11 text-fg-3">{reason}</code>
        </p>
      )}
      {template.recommendation && <p className="text-14 text-fg-2">{template.recommendation}</p>}
      {template.correct_category && (
        <p className="text-14 text-warning">
          {template.category_changes_at ? (
            <Trans>
              Meta moves it to {words.category(template.correct_category)} on {exact(template.category_changes_at)}.
            </Trans>
          ) : (
            <Trans>Meta moves it to {words.category(template.correct_category)}.</Trans>
          )}
        </p>
      )}
      {wrong && can.has('templates:manage') && (
        <Link
          to="/w/$ws/templates/$template/edit"
          params={{ ws: id, template: template.id }}
          className={buttonClass({ variant: 'primary', className: 'w-fit' })}
        >
          <Trans>Change and send again</Trans>
        </Link>
      )}
    </section>
  );
}

function Facts({ template }: { template: MessageTemplate }) {
  const { t } = useLingui();
  const words = useTemplateWords();
  const rows: [string, ReactNode][] = [
    [t`Category`, words.category(template.category)],
    [t`Language`, `${words.language(template.language)} (${template.language})`],
    [t`Variables`, template.parameter_format === 'NAMED' ? t`With names` : t`Counted`],
    [t`Changed`, exact(template.updated_at)],
    [
      t`Id at Meta`,
      <code key="id" className="font-mono text-12">
        {template.meta_id}
      </code>,
    ],
  ];
  if (template.previous_category) rows.splice(1, 0, [t`Category before`, words.category(template.previous_category)]);
  if (template.message_send_ttl_seconds)
    rows.push([t`Meta tries for`, t`${template.message_send_ttl_seconds} seconds`]);
  return (
    <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-13">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-fg-3">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
