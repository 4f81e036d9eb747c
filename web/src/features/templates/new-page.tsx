// A new template, or an existing one in another language or under another name.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type MessageTemplate, templates } from '~/api/templates';
import { ForbiddenPage } from '~/layouts/notice-page';
import { useTitle } from '~/lib/use-title';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { BackLink } from './back-link';
import { Builder } from './builder';
import { type Draft, draftOf, emptyDraft } from './draft';
import { languages } from './languages';

/** `from` is the template it is made from; `as` says what stays. */
export default function NewTemplatePage({ from, as }: { from?: string | undefined; as?: string | undefined }) {
  const { t } = useLingui();
  const { can } = useWorkspace();
  if (!can.has('templates:read')) return <ForbiddenPage place={t`templates`} />;
  return from ? <FromAnother from={from} as={as === 'copy' ? 'copy' : 'language'} /> : <Writing start={emptyDraft()} />;
}

function FromAnother({ from, as }: { from: string; as: 'copy' | 'language' }) {
  const { id } = useWorkspace();
  const source = useQuery(templates.get(id, from));
  const siblings = useQuery({ ...templates.siblings(id, source.data?.name ?? ''), enabled: source.data !== undefined });
  if (source.isPending || (as === 'language' && siblings.isPending))
    return <Skeleton className="m-8 h-60 w-full max-w-160" />;
  if (source.data === undefined) return <Writing start={emptyDraft()} />;
  const taken = siblings.data?.map((line) => line.language) ?? [];
  return (
    <Writing key={from} start={made(source.data, as, taken)} source={as === 'language' ? source.data : undefined} />
  );
}

/** Samples of files are good for one submission: they are asked for again. */
function made(template: MessageTemplate, as: 'copy' | 'language', taken: readonly string[]): Draft {
  const draft = draftOf(template);
  const fresh = {
    ...draft,
    header: { ...draft.header, file: null },
    cards: draft.cards.map((card) => ({ ...card, header: { ...card.header, file: null } })),
  };
  if (as === 'copy') return { ...fresh, name: `${template.name}_copy` };
  return { ...fresh, language: languages.find((code) => !taken.includes(code) && isCommon(code)) ?? 'en' };
}

const isCommon = (code: string) => ['en_US', 'es', 'pt_BR', 'fr', 'de', 'it', 'hi', 'id', 'ar'].includes(code);

function Writing({ start, source }: { start: Draft; source?: MessageTemplate | undefined }) {
  const { t } = useLingui();
  const { id, can, workspace } = useWorkspace();
  const navigate = useNavigate();
  const title = source ? t`Another language of ${source.name}` : t`New template`;
  useTitle(title, workspace.name);
  const create = useMutation(templates.create(id));
  return (
    <Builder
      head={
        <div className="flex flex-col gap-2">
          <BackLink />
          <h1 tabIndex={-1} className="font-semibold text-20">
            {title}
          </h1>
          {source && (
            <p className="text-14 text-fg-2">
              <Trans>The parts are taken over; translate the words.</Trans>
            </p>
          )}
        </div>
      }
      start={start}
      fixed={source ? 'everything' : null}
      locked={can.permission('templates:manage')}
      submitLabel={t`Send to Meta`}
      busy={create.isPending}
      problem={create.error ? asProblem(create.error) : null}
      onSubmit={(definition) =>
        create.mutate(definition, {
          onSuccess: (template) => {
            toast({ tone: 'success', title: t`Sent to Meta for review` });
            void navigate({ to: '/w/$ws/templates/$template', params: { ws: id, template: template.id } });
          },
        })
      }
    />
  );
}
