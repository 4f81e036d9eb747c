// A film shows one of its own frames until it is started; then the browser's controls are there, and what played before stops.
import { I18nProvider } from '@lingui/react';
import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { i18n } from '~/lib/i18n';
import { VideoPlayer } from './video-player';

let play: MockInstance;
let pause: MockInstance;
beforeEach(() => {
  play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  pause = vi.spyOn(HTMLMediaElement.prototype, 'pause').mockReturnValue();
});

function film(label: string, duration: number) {
  render(
    <I18nProvider i18n={i18n}>
      <VideoPlayer url="/film.mp4" label={label} seconds={null} className="" onError={() => undefined} />
    </I18nProvider>,
  );
  const video = screen.getByLabelText<HTMLVideoElement>(label);
  Object.defineProperty(video, 'duration', { value: duration });
  fireEvent.loadedMetadata(video);
  return video;
}

it('rests on a frame of its own, with its length', () => {
  const video = film('Lamp', 65.4);
  expect(video.currentTime).toBe(1);
  expect(video.controls).toBe(false);
  screen.getByText('1:05');
  expect(film('Short', 3).currentTime).toBeCloseTo(0.3);
});

it('starts from its beginning, with controls and the focus', async () => {
  const video = film('Lamp', 65);
  await userEvent.click(screen.getByRole('button', { name: 'Play: Lamp' }));
  expect(play).toHaveBeenCalledOnce();
  expect(video.currentTime).toBe(0);
  expect(video.controls).toBe(true);
  expect(document.activeElement).toBe(video);
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
