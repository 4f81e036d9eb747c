// Photos and documents from the phone: chosen here, handed over by whoever shows the form.
import { Trans, useLingui } from '@lingui/react/macro';
import { Camera, FileText, LoaderCircle, Paperclip, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { type Fields, isFields, list } from '../../read';
import { asText } from '../expression';
import { useEntry, useFormRoom } from '../form-context';
import { amount, MOST_FILES } from '../refuse';

const MOST_KB = 25_600;

export function FilePicker({ it }: { it: Fields }) {
  const { t } = useLingui();
  const id = useId();
  const entry = useEntry(it);
  const { attach } = useFormRoom();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const isPhoto = it.type === 'PhotoPicker';
  const chosen = list(entry.value).filter(isFields);
  const most = amount(it[isPhoto ? 'max-uploaded-photos' : 'max-uploaded-documents']) ?? MOST_FILES;
  const kilobytes = amount(it['max-file-size-kb']) ?? MOST_KB;
  const types = list(it['allowed-mime-types']).filter((type) => typeof type === 'string');
  const add = async (files: readonly File[]) => {
    setProblem(null);
    const fitting = files.filter((file) => file.size <= kilobytes * 1024).slice(0, most - chosen.length);
    if (fitting.length < files.length) setProblem(t`Some files are too large or too many.`);
    setBusy(true);
    try {
      const made: Fields[] = [];
      for (const file of fitting) made.push(await attach(file));
      entry.set([...chosen, ...made]);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t`The file could not be read.`);
    } finally {
      setBusy(false);
    }
  };
  const Icon = isPhoto ? Camera : Paperclip;
  return (
    <section aria-label={asText(it.label)} className="flex flex-col gap-2">
      <div>
        <p dir="auto" className="font-semibold text-14">
          {asText(it.label)}
        </p>
        {asText(it.description) && (
          <p dir="auto" className="text-13 text-(--p-fg-2)">
            {asText(it.description)}
          </p>
        )}
      </div>
      {chosen.length > 0 && (
        <ul className={isPhoto ? 'grid grid-cols-3 gap-2' : 'flex flex-col gap-2'}>
          {chosen.map((file, index) => (
            <li key={index} className="relative min-w-0">
              <Chosen file={file} isPhoto={isPhoto} />
              <button
                type="button"
                aria-label={t`Remove ${nameOf(file)}`}
                className="absolute end-1 top-1 flex size-6 items-center justify-center rounded-full bg-black/65 text-white"
                onClick={() => entry.set(chosen.filter((_, place) => place !== index))}
              >
                <X aria-hidden className="size-4" strokeWidth={2} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {chosen.length < most && (
        <button
          type="button"
          disabled={entry.isOff || busy}
          aria-describedby={`${id}-below`}
          onClick={() => input.current?.click()}
          className="flex h-12 items-center justify-center gap-2 rounded-full border border-(--p-border) font-medium text-(--p-accent) text-14 disabled:opacity-50"
        >
          {busy ? (
            <LoaderCircle aria-hidden className="size-5 animate-spin motion-reduce:animate-none" />
          ) : (
            <Icon aria-hidden className="size-5" strokeWidth={1.75} />
          )}
          {isPhoto ? <Trans>Add photos</Trans> : <Trans>Add documents</Trans>}
        </button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple={most > 1}
        accept={isPhoto ? 'image/*' : types.join(',')}
        {...(it['photo-source'] === 'camera' && { capture: 'environment' as const })}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <p id={`${id}-below`} role={entry.error || problem ? 'alert' : undefined} className="text-12">
        {(problem ?? entry.error) ? (
          <span className="text-(--p-danger)">{problem ?? entry.error}</span>
        ) : (
          <span className="text-(--p-fg-2)">
            <Trans>
              {chosen.length} of {most}
            </Trans>
          </span>
        )}
      </p>
    </section>
  );
}

/** What a host makes of a file need not have its name; the file itself does. */
function nameOf({ blob, file_name }: Fields): string {
  return blob instanceof File ? blob.name : asText(file_name);
}

function Chosen({ file, isPhoto }: { file: Fields; isPhoto: boolean }) {
  const [url, setUrl] = useState<string | null>(null);
  const { blob } = file;
  useEffect(() => {
    if (!(blob instanceof Blob)) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (isPhoto && url)
    return <img src={url} alt={nameOf(file)} className="aspect-square w-full rounded-card object-cover" />;
  return (
    <span className="flex min-h-14 items-center gap-2 rounded-card bg-(--p-sunken) px-3 pe-9 text-13">
      <FileText aria-hidden className="size-5 shrink-0 text-(--p-fg-2)" strokeWidth={1.75} />
      <bdi className="truncate">{nameOf(file)}</bdi>
    </span>
  );
}
