import { useGo } from '@/ui/navigation';
import { SecondOffer } from './SecondOffer';

/** Where the console sends an administrator who has no second factor. */
export function ProtectPage() {
  const go = useGo();
  return <SecondOffer done={() => go('/', { replace: true })} />;
}
