import { describe, expect, it } from 'vitest';
import { appended, insertInto, onInsert, quoted } from './inserting';

describe('inserting', () => {
  it('quotes each line', () => {
    expect(quoted('first\n\nthird\n')).toBe('> first\n> \n> third\n\n');
    expect(quoted('會議\r\n改期')).toContain('> 會議');
  });

  it('puts a quote behind what is written already', () => {
    expect(appended('', '> a\n\n')).toBe('> a\n\n');
    expect(appended('so\n', '> a\n\n')).toBe('so\n\n> a\n\n');
  });

  it('reaches the field of that draft, as long as it is there', () => {
    const got: string[] = [];
    const leave = onInsert('c1', (text) => got.push(text));
    const later = onInsert('c1', (text) => got.push(`later ${text}`));
    leave(); // of the one before: the field is the later one's
    insertInto('c1', 'x');
    insertInto('c2', 'y');
    later();
    insertInto('c1', 'z');
    expect(got).toEqual(['later x']);
  });
});
