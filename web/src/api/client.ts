import type { Problem } from './types';

/** A refusal by the server (RFC 9457), or no answer at all (status 0). */
export class ApiError extends Error {
  readonly problem: Problem;
  readonly retryAfter: number;

  constructor(problem: Problem, retryAfter = 0) {
    super(problem.detail || problem.title || problem.code || `status ${problem.status}`);
    this.name = 'ApiError';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return this.problem.code ?? '';
  }

  get status(): number {
    return this.problem.status;
  }

  /** The network failed, so the same request may be sent again later. */
  get offline(): boolean {
    return this.problem.status === 0;
  }
}

type Query = Record<string, string | number | undefined | null>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text ? `?${text}` : ''}`;
}

/** The path of an organisation's own API. */
export function house(org: string, path: string): string {
  return `/o/${encodeURIComponent(org)}${path}`;
}

let lastAnswer = 0;
let shown = 0;
/** When the server last answered, for the offline bar; before it has answered this page, when what is kept was heard. */
export const lastAnswerAt = () => lastAnswer || shown;

/** What is shown is what was kept, of a moment in milliseconds. */
export const showFrom = (at: number) => {
  shown = at;
};
export const showsKept = () => lastAnswer === 0 && shown > 0;

export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const headers = new Headers({ Accept: 'application/json', 'Accept-Language': document.documentElement.lang || 'en' });
  let body: BodyInit | undefined;
  if (method !== 'GET') headers.set('X-Tramway-Client', 'page');
  if (options.body instanceof FormData) body = options.body;
  else if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    body = JSON.stringify(options.body);
  }

  let answer: Response;
  try {
    answer = await fetch(address(path, options.query), { method, headers, body, signal: options.signal });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError({ status: 0, code: 'offline' });
  }
  lastAnswer = Date.now();
  if (!answer.ok) throw new ApiError(await problemOf(answer), Number(answer.headers.get('Retry-After')) || 0);
  // What was only taken note of is answered without a body.
  const text = await answer.text();
  if (!text) return undefined as T;
  const found: unknown = JSON.parse(text);
  // An empty list may be written as null.
  if (found && typeof found === 'object' && 'items' in found && found.items === null) found.items = [];
  return found as T;
}

/** A file that the server makes for this request: a refusal is told as everywhere else. */
export async function download(path: string, query: Query, name: string): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(address(path, query), {
      headers: { 'Accept-Language': document.documentElement.lang || 'en' },
    });
  } catch {
    throw new ApiError({ status: 0, code: 'offline' });
  }
  if (!answer.ok) throw new ApiError(await problemOf(answer));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function problemOf(answer: Response): Promise<Problem> {
  // A proxy in front may answer with its own page; that is shown by its status alone.
  const type = answer.headers.get('Content-Type') ?? '';
  if (!type.includes('json')) return { status: answer.status };
  const body = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  return { ...body, status: answer.status };
}

/** A short code a person can read out to the help desk. */
export function quotableCode(error: unknown): string {
  const text =
    error instanceof ApiError
      ? `${error.status} ${error.code}`
      : error instanceof Error
        ? `${error.name} ${error.message}`
        : String(error);
  let hash = 7;
  for (const char of text) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 1_679_616;
  return `E-${hash.toString(36).toUpperCase().padStart(4, '0')}`;
}
