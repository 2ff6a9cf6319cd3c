/** Where the browser keeps what somebody has not sent yet, so that it can be looked for without all that sends. */
export const outboxKey = (org: string, person: string) => `tramway.outbox.${org}.${person}`;
