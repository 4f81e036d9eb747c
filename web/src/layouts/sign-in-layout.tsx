// The frame of the pages before sign-in: the mark, a card, nothing else.
import type { ReactNode } from 'react';
import { useTitle } from '~/lib/use-title';

interface SignInLayoutProps {
  title: string;
  intro?: ReactNode;
  children: ReactNode;
}

export function SignInLayout({ title, intro, children }: SignInLayoutProps) {
  useTitle(title);
  return (
    <main className="scroller flex h-dvh flex-col items-center bg-canvas px-4 py-10">
      <div className="my-auto flex w-full max-w-96 flex-col gap-6">
        <div className="flex items-center justify-center gap-2.5">
          <img src="/favicon.svg" alt="" className="size-8" />
          <span className="font-semibold text-20 tracking-tight">PrismWA</span>
        </div>
        <div className="flex flex-col gap-5 rounded-bubble border border-line bg-surface p-6 shadow-1">
          <div className="flex flex-col gap-1">
            <h1 className="font-semibold text-20">{title}</h1>
            {intro && <p className="text-13 text-fg-2">{intro}</p>}
          </div>
          {children}
        </div>
      </div>
    </main>
  );
}
