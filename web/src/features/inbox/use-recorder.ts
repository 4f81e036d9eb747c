// The microphone: asks for it, records with pauses, measures loudness, and gives it back whatever happens.
import { useEffect, useRef, useState } from 'react';
import { recordableType } from './voice-format';

export type Recording =
  | { is: 'asking' }
  | { is: 'refused'; why: 'denied' | 'no-microphone' | 'insecure' | 'no-opus' | 'busy' }
  | { is: 'recording' }
  | { is: 'paused' }
  | { is: 'recorded'; sound: Blob; url: string };

/** Longer than anybody listens; ends by itself. */
export const LONGEST_SECONDS = 15 * 60;
const LEVELS = 48;
/** Speech in one channel needs no more. */
const BITS_PER_SECOND = 24_000;

interface Machine {
  recorder: MediaRecorder;
  release: () => void;
}

export function useRecorder() {
  const [recording, setRecording] = useState<Recording>({ is: 'asking' });
  const [seconds, setSeconds] = useState(0);
  const [levels, setLevels] = useState<readonly number[]>([]);
  const machine = useRef<Machine | null>(null);
  const url = useRef<string | null>(null);

  useEffect(() => {
    let gone = false;
    open(setLevels, setSeconds)
      .then((opened) => {
        if (gone) return opened.release();
        machine.current = opened;
        opened.recorder.onpause = () => setRecording({ is: 'paused' });
        opened.recorder.onresume = () => setRecording({ is: 'recording' });
        setRecording({ is: 'recording' });
        collect(opened, (sound) => {
          if (gone) return;
          url.current = URL.createObjectURL(sound);
          setRecording({ is: 'recorded', sound, url: url.current });
        });
      })
      .catch((error: unknown) => {
        if (!gone) setRecording({ is: 'refused', why: reasonOf(error) });
      });
    return () => {
      gone = true;
      machine.current?.release();
      machine.current = null;
      if (url.current) URL.revokeObjectURL(url.current);
    };
  }, []);

  const stop = () => {
    const recorder = machine.current?.recorder;
    if (recorder && recorder.state !== 'inactive') recorder.stop();
  };
  useEffect(() => {
    if (seconds >= LONGEST_SECONDS) machine.current?.recorder.stop();
  }, [seconds]);

  return {
    recording,
    seconds,
    levels,
    stop,
    pause: () => machine.current?.recorder.pause(),
    resume: () => machine.current?.recorder.resume(),
  };
}

async function open(
  onLevels: (levels: readonly number[]) => void,
  onSeconds: (seconds: number) => void,
): Promise<Machine> {
  if (!navigator.mediaDevices?.getUserMedia) throw new Refusal('insecure');
  const mimeType = recordableType();
  if (!mimeType) throw new Refusal('no-opus');
  const microphone = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  // Through a graph of our own, because only that makes it one channel on every device.
  const graph = new AudioContext();
  const source = graph.createMediaStreamSource(microphone);
  const mono = new MediaStreamAudioDestinationNode(graph, { channelCount: 1, channelCountMode: 'explicit' });
  const meter = new AnalyserNode(graph, { fftSize: 1024 });
  source.connect(mono);
  source.connect(meter);
  const recorder = new MediaRecorder(mono.stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  const stopMeter = measure(recorder, meter, onLevels, onSeconds);
  const release = () => {
    stopMeter();
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of microphone.getTracks()) track.stop();
    graph.close().catch(() => undefined);
  };
  // Unplugged, or taken away in the browser's own menu: what was said so far is kept.
  for (const track of microphone.getTracks()) track.onended = () => recorder.state !== 'inactive' && recorder.stop();
  await graph.resume();
  recorder.start(1000);
  return { recorder, release };
}

function collect({ recorder, release }: Machine, onDone: (sound: Blob) => void) {
  const parts: Blob[] = [];
  recorder.ondataavailable = (event) => {
    if (event.data.size > 0) parts.push(event.data);
  };
  recorder.onstop = () => {
    release();
    onDone(new Blob(parts, { type: recorder.mimeType }));
  };
}

/** Loudness about fifteen times a second, and the time without the pauses. */
function measure(
  recorder: MediaRecorder,
  meter: AnalyserNode,
  onLevels: (levels: readonly number[]) => void,
  onSeconds: (seconds: number) => void,
): () => void {
  const samples = new Uint8Array(meter.fftSize);
  let levels: readonly number[] = [];
  let passed = 0;
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (recorder.state === 'recording') {
      passed += now - before;
      meter.getByteTimeDomainData(samples);
      const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 128;
      // Loudness is heard by its logarithm; a square root is near enough for bars.
      levels = [...levels, Math.sqrt(loudest)].slice(-LEVELS);
      onLevels(levels);
      onSeconds(passed / 1000);
    }
    before = now;
  }, 66);
  return () => clearInterval(timer);
}

class Refusal extends Error {
  readonly why: 'insecure' | 'no-opus';
  constructor(why: 'insecure' | 'no-opus') {
    super(why);
    this.why = why;
  }
}

function reasonOf(error: unknown): Extract<Recording, { is: 'refused' }>['why'] {
  if (error instanceof Refusal) return error.why;
  if (!(error instanceof DOMException)) return 'busy';
  if (error.name === 'NotAllowedError' || error.name === 'SecurityError') return 'denied';
  return error.name === 'NotFoundError' || error.name === 'OverconstrainedError' ? 'no-microphone' : 'busy';
}
