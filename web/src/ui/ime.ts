/**
 * Enter while an input method is composing only picks the candidate. Browsers disagree on how they say
 * so: some set isComposing, some send keyCode 229, and Safari ends the composition before it sends the
 * Enter that ended it. Hence an own flag that falls one tick after compositionend.
 */
export class CompositionGuard {
  private composing = false;
  private readonly later: (run: () => void) => void;

  constructor(later: (run: () => void) => void = (run) => window.setTimeout(run, 0)) {
    this.later = later;
  }

  start = () => {
    this.composing = true;
  };

  end = () => {
    this.later(() => {
      this.composing = false;
    });
  };

  /** Is this key part of composing, and so none of ours? */
  owns(event: { isComposing?: boolean; keyCode?: number }): boolean {
    return this.composing || event.isComposing === true || event.keyCode === 229;
  }
}
