// Ways a notification reaches somebody who looks elsewhere: the tab's title, the desktop, a sound.

/** A short, soft sound; browsers that want a click first stay silent. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.setValueAtTime(880, audio.currentTime);
    tone.frequency.setValueAtTime(1174, audio.currentTime + 0.09);
    volume.gain.setValueAtTime(0.0001, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.12, audio.currentTime + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + 0.35);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.36);
    tone.onended = () => void audio.close();
  } catch {
    // No sound on this device.
  }
}

export function desktopState(): 'unsupported' | 'default' | 'granted' | 'denied' {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

/** Shows it on the desktop if the browser may; a later one of the same conversation takes its place. */
export function showOnDesktop(title: string, body: string, tag: string, onClick: () => void): void {
  if (desktopState() !== 'granted') return;
  try {
    const shown = new Notification(title, { body, tag, icon: '/favicon.svg' });
    shown.onclick = () => {
      window.focus();
      onClick();
      shown.close();
    };
  } catch {
    // Phones show notifications only through a service worker.
  }
}

const COUNT = /^\(\d+\+?\) /;

/** The title with the count in front, whatever it is. */
export function titled(title: string, unread: number): string {
  const plain = title.replace(COUNT, '');
  return unread > 0 ? `(${unread >= 100 ? '99+' : unread}) ${plain}` : plain;
}

/** Keeps the count in front of the title while pages change it. Returns how to stop. */
export function countInTitle(unread: number): () => void {
  const put = () => {
    const wanted = titled(document.title, unread);
    if (document.title !== wanted) document.title = wanted;
  };
  put();
  const element = document.querySelector('title');
  if (!element) return () => undefined;
  const watch = new MutationObserver(put);
  watch.observe(element, { childList: true, characterData: true, subtree: true });
  return () => watch.disconnect();
}
