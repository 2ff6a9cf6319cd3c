import { DetailedError, Upload } from 'tus-js-client';
import { ApiError, address, house } from './client';
import type { Problem } from './types';

export interface Told {
  /** 0 to 1 */
  progress: (sent: number) => void;
  done: (id: string) => void;
  failed: (error: ApiError) => void;
}

export interface Sending {
  /** Gives it up; the server forgets what it has. */
  stop: () => void;
  /** Asks the server how far it came, and goes on from there. */
  again: () => void;
}

/** A piece that the server acknowledges: what is lost when the line breaks is less than this. */
const piece = 8 * 1024 * 1024;

/** The server's own words where it said some; otherwise the line broke. */
function problemIn(error: Error): ApiError {
  const answer = error instanceof DetailedError ? error.originalResponse : null;
  if (!answer) return new ApiError({ status: 0, code: 'offline' });
  try {
    return new ApiError(JSON.parse(answer.getBody()) as Problem);
  } catch {
    return new ApiError({ status: answer.getStatus() });
  }
}

/** Sends a file in pieces that survive a broken line (tus 1.0), with what is said about it. */
export function sendPieces(org: string, file: File, about: Record<string, string>, tell: Told): Sending {
  const upload = new Upload(file, {
    endpoint: address(house(org, '/uploads')),
    chunkSize: piece,
    retryDelays: [0, 1000, 3000, 5000],
    metadata: about,
    storeFingerprintForResuming: false,
    headers: { 'Accept-Language': document.documentElement.lang || 'en', 'X-Tramway-Client': 'page' },
    onProgress: (sent, total) => tell.progress(total > 0 ? sent / total : 1),
    onSuccess: () => tell.done(upload.url?.split('/').pop() ?? ''),
    onError: (error) => tell.failed(problemIn(error)),
  });
  upload.start();
  // What is given up is gone after a day by itself: a failed goodbye does no harm.
  return { stop: () => void upload.abort(true).catch(() => undefined), again: () => upload.start() };
}
