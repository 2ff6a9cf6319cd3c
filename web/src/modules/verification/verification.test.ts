import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api/client';
import { lookAtPaper, putPaper } from '@/api/verification';
import catalogue from '@/i18n/verification/en.json';
import { formatSpan } from './span';
import { paperWord, reasons, reasonWord, reviewWords, ruleWord } from './words';

const texts = catalogue.verification;
const said = (key: string) => texts[key.split(':')[1] as keyof typeof texts];

describe('a span', () => {
  it('is told in the largest unit that leaves nothing over', () => {
    expect(formatSpan(604_800, 'en')).toBe('7 days');
    expect(formatSpan(604_800, 'zh-HK')).toBe('7 日');
    expect([3600, 5400, 15, 0].map((one) => formatSpan(one, 'en'))).toEqual([
      '1 hour',
      '90 minutes',
      '15 seconds',
      '0 seconds',
    ]);
  });
});

describe('words', () => {
  it('are there for every kind of review, and its two answers differ', () => {
    for (const { kind, ask, yes, no } of Object.values(reviewWords)) {
      expect([kind, ask, yes, no].map(said)).not.toContain(undefined);
      expect(said(yes)).not.toBe(said(no));
    }
  });

  it('are there for each reason of a refusal, and another for one from a later server', () => {
    expect(new Set(reasons.map((one) => said(reasonWord(one)))).size).toBe(reasons.length);
    expect(said(reasonWord('of_tomorrow'))).toBe(said(reasonWord('other')));
    expect(said(paperWord('of_tomorrow'))).toBe('Paper');
  });

  it('tell a rule from a sentence that somebody wrote', () => {
    expect(said(ruleWord('sound') ?? '')).toMatch(/read the same/);
    expect(ruleWord('It asks for training fees.')).toBeUndefined();
  });
});

afterEach(() => vi.unstubAllGlobals());

describe('papers', () => {
  it('tell how much has gone, and what the server refused', async () => {
    const sent: unknown[] = [];
    class Request {
      status = 422;
      response = { code: 'invalid', errors: [{ location: 'body.file', message: 'Use a PDF, JPEG or PNG.' }] };
      upload: { onprogress?: (event: object) => void } = {};
      onload?: () => void;
      headers: Record<string, string> = {};
      open(method: string, address: string) {
        sent.push(method, address);
      }
      setRequestHeader(name: string, value: string) {
        this.headers[name] = value;
      }
      send(body: FormData) {
        sent.push(this.headers['X-Tramway-Client'], body.get('file'));
        this.upload.onprogress?.({ lengthComputable: true, loaded: 3, total: 12 });
        this.onload?.();
      }
    }
    vi.stubGlobal('XMLHttpRequest', Request);
    const told: number[] = [];
    const file = new File(['plain'], 'a.pdf');
    const refused = await putPaper('o1', 'licence', file, (share) => told.push(share)).catch((error) => error);
    expect(sent.slice(0, 3)).toEqual(['PUT', '/api/v1/o/o1/verification/papers/licence', 'page']);
    expect(told).toEqual([0.25]);
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused.problem.errors[0].message).toBe('Use a PDF, JPEG or PNG.');
  });

  it('are no picture when the server asks for a proof', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ code: 'second_factor_needed' }, { status: 403 })));
    await expect(lookAtPaper('r', 'licence')).rejects.toMatchObject({ code: 'second_factor_needed', status: 403 });
  });
});
