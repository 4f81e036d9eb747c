// Around every page: tooltips, toasts, questions.
import { createRootRoute, Outlet } from '@tanstack/react-router';
import { ConfirmHost } from '~/ui/confirm';
import { ToastHost } from '~/ui/toast';
import { TooltipLayer } from '~/ui/tooltip-layer';

export const Route = createRootRoute({ component: Root });

function Root() {
  return (
    <>
      <Outlet />
      <TooltipLayer />
      <ToastHost />
      <ConfirmHost />
    </>
  );
}
