// The secret part of a webhook's address.

/** Nobody guesses it. */
export function secretPath(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, 'x');
}
