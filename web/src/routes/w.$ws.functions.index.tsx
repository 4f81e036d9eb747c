// All functions.
import { createFileRoute } from '@tanstack/react-router';
import FunctionsPage from '~/features/functions/functions-page';

export const Route = createFileRoute('/w/$ws/functions/')({ component: FunctionsPage });
