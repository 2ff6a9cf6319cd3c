import type { Channel, Ding, ReceiverState, Taken } from '@/api/ding';

export const channelWords: Record<Channel, string> = {
  push: 'ring:channel_push',
  mail: 'ring:channel_mail',
  sms: 'ring:channel_sms',
  voice: 'ring:channel_voice',
};

export const receiverWords: Record<ReceiverState, string> = {
  waiting: 'ring:receiver_waiting',
  delivered: 'ring:receiver_delivered',
  seen: 'ring:receiver_seen',
  confirmed: 'ring:receiver_confirmed',
  failed: 'ring:receiver_failed',
  left: 'ring:receiver_left',
};

export const dingWords: Record<Ding['state'], string> = {
  scheduled: 'ring:state_scheduled',
  chasing: 'ring:state_chasing',
  done: 'ring:state_done',
  cancelled: 'ring:state_cancelled',
};

export const takenWords: Record<Taken['state'], string> = {
  waiting: 'ring:taken_waiting',
  trying: 'ring:taken_trying',
  done: 'ring:taken_done',
  failed: 'ring:taken_failed',
  skipped: 'ring:taken_skipped',
  unknown: 'ring:taken_unknown',
};

/** Why a step did not go through; what needs no more words has none. */
export const causeWords: Partial<Record<Taken['cause'], string>> = {
  down: 'ring:cause_down',
  error: 'ring:cause_down',
  refused: 'ring:cause_refused',
  no_device: 'ring:cause_no_device',
  no_address: 'ring:cause_no_address',
  no_number: 'ring:cause_no_number',
  no_answer: 'ring:cause_no_answer',
  crashed: 'ring:cause_no_answer',
  off: 'ring:cause_off',
};
