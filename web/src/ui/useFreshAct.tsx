import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/client';
import { bootQuery } from '@/api/session';
import { Dialog } from './Dialog';
import { FreshForm } from './FreshForm';
import css from './FreshForm.module.css';
import { askedToProve } from './proved';

// A little before the server's own moment, so that the act still passes.
const margin = 20_000;

interface FreshAct {
  run: (act: () => void) => void;
  /** Asks for the proof when it was the server that missed one; true if so. The act then runs again. */
  asked: (error: unknown, again: () => void) => boolean;
  dialog: ReactNode;
}

/** Runs an act now, or after presence was proved once more. The dialog has to be rendered. */
export function useFreshAct(text = ''): FreshAct {
  const { t } = useTranslation();
  const boot = useQuery(bootQuery);
  const [act, setAct] = useState<{ run: () => void } | null>(null);
  const until = boot.data?.session?.fresh_until;
  const run = (wanted: () => void) => {
    if (until && new Date(until).getTime() - margin > Date.now()) wanted();
    else setAct({ run: wanted });
  };
  const asked = (error: unknown, again: () => void) => {
    const missing = error instanceof ApiError && ['fresh_needed', 'second_factor_needed'].includes(error.code);
    if (missing) {
      askedToProve(error);
      setAct({ run: again });
    }
    return missing;
  };
  const done = () => {
    setAct(null);
    act?.run();
  };
  const dialog = act && (
    <Dialog label={t('shell:fresh_title')} onClose={() => setAct(null)}>
      <div className={css.ask}>
        <h2>{t('shell:fresh_title')}</h2>
        <p>{text || t('shell:fresh_text_here')}</p>
        <FreshForm done={done} />
        <Button type="text" size="large" onClick={() => setAct(null)}>
          {t('shell:cancel')}
        </Button>
      </div>
    </Dialog>
  );
  return { run, asked, dialog };
}
