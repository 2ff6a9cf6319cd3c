// What the server refused only until presence is proved: the dialog that asks says so, and no form.
const errors = new WeakSet<object>();

export const askedToProve = (error: object) => void errors.add(error);
export const isAskedToProve = (error: unknown) => typeof error === 'object' && error !== null && errors.has(error);
