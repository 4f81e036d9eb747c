// Which business number a phone talks to on this page: the workspace's own when it lives in the simulator, else the first one.
import { useQuery } from '@tanstack/react-query';
import { channel } from '~/api/channel';
import { useWorkspace } from '~/api/current-workspace';
import type { Chat, Phone } from './types';

export function useChat(phone: Phone): Chat | undefined {
  const { id } = useWorkspace();
  const { data: number } = useQuery(channel.get(id));
  return phone.chats.find((chat) => chat.number === number?.phone_number_id) ?? phone.chats[0];
}
