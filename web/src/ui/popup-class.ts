// How everything that floats looks: one surface, one shadow, one motion.
export const popupClass =
  'overlay-motion rounded-card border border-line bg-surface text-fg shadow-2 outline-none max-h-[var(--available-height)] max-w-[min(var(--available-width),calc(100vw-1rem))]';
