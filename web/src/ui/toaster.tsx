// Draws toasts (fetched with the first one): F6 reaches them, hovering and focus stop their clock.
import { Toast } from '@base-ui/react/toast';
import { useLingui } from '@lingui/react/macro';
import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect } from 'react';
import { acted, attachToaster, type ToastOptions } from './toast';

const manager = Toast.createToastManager();
const icons = { info: Info, success: CircleCheck, danger: CircleAlert } as const;

export default function Toaster() {
  useEffect(() => attachToaster({ show: add, hide }), []);
  return (
    <Toast.Provider toastManager={manager} timeout={6000} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 top-16 z-50 mx-auto flex max-w-100 flex-col gap-2 md:start-[calc(var(--rail)+0.75rem)] md:end-auto md:top-auto md:bottom-3 md:mx-0 md:w-80 md:[body:has([data-bulk])_&]:bottom-16">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { t } = useLingui();
  const { toasts } = Toast.useToastManager();
  return toasts.map((item) => {
    const tone = item.type === 'danger' || item.type === 'success' ? item.type : 'info';
    const Icon = icons[tone];
    return (
      <Toast.Root
        key={item.id}
        toast={item}
        className="rounded-card border border-line bg-surface p-3 shadow-2 transition-opacity duration-180 data-ending-style:opacity-0 data-limited:hidden data-starting-style:opacity-0"
      >
        <Toast.Content className="flex items-start gap-2.5">
          <Icon
            aria-hidden="true"
            className={clsx(
              'mt-0.5 size-4 shrink-0',
              { info: 'text-info', success: 'text-success', danger: 'text-danger' }[tone],
            )}
          />
          <div className="flex min-w-0 flex-1 flex-col">
            <Toast.Title className="font-medium text-13" />
            <Toast.Description className="text-12 text-fg-2" />
          </div>
          <Toast.Action className="touch-target shrink-0 rounded-control px-1.5 font-semibold text-13 text-accent-text hover:bg-hover" />
          <Toast.Close
            aria-label={t`Close`}
            className="touch-target shrink-0 rounded-control p-0.5 text-fg-3 hover:bg-hover"
          >
            <X aria-hidden="true" className="size-4" />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    );
  });
}

/** Which toast on the screen is which. */
const shown = new WeakMap<ToastOptions, string>();

function hide(options: ToastOptions) {
  const id = shown.get(options);
  if (id) manager.close(id);
}

function add(options: ToastOptions) {
  const { title, description, tone = 'info', action, timeout } = options;
  const id = manager.add({
    title,
    description,
    type: tone,
    priority: tone === 'danger' ? 'high' : 'low',
    timeout: timeout ?? (tone === 'danger' ? 0 : action ? 8000 : 6000),
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          acted(options);
          action.onClick();
          manager.close(id);
        },
      },
    }),
  });
  shown.set(options, id);
}
