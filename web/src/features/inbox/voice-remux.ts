// Takes Opus packets out of WebM and puts the same packets into Ogg.
import {
  BlobSource,
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  Input,
  OggOutputFormat,
  Output,
  WEBM,
} from 'mediabunny';

export async function webmToOgg(recorded: Blob): Promise<ArrayBuffer> {
  using input = new Input({ source: new BlobSource(recorded), formats: [WEBM] });
  const track = await input.getPrimaryAudioTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig || (await track.getCodec()) !== 'opus')
    throw new Error('the recording has no Opus in it');
  const output = new Output({ format: new OggOutputFormat(), target: new BufferTarget() });
  const packets = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(packets);
  await output.start();
  for await (const packet of new EncodedPacketSink(track).packets()) await packets.add(packet, { decoderConfig });
  await output.finalize();
  const bytes = output.target.buffer;
  if (!bytes || bytes.byteLength === 0) throw new Error('the recording is empty');
  return bytes;
}
