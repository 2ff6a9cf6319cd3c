import type { OldConversation, OldImport } from '@/api/types';

export const stateWords: Record<OldImport['state'], string> = {
  reading: 'oldchat:state_reading',
  ready: 'oldchat:state_ready',
  importing: 'oldchat:state_importing',
  done: 'oldchat:state_done',
  cancelled: 'oldchat:state_cancelled',
  failed: 'oldchat:state_failed',
};

export const kindWords: Record<OldConversation['kind'], string> = {
  open: 'oldchat:kind_open',
  closed: 'oldchat:kind_closed',
  direct: 'oldchat:kind_direct',
};

export const ended = (state: OldImport['state']) => ['done', 'cancelled', 'failed'].includes(state);
