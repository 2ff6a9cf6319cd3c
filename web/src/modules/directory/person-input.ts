import type { Person, PersonInput } from '@/api/types';

export const emptyPerson: PersonInput = {
  name: '',
  name_zh: '',
  title: '',
  email: '',
  phone: '',
  staff_no: '',
  grade: '',
  hired_on: '',
  values: {},
  department_ids: [],
  manager_id: '',
};

export function inputOf(person: Person): PersonInput {
  return {
    name: person.name,
    name_zh: person.name_zh,
    title: person.title,
    email: person.email,
    phone: person.phone,
    staff_no: person.staff_no,
    grade: person.grade,
    // What is not seen is not sent, and stays as it is.
    hired_on: (person.sees ?? []).includes('managers') ? person.hired_on : undefined,
    values: Object.fromEntries((person.values ?? []).map((one) => [one.field_id, one.value])),
    department_ids: (person.departments ?? []).map((one) => one.id),
    manager_id: person.manager_id,
  };
}

export const personReady = (input: PersonInput) => input.name.trim() !== '' || input.name_zh.trim() !== '';
