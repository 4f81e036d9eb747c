// Takes the pen from automation because somebody sent a message, or lays it down: fetched when that happens, so that the inbox opens without it.
import { t } from '@lingui/core/macro';
import { asProblem } from '~/api/errors';
import { pauseRun, releaseConversation } from '~/api/flow-runs';
import { toast } from '~/ui/toast';

export async function pauseAutomation(workspace: string, conversation: string): Promise<void> {
  try {
    await pauseRun(workspace, conversation);
    toast({ title: t`Automation is paused`, description: t`You are answering now.`, tone: 'success', timeout: 5000 });
  } catch (error) {
    toast({ title: t`Automation could not be paused`, description: asProblem(error).detail, tone: 'danger' });
  }
}

/** Nobody has the pen: the next message may start a flow. */
export async function layDownPen(workspace: string, conversation: string): Promise<void> {
  try {
    await releaseConversation(workspace, conversation, false);
    toast({ title: t`Released`, description: t`The next message may start a flow again.`, tone: 'success' });
  } catch (error) {
    toast({ title: asProblem(error).detail, tone: 'danger' });
  }
}
