// Pictures of a form: one, or up to three to swipe through.
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { type Fields, isFields, list } from '../../read';
import { asText } from '../expression';
import { pictureOf } from '../picture';
import { amount } from '../refuse';

export function Picture({ it }: { it: Fields }) {
  const ratio = typeof it['aspect-ratio'] === 'number' && it['aspect-ratio'] > 0 ? it['aspect-ratio'] : null;
  const width = amount(it.width);
  const height = amount(it.height);
  return (
    <div className="flex justify-center">
      <One
        src={it.src}
        alt={asText(it['alt-text'])}
        isCover={it['scale-type'] === 'cover'}
        style={{
          ...(width !== null && { width }),
          ...(height !== null && { height }),
          ...(ratio !== null && height === null && { aspectRatio: ratio }),
        }}
      />
    </div>
  );
}

export function Carousel({ it }: { it: Fields }) {
  const { t } = useLingui();
  const [at, setAt] = useState(0);
  const images = list(it.images).filter(isFields).slice(0, 3);
  const ratio = it['aspect-ratio'] === '16:9' ? 16 / 9 : 4 / 3;
  return (
    <section aria-label={t`Pictures`} className="flex flex-col gap-2">
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="-mx-4 flex snap-x snap-mandatory overflow-x-auto"
        style={{ scrollbarWidth: 'none' }}
        onScroll={({ currentTarget }) =>
          setAt(Math.round(Math.abs(currentTarget.scrollLeft) / currentTarget.clientWidth))
        }
      >
        {images.map((image, index) => (
          <div key={index} className="w-full shrink-0 snap-center">
            <One
              src={image.src}
              alt={asText(image['alt-text'])}
              isCover={it['scale-type'] !== 'contain'}
              style={{ width: '100%', aspectRatio: ratio }}
            />
          </div>
        ))}
      </div>
      {images.length > 1 && (
        <div aria-hidden="true" className="flex justify-center gap-1.5">
          {images.map((_, index) => (
            <span
              key={index}
              className={clsx('size-1.5 rounded-full', index === at ? 'bg-(--p-accent)' : 'bg-(--p-off)')}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function One({
  src,
  alt,
  isCover,
  style,
}: {
  src: unknown;
  alt: string;
  isCover: boolean;
  style: React.CSSProperties;
}) {
  const { t } = useLingui();
  const picture = pictureOf(src);
  if (!picture)
    return (
      <div
        role="img"
        aria-label={alt || t`A picture that cannot be shown`}
        style={style}
        className="flex min-h-24 w-full items-center justify-center bg-(--p-sunken) text-(--p-fg-2)"
      >
        <ImageOff aria-hidden className="size-6" strokeWidth={1.5} />
      </div>
    );
  return (
    <img
      src={picture}
      alt={alt}
      style={style}
      className={clsx('max-w-full', isCover ? 'object-cover' : 'object-contain')}
    />
  );
}
