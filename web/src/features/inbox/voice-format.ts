// From what a browser records to what WhatsApp plays as a voice note: Opus with one channel in Ogg. Opus in WebM only changes its box; nothing is
// encoded again. The library for that comes when the first recording of such a browser is finished.

/** What this browser can record that becomes a voice note; nothing: it has no Opus. */
export function recordableType(): string | null {
  if (typeof MediaRecorder === 'undefined') return null;
  return (
    ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus'].find((type) => MediaRecorder.isTypeSupported(type)) ?? null
  );
}

/** Beyond this the phone shows an arrow to download first (Cloud API, audio messages). */
export const PLAYS_AT_ONCE_BYTES = 512 * 1024;

/** The recording as a file to upload. */
export async function voiceNote(recorded: Blob): Promise<File> {
  const bytes = recorded.type.startsWith('audio/ogg')
    ? await recorded.arrayBuffer()
    : await (await boxes()).webmToOgg(recorded);
  return new File([bytes], 'voice-message.ogg', { type: 'audio/ogg; codecs=opus' });
}

function boxes() {
  return import('./voice-remux');
}
