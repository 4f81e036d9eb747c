// A film shows one of its own frames until it is started; then the browser's controls are there, and what played before stops.
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { show } from '~test/render';
import { VideoPlayer } from './video-player';

const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
const pause = vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
afterEach(() => vi.clearAllMocks());

function film(label: string, duration: number) {
  show(<VideoPlayer url="/film.mp4" label={label} seconds={null} className="" onError={() => undefined} />);
  const video = screen.getByLabelText<HTMLVideoElement>(label);
  Object.defineProperty(video, 'duration', { value: duration });
  fireEvent.loadedMetadata(video);
  return video;
}

it('rests on a frame of its own, with its length', () => {
  const video = film('Lamp', 65.4);
  expect(video.currentTime).toBe(1);
  expect(video.controls).toBe(false);
  expect(screen.getByText('1:05')).toBeInTheDocument();
  expect(film('Short', 3).currentTime).toBeCloseTo(0.3);
});

it('starts from its beginning, with controls and the focus', async () => {
  const video = film('Lamp', 65);
  await userEvent.click(screen.getByRole('button', { name: 'Play: Lamp' }));
  expect(play).toHaveBeenCalledOnce();
  expect(video.currentTime).toBe(0);
  expect(video.controls).toBe(true);
  expect(video).toHaveFocus();
  expect(screen.queryByRole('button', { name: 'Play: Lamp' })).toBeNull();
});

it('stops what plays when another starts', () => {
  const first = film('First', 10);
  const second = film('Second', 10);
  fireEvent.play(first);
  expect(pause).not.toHaveBeenCalled();
  fireEvent.play(second);
  expect(pause.mock.contexts).toEqual([first]);
});
