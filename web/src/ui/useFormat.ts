import { useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { OrgContext } from '@/api/org';
import * as format from './format';
import { personName, secondName } from './names';

/** The formats bound to the language on screen and the organisation's zone. */
export function useFormat() {
  const { i18n } = useTranslation();
  const lang = i18n.language;
  const zone = useContext(OrgContext)?.me.organisation.time_zone || format.hongKong;
  return useMemo(
    () => ({
      lang,
      zone,
      date: (at: string) => format.formatDate(at, lang, zone),
      shortDate: (at: string) => format.formatShortDate(at, lang, zone),
      time: (at: string) => format.formatTime(at, zone),
      dateTime: (at: string) => format.formatDateTime(at, lang, zone),
      exact: (at: string) => format.formatExact(at, lang, zone),
      ago: (at: string) => format.formatAgo(at, lang, new Date(), zone),
      rowTime: (at: string) => format.formatRowTime(at, lang, new Date(), zone),
      left: (until: string) => format.formatLeft(until, lang),
      moment: (wall: Date) => format.momentIn(wall, zone),
      number: (value: number) => format.formatNumber(value, lang),
      person: (one: { name: string; name_zh?: string; given_name_en?: string }) => personName(one, lang),
      second: (one: { name: string; name_zh?: string }) => secondName(one, lang),
    }),
    [lang, zone],
  );
}
