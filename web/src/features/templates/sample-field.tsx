// The sample file of a header: chosen or dropped, uploaded to Meta at once, shown in the preview from here.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { FileText, ImageIcon, Upload, Video, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { uploadSample } from '~/api/templates';
import { Button } from '~/ui/button';
import { Field } from '~/ui/field';
import { IconButton } from '~/ui/icon-button';
import { useForm } from './context';
import type { HeaderFormat, Sample } from './draft';

const accepted: Partial<Record<HeaderFormat, string>> = {
  IMAGE: 'image/jpeg,image/png',
  VIDEO: 'video/mp4,video/3gpp',
  DOCUMENT: 'application/pdf',
};

interface Props {
  place: string;
  format: HeaderFormat;
  file: Sample | null;
  onChange: (file: Sample | null) => void;
}

export function SampleField({ place, format, file, onChange }: Props) {
  const { t } = useLingui();
  const { id } = useWorkspace();
  const { error, locked } = useForm();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: async (chosen: File) => ({
      handle: await uploadSample(id, chosen),
      name: chosen.name,
      url: URL.createObjectURL(chosen),
    }),
    onSuccess: onChange,
  });
  const take = (files: FileList | null) => {
    const chosen = files?.[0];
    if (chosen && locked === null) upload.mutate(chosen);
  };
  const Icon = format === 'VIDEO' ? Video : format === 'DOCUMENT' ? FileText : ImageIcon;
  const said = { IMAGE: t`JPEG or PNG, at most 5 MB`, VIDEO: t`MP4, at most 16 MB`, DOCUMENT: t`PDF, at most 100 MB` };
  const problem = upload.error ? asProblem(upload.error).detail : error(`${place}/example/header_handle`);
  return (
    <Field label={t`Sample file`} hint={Reflect.get(said, format)} error={problem}>
      {(field) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button does the same
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            take(event.dataTransfer.files);
          }}
          className={`flex flex-wrap items-center gap-3 rounded-card border border-dashed p-3 ${over ? 'border-accent bg-accent-soft' : 'border-line-strong'}`}
        >
          <Icon aria-hidden="true" className="size-5 shrink-0 text-fg-3" strokeWidth={1.5} />
          <span className="min-w-0 flex-1 truncate text-13">
            {file === null ? (
              <span className="text-fg-3">
                <Trans>Drop a file here, or choose one.</Trans>
              </span>
            ) : (
              <bdi>{file.name || t`The sample Meta has`}</bdi>
            )}
          </span>
          {file && <IconButton icon={X} size="sm" label={t`Take the file away`} onClick={() => onChange(null)} />}
          <Button icon={Upload} busy={upload.isPending} disabledReason={locked} onClick={() => picker.current?.click()}>
            {file ? t`Replace` : t`Choose file`}
          </Button>
          <input
            {...field}
            ref={picker}
            type="file"
            tabIndex={-1}
            className="sr-only"
            accept={accepted[format]}
            onChange={(event) => {
              take(event.target.files);
              event.target.value = '';
            }}
          />
        </div>
      )}
    </Field>
  );
}
