import { useQueryClient } from '@tanstack/react-query';
import { useOrg } from '@/api/org';
import { Avatar } from './Avatar';
import { PictureChooser } from './PictureChooser';
import { removePicture, setPicture } from './picture';

interface Props {
  person: { id: string; picture: string };
  name: string;
}

/** A person's picture with what can be done about it: for oneself, and for those who may edit. */
export function PictureField({ person, name }: Props) {
  const org = useOrg();
  const client = useQueryClient();
  const settle = () => client.invalidateQueries({ queryKey: ['o', org.id] });
  return (
    <PictureChooser
      name={name}
      given={Boolean(person.picture)}
      set={(file) => setPicture(org, person.id, file).then(settle)}
      remove={() => removePicture(org, person.id).then(settle)}
    >
      <Avatar id={person.id} name={name} picture={person.picture} size="large" />
    </PictureChooser>
  );
}
