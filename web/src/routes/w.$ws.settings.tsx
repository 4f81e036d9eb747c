// Settings: the sections at the side, one of them open.
import { createFileRoute } from '@tanstack/react-router';
import { SettingsLayout } from '~/layouts/settings-layout';

export const Route = createFileRoute('/w/$ws/settings')({ component: SettingsLayout });
