// A file of the workspace: chosen from this computer, uploaded at once, remembered by its id.
import { Trans, useLingui } from '@lingui/react/macro';
import { FileUp, Paperclip, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { uploadMedia } from '~/api/media';
import { Button } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import type { PickerFieldProps } from './choose';
import { FieldFrame } from './field-frame';
import { useForm } from './form-context';

export function MediaField({ path, label, hint, value }: PickerFieldProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { change, editable } = useForm();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asset = typeof value === 'string' ? value : '';

  const upload = async (file: File) => {
    setProblem(null);
    setProgress(0);
    try {
      const made = await uploadMedia(ws, file, setProgress, new AbortController().signal);
      setName(file.name);
      change(path, made.id);
    } catch (error) {
      setProblem(asProblem(error).detail);
    } finally {
      setProgress(null);
    }
  };
  return (
    <FieldFrame path={path} label={label} hint={hint}>
      {(control) => (
        <>
          {asset !== '' ? (
            <div className="flex h-8.5 items-center gap-2 rounded-control border border-line ps-2.5 pe-1 text-13">
              <Paperclip aria-hidden="true" className="size-4 shrink-0 text-fg-3" />
              <bdi className="min-w-0 flex-1 truncate">{name ?? asset}</bdi>
              {editable && (
                <IconButton icon={X} size="sm" label={t`Take away`} onClick={() => change(path, undefined)} />
              )}
            </div>
          ) : (
            <Button
              size="sm"
              icon={FileUp}
              className="self-start"
              busy={progress !== null}
              disabledReason={editable ? null : t`Read only`}
              onClick={() => input.current?.click()}
            >
              {progress === null ? <Trans>Upload a file</Trans> : <Trans>{Math.round(progress * 100)} %</Trans>}
            </Button>
          )}
          <input
            {...control}
            ref={input}
            type="file"
            className="hidden"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void upload(file);
            }}
          />
          {problem && <p className="text-12 text-danger">{problem}</p>}
        </>
      )}
    </FieldFrame>
  );
}
