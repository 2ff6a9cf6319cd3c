// What is kept is sealed under a key that no script can read out (AES-GCM, 256 bits, WebCrypto). It lies in the
// same browser: it makes wiping one small act, and leaves nothing readable of what a page that slept through the
// wiping writes; it is no protection from whoever has the unlocked device.

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

export const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);

/** Seals a value for its name: under another name it does not open. */
export async function seal(key: CryptoKey, name: string, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(name);
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes) };
}

export async function unseal(key: CryptoKey, name: string, { iv, bytes }: Sealed): Promise<unknown> {
  const additionalData = new TextEncoder().encode(name);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, bytes);
  return JSON.parse(new TextDecoder().decode(plain));
}
