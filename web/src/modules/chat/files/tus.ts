import { type Sending, sendPieces, type Told } from '@/api/tus';
import type { Voice } from './tray';

export type { Sending, Told } from '@/api/tus';

function metadata(file: File, voice?: Voice): Record<string, string> {
  if (!voice) return { filename: file.name };
  return { filename: file.name, kind: 'voice', seconds: voice.seconds.toFixed(1), peaks: voice.peaks.join(',') };
}

/** Sends an attachment. */
export const sendFile = (org: string, file: File, voice: Voice | undefined, tell: Told): Sending =>
  sendPieces(org, file, metadata(file, voice), tell);
