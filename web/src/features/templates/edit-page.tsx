// Changes a template: its parts anew, which Meta then looks at again.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { type MessageTemplate, templates } from '~/api/templates';
import { ProblemNote } from '~/layouts/form/problem-note';
import { useTitle } from '~/lib/use-title';
import { Skeleton } from '~/ui/skeleton';
import { toast } from '~/ui/toast';
import { BackLink } from './back-link';
import { Builder } from './builder';
import { draftOf } from './draft';
import { canBeChanged } from './rules';

export default function EditTemplatePage({ template: templateId }: { template: string }) {
  const { id } = useWorkspace();
  const template = useQuery(templates.get(id, templateId));
  if (template.isPending) return <Skeleton className="m-8 h-60 w-full max-w-160" />;
  if (template.isError)
    return (
      <div className="p-8">
        <ProblemNote problem={asProblem(template.error)} />
      </div>
    );
  return <Editing template={template.data} />;
}

function Editing({ template }: { template: MessageTemplate }) {
  const { t } = useLingui();
  const { id, can, workspace } = useWorkspace();
  const navigate = useNavigate();
  useTitle(t`Change ${template.name}`, workspace.name);
  const update = useMutation(templates.update(id, template.id));
  const start = draftOf(template);
  const files = [start.header, ...start.cards.map((card) => card.header)].filter(
    (header) => header.file !== null,
  ).length;
  return (
    <Builder
      head={
        <div className="flex flex-col gap-2">
          <BackLink />
          <h1 tabIndex={-1} className="font-semibold text-20">
            <Trans>
              Change <bdi>{template.name}</bdi>
            </Trans>{' '}
            <span className="font-mono text-14 text-fg-3">{template.language}</span>
          </h1>
          {template.status === 'APPROVED' && (
            <p className="text-14 text-fg-2">
              <Trans>
                An approved template can be changed once a day and ten times in 30 days. It keeps its category.
              </Trans>
            </p>
          )}
          {files > 0 && (
            <p className="text-14 text-fg-2">
              <Plural
                value={files}
                one="Meta wants its sample file uploaded once more."
                other="Meta wants its # sample files uploaded once more."
              />
            </p>
          )}
        </div>
      }
      start={start}
      fixed={template.status === 'APPROVED' ? 'name, language and category' : 'name and language'}
      locked={can.permission('templates:manage') ?? canBeChanged(template)}
      submitLabel={t`Send the change to Meta`}
      busy={update.isPending}
      problem={update.error ? asProblem(update.error) : null}
      onSubmit={({ components, category, message_send_ttl_seconds }) =>
        update.mutate(
          {
            components,
            ...(template.status !== 'APPROVED' && { category }),
            ...(message_send_ttl_seconds !== undefined && { message_send_ttl_seconds }),
          },
          {
            onSuccess: () => {
              toast({ tone: 'success', title: t`Sent to Meta for review` });
              void navigate({ to: '/w/$ws/templates/$template', params: { ws: id, template: template.id } });
            },
          },
        )
      }
    />
  );
}
