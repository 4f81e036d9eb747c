// The title of the browser tab, from the most to the least specific part.
import { useEffect } from 'react';

export function useTitle(...parts: (string | null | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'PrismWA'].join(' – ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
