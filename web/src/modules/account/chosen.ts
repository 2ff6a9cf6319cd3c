// What somebody who asks to join has just chosen, so that they need not type it again when they are let in. It lives
// as long as this tab and is written nowhere.
let chosen: { login: string; password: string } | null = null;

export const keepChosen = (login: string, password: string) => {
  chosen = password ? { login, password } : null;
};

/** Gives it once. */
export const takeChosen = () => {
  const taken = chosen;
  chosen = null;
  return taken;
};
