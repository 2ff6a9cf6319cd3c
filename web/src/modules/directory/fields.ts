import type { Person, PersonField } from '@/api/types';

export const kindLabels: Record<PersonField['kind'], string> = {
  text: 'people:kind_text',
  number: 'people:kind_number',
  date: 'people:kind_date',
  choice: 'people:kind_choice',
};

export const circleLabels: Record<PersonField['visible'], string> = {
  everybody: 'people:visible_everybody',
  managers: 'people:visible_managers',
  person: 'people:visible_person',
};

/** The name of a field in the language on screen. */
export function fieldName(field: Pick<PersonField, 'name' | 'name_hk' | 'name_cn'>, lang: string): string {
  const own = lang === 'zh-HK' ? field.name_hk : lang === 'zh-CN' ? field.name_cn : '';
  return own || field.name;
}

/** What is entered about a person, with the names of the fields, in their order. */
export function entered(person: Person, fields: PersonField[], lang: string): [string, string][] {
  const values = new Map((person.values ?? []).map((one) => [one.field_id, one.value]));
  return fields.flatMap((field) => {
    const value = values.get(field.id);
    return value ? [[fieldName(field, lang), value] as [string, string]] : [];
  });
}
