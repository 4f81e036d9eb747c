// Recording a voice message in the composer: level, time, pause, listen, send. Esc throws it away, Enter goes on.
import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, Mic, Pause, SendHorizontal, Square, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { asProblem } from '~/api/errors';
import { uploadMedia } from '~/api/media';
import type { Media } from '~/api/schema';
import { Button, Spinner } from '~/ui/button';
import { IconButton } from '~/ui/icon-button';
import { AudioPlayer, Bars } from '~/whatsapp/bubbles/audio-player';
import { clockOf } from '~/whatsapp/bubbles/one-player';
import { noLook } from '~/whatsapp/no-look';
import { type Recording, useRecorder } from './use-recorder';
import { PLAYS_AT_ONCE_BYTES, voiceNote } from './voice-format';

interface VoiceRecorderProps {
  onClose: () => void;
  onSend: (media: Media) => void;
}

type Sending = { is: 'not' } | { is: 'uploading'; share: number } | { is: 'failed'; reason: string };

export default function VoiceRecorder({ onClose, onSend }: VoiceRecorderProps) {
  const { t } = useLingui();
  const { id: ws } = useWorkspace();
  const { recording, seconds, levels, stop, pause, resume } = useRecorder();
  const [sending, setSending] = useState<Sending>({ is: 'not' });
  const upload = useRef<AbortController | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  /** Pressed while recording: send as soon as the last bytes are here. */
  const sendWhenDone = useRef(false);

  useEffect(() => {
    bar.current?.focus();
    return () => upload.current?.abort();
  }, []);

  const send = (sound: Blob) => {
    const control = new AbortController();
    upload.current = control;
    setSending({ is: 'uploading', share: 0 });
    voiceNote(sound)
      .then((file) => uploadMedia(ws, file, (share) => setSending({ is: 'uploading', share }), control.signal))
      .then((media) => {
        if (control.signal.aborted) return;
        onSend(media);
        onClose();
      })
      .catch((error: unknown) => {
        if (!control.signal.aborted) setSending({ is: 'failed', reason: asProblem(error).detail });
      });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each finished recording
  useEffect(() => {
    if (recording.is === 'recorded' && sendWhenDone.current) {
      sendWhenDone.current = false;
      send(recording.sound);
    }
  }, [recording]);

  const forward = () => {
    if (recording.is === 'recorded') return send(recording.sound);
    sendWhenDone.current = true;
    stop();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
    // On the bar itself; its buttons take Enter and Space for themselves.
    if (event.target !== event.currentTarget) return;
    if (
      event.key === 'Enter' &&
      sending.is !== 'uploading' &&
      recording.is !== 'asking' &&
      recording.is !== 'refused'
    ) {
      event.preventDefault();
      forward();
    } else if (event.key === ' ') {
      event.preventDefault();
      if (recording.is === 'recording') pause();
      else if (recording.is === 'paused') resume();
    }
  };

  return (
    <div
      ref={bar}
      role="group"
      tabIndex={-1}
      aria-label={t`Voice message`}
      className="flex min-h-24 flex-col justify-center gap-2 px-3 py-2 outline-none"
      onKeyDown={onKeyDown}
    >
      {recording.is === 'refused' ? (
        <Refused why={recording.why} onClose={onClose} />
      ) : (
        <>
          <div className="flex items-center gap-2">
            <IconButton icon={Trash2} label={t`Throw the recording away`} shortcut="Escape" onClick={onClose} />
            <Middle recording={recording} seconds={seconds} levels={levels} />
            {recording.is === 'recording' && (
              <>
                <IconButton icon={Pause} label={t`Pause`} onClick={pause} />
                <IconButton icon={Square} label={t`Stop and listen`} onClick={stop} />
              </>
            )}
            {recording.is === 'paused' && (
              <>
                <IconButton icon={Mic} label={t`Go on recording`} className="text-danger" onClick={resume} />
                <IconButton icon={Square} label={t`Stop and listen`} onClick={stop} />
              </>
            )}
            <Button
              variant="primary"
              aria-label={t`Send voice message`}
              busy={sending.is === 'uploading'}
              disabledReason={recording.is === 'asking' ? t`Waiting for the microphone.` : null}
              onClick={forward}
            >
              {sending.is !== 'uploading' && (
                <SendHorizontal aria-hidden="true" className="mirror size-4" strokeWidth={1.75} />
              )}
              <Trans>Send</Trans>
            </Button>
          </div>
          <Note recording={recording} sending={sending} />
        </>
      )}
    </div>
  );
}

function Middle({ recording, seconds, levels }: { recording: Recording; seconds: number; levels: readonly number[] }) {
  const { t } = useLingui();
  if (recording.is === 'recorded')
    return (
      <div className="flex min-w-0 flex-1 justify-center">
        <AudioPlayer
          file={{ ...bare, id: recording.url, size: recording.sound.size, duration_ms: seconds * 1000 }}
          url={recording.url}
          sound={recording.sound}
          voice
          onError={() => undefined}
          onPlayed={() => undefined}
        />
      </div>
    );
  const isOn = recording.is === 'recording';
  return (
    <div className="flex h-9 min-w-0 flex-1 items-center gap-3 rounded-full bg-sunken px-3">
      {recording.is === 'asking' ? (
        <span role="status" className="flex items-center gap-2 text-13 text-fg-2">
          <Spinner />
          <Trans>Allow the microphone in your browser…</Trans>
        </span>
      ) : (
        <>
          <span
            aria-hidden="true"
            className={`size-2.5 shrink-0 rounded-full ${isOn ? 'animate-pulse bg-danger motion-reduce:animate-none' : 'bg-fg-3'}`}
          />
          <span role="timer" aria-label={t`Recorded`} className="shrink-0 font-medium text-13 tabular-nums">
            {clockOf(seconds)}
          </span>
          <span className="h-6 min-w-0 flex-1">
            <Bars bars={padded(levels)} share={isOn ? 1 : 0} />
          </span>
          <span role="status" className="sr-only">
            {isOn ? t`Recording` : t`Paused`}
          </span>
        </>
      )}
    </div>
  );
}

/** What goes on below the bar: progress, trouble, and what WhatsApp does with long ones. */
function Note({ recording, sending }: { recording: Recording; sending: Sending }) {
  const { t } = useLingui();
  if (sending.is === 'failed')
    return (
      <p role="alert" className="flex items-start gap-1.5 text-12 text-danger">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" />
        <span>
          {sending.reason} <Trans>The recording is still here: send it again.</Trans>
        </span>
      </p>
    );
  if (sending.is === 'uploading')
    return (
      <span
        role="progressbar"
        aria-label={t`Uploading the voice message`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(sending.share * 100)}
        className="h-0.5 overflow-hidden rounded-full bg-line"
      >
        <span
          className="block h-full bg-accent transition-[width] duration-120"
          style={{ width: `${sending.share * 100}%` }}
        />
      </span>
    );
  if (recording.is === 'recorded' && recording.sound.size > PLAYS_AT_ONCE_BYTES)
    return (
      <p className="text-12 text-fg-2">
        <Trans>This is a long one: the customer has to download it before it plays.</Trans>
      </p>
    );
  return null;
}

function Refused({ why, onClose }: { why: Extract<Recording, { is: 'refused' }>['why']; onClose: () => void }) {
  const { t } = useLingui();
  const reason = {
    denied: t`The microphone is blocked. Allow it for this page (the sign beside the address), then record again.`,
    'no-microphone': t`No microphone was found. Connect one, then record again.`,
    insecure: t`Browsers record only on secure pages. Open this console by its https:// address.`,
    'no-opus': t`This browser cannot record the format WhatsApp wants for voice messages (Opus). Use Firefox, Chrome, Edge or a recent Safari, or attach a sound file.`,
    busy: t`The microphone could not be opened. Another program may be using it.`,
  }[why];
  return (
    <div className="flex items-start gap-2">
      <p role="alert" className="flex flex-1 items-start gap-2 text-13 text-danger">
        <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        {reason}
      </p>
      <IconButton icon={X} label={t`Close`} onClick={onClose} />
    </div>
  );
}

const bare: Media = {
  ...noLook,
  id: '',
  state: 'ready',
  mime_type: 'audio/ogg',
  filename: null,
  size: null,
  url: null,
  error: null,
};

/** New loudness comes in at the end; before there is enough, the bars are flat. */
function padded(levels: readonly number[]): readonly number[] {
  return [...Array.from({ length: Math.max(0, 48 - levels.length) }, () => 0), ...levels];
}
