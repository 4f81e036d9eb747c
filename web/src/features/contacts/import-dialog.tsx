// Contacts from a file: choose it, say what each column is, see what would happen, run it, and take it back.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { imports, isBusy } from '~/api/imports';
import { ProblemNote } from '~/layouts/form/problem-note';
import { moment } from '~/lib/dates';
import { Badge } from '~/ui/badge';
import { Button } from '~/ui/button';
import { Dialog } from '~/ui/dialog';
import { Skeleton } from '~/ui/skeleton';
import { ImportMapping } from './import-mapping';
import { ImportReport, useImportStates } from './import-report';

export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Dialog open onClose={onClose} size="lg" title={t`Import contacts`}>
      {open ? <OneImport id={open} onBack={() => setOpen(null)} onClose={onClose} /> : <Choose onOpen={setOpen} />}
    </Dialog>
  );
}

function Choose({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const picker = useRef<HTMLInputElement>(null);
  const upload = useMutation({ ...imports.upload(id), onSuccess: (made) => onOpen(made.id) });
  const before = useQuery(imports.list(id)).data ?? [];
  const states = useImportStates();
  const take = (files: FileList | null) => {
    const file = files?.item(0);
    if (file) upload.mutate(file);
  };
  return (
    <div className="flex flex-col gap-6">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files may also be dropped here; the button does the same */}
      <div
        className="flex flex-col items-center gap-3 rounded-card border border-line-strong border-dashed p-8 text-center"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files);
        }}
      >
        <FileUp aria-hidden="true" className="size-8 text-fg-3" strokeWidth={1.5} />
        <p className="max-w-100 text-14 text-fg-2">
          <Trans>
            A CSV file with a first line of column names, from any spreadsheet; at most 10 MB and 100,000 rows. Numbers
            need their country code.
          </Trans>
        </p>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          aria-label={t`File of contacts`}
          className="sr-only"
          onChange={(event) => take(event.target.files)}
        />
        <Button variant="primary" busy={upload.isPending} onClick={() => picker.current?.click()}>
          <Trans>Choose a file</Trans>
        </Button>
        {upload.error && <ProblemNote problem={asProblem(upload.error)} />}
      </div>
      {before.length > 0 && (
        <section className="flex flex-col gap-2">
          <h3 className="font-semibold text-14">
            <Trans>Earlier imports</Trans>
          </h3>
          <ul className="divide-y divide-line rounded-card border border-line bg-surface">
            {before.map((one) => (
              <li key={one.id} className="flex items-center gap-3 px-3 py-2 text-13">
                <button
                  type="button"
                  onClick={() => onOpen(one.id)}
                  className="min-w-0 flex-1 truncate text-start font-medium hover:underline coarse:min-h-11"
                >
                  <bdi>{one.file_name}</bdi>
                </button>
                <time dateTime={one.created_at} className="text-fg-3">
                  {moment(one.created_at)}
                </time>
                <Badge tone={one.state === 'done' ? 'success' : 'neutral'}>{states[one.state]}</Badge>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function OneImport({ id: importId, onBack, onClose }: { id: string; onBack: () => void; onClose: () => void }) {
  const { id } = useWorkspace();
  const found = useQuery(imports.get(id, importId));
  if (found.isError) return <ProblemNote problem={asProblem(found.error)} />;
  if (!found.data) return <Skeleton className="h-60" />;
  const one = found.data;
  return (
    <div className="flex flex-col gap-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-13 text-fg-2">
        <bdi className="font-semibold text-14 text-fg">{one.file_name}</bdi>
        <Trans>
          {one.row_count} rows, read as {one.encoding}
        </Trans>
      </p>
      {one.state === 'uploaded' || one.state === 'checked' ? <ImportMapping key={one.id} found={one} /> : null}
      {one.state !== 'uploaded' && <ImportReport found={one} />}
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack}>
          <Trans>All imports</Trans>
        </Button>
        {!isBusy(one.state) && (
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
        )}
      </div>
    </div>
  );
}
