import { useTranslation } from 'react-i18next';
import type { At } from '@/api/files';
import type { Attachment } from '@/api/types';
import css from './Attachments.module.css';
import { ContactCard } from './ContactCard';
import { FileRow } from './FileRow';
import { ImageGrid } from './ImageGrid';
import { PlaceCard } from './PlaceCard';
import { VoicePlayer } from './VoicePlayer';

/** What a message carries, drawn: images together, the others one below the other. */
export function Attachments({ files, at }: { files: Attachment[]; at: At }) {
  const { t } = useTranslation();
  const images = files.filter((one) => one.kind === 'image');
  return (
    <section className={css.all} aria-label={t('files:carried')}>
      {images.length > 0 && <ImageGrid images={images} at={at} />}
      {files.map((one) => {
        switch (one.kind) {
          case 'file':
            return <FileRow key={one.id} file={one} at={at} />;
          case 'voice':
            return <VoicePlayer key={one.id} voice={one} at={at} />;
          case 'location':
            return <PlaceCard key={one.id} place={one} />;
          case 'contact':
            return <ContactCard key={one.id} card={one} />;
          default:
            return null;
        }
      })}
    </section>
  );
}
