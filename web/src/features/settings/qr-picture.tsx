// A QR code, drawn in the browser: dark on white in either theme, with the quiet zone cameras need.
import { useMemo } from 'react';
import { qrCode } from '~/lib/qr-code';

export function QrPicture({ text, label }: { text: string; label: string }) {
  const modules = useMemo(() => qrCode(text), [text]);
  if (!modules) return null;
  const size = modules.length + 8;
  const path = modules
    .flatMap((line, row) => line.flatMap((dark, column) => (dark ? `M${column + 4} ${row + 4}h1v1h-1z` : [])))
    .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 self-center rounded-card border border-line"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
