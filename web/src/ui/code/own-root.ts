// Where an editor lives: in a shadow root, whose styles are sheets made by script. Our content security policy lets nobody add a `<style>` to the page.

/** The box's root of its own, empty at first. */
export function ownRoot(box: HTMLElement): ShadowRoot {
  return box.shadowRoot ?? box.attachShadow({ mode: 'open' });
}
