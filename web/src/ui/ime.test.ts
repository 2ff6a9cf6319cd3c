import { describe, expect, it } from 'vitest';
import { CompositionGuard } from './ime';

function guard() {
  const waiting: (() => void)[] = [];
  const made = new CompositionGuard((run) => waiting.push(run));
  const tick = () => {
    for (const run of waiting.splice(0)) run();
  };
  return { made, tick };
}

const enter = { isComposing: false, keyCode: 13 };

describe('composition guard', () => {
  it('lets a plain Enter through', () => {
    expect(guard().made.owns(enter)).toBe(false);
  });

  it('owns Enter while composing, whatever the event says (Zhuyin, Cangjie, Quick)', () => {
    const { made } = guard();
    made.start();
    expect(made.owns(enter)).toBe(true);
  });

  it('owns the Enter that ended the composition, although it comes after compositionend (Safari, Pinyin)', () => {
    const { made, tick } = guard();
    made.start();
    made.end();
    expect(made.owns(enter)).toBe(true);
    tick();
    expect(made.owns(enter)).toBe(false);
  });

  it('believes isComposing and key code 229 alone (Jyutping on Android and Windows)', () => {
    const { made } = guard();
    expect(made.owns({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(made.owns({ isComposing: false, keyCode: 229 })).toBe(true);
  });
});
