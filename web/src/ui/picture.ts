import { address, call, house } from '@/api/client';
import type { OrgHandle } from '@/api/org';
import type { Person } from '@/api/types';

const place = (org: string, person: string) => house(org, `/pictures/${encodeURIComponent(person)}`);
/** One's own has a place of its own: no right over others is needed. */
const placeOf = (org: OrgHandle, person: string) =>
  person === org.me.person.id ? house(org.id, '/me/picture') : place(org.id, person);

/** Where a picture is; its id is in the address, so that a kept one is never an older one. */
export const pictureAddress = (org: string, person: string, picture: string) =>
  address(place(org, person), { v: picture });

export const acceptedPictures = ['image/jpeg', 'image/png', 'image/webp'];

const side = 1024;

/** A camera's file is tens of megapixels: what is sent is no larger than it has to be. */
export async function smaller(file: File): Promise<Blob> {
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return file; // the server says what is wrong with it
  const scale = Math.min(1, side / Math.min(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  return made && made.size < file.size ? made : file;
}

export async function setPicture(org: OrgHandle, person: string, file: File): Promise<Person> {
  const form = new FormData();
  form.set('file', await smaller(file), 'picture');
  return call<Person>('PUT', placeOf(org, person), { body: form });
}

export const removePicture = (org: OrgHandle, person: string) => call<void>('DELETE', placeOf(org, person));
