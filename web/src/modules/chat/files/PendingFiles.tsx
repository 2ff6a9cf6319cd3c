import { EnvironmentOutlined, PaperClipOutlined, UserOutlined } from '@ant-design/icons';
import type { Carried } from './tray';

/** What a message on its way takes with it, by name. */
export function PendingFiles({ carried }: { carried: Carried | undefined }) {
  if (!carried) return null;
  return (
    <span style={{ gridColumn: 2, overflowWrap: 'anywhere' }}>
      {carried.files.map((one) => (
        <bdi key={one.id} style={{ display: 'block' }}>
          <PaperClipOutlined aria-hidden /> {one.name}
        </bdi>
      ))}
      {carried.location && (
        <bdi style={{ display: 'block' }}>
          <EnvironmentOutlined aria-hidden />{' '}
          {carried.location.label || `${carried.location.lat}, ${carried.location.lon}`}
        </bdi>
      )}
      {carried.contact && (
        <bdi style={{ display: 'block' }}>
          <UserOutlined aria-hidden /> {carried.contact.name}
        </bdi>
      )}
    </span>
  );
}
