// While the console is open: the count in the title, and desktop and sound for what happens where this member does not look.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useWorkspace } from '~/api/current-workspace';
import { type Notification, notifications } from '~/api/notifications';
import { onNotified } from '~/realtime/notified';
import { chime, countInTitle, showOnDesktop } from './notification-effects';
import { placeOf } from './notification-place';
import { useNotificationWords } from './notification-words';

export function useNotificationWatch(unread: number): void {
  const { id: ws, user } = useWorkspace();
  const navigate = useNavigate();
  const { conversation } = useParams({ strict: false });
  const { data: wishes } = useQuery(notifications.preferences(ws));
  const { mutate: markRead } = useMutation(notifications.read(ws));
  const words = useNotificationWords();

  useEffect(() => countInTitle(unread), [unread]);

  // What somebody is told about the conversation in front of them they have seen.
  useEffect(() => {
    if (conversation && unread > 0 && !document.hidden) markRead({ conversation_id: conversation });
  }, [conversation, unread, markRead]);

  const hear = (notification: Notification) => {
    if (notification.user_id !== user.id || !wishes) return;
    const looking = !document.hidden && document.hasFocus();
    if (looking && notification.conversation_id && notification.conversation_id === conversation) return;
    const ways = wishes[notification.kind];
    if (ways.sound) chime();
    if (ways.desktop && !looking) {
      const tag = notification.conversation_id ?? notification.subject;
      showOnDesktop(words(notification), notification.preview, tag, () => void navigate(placeOf(ws, notification)));
    }
  };
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => onNotified((notification) => latest.current(notification)), []);
}
