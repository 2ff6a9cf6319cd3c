import type { Person, PersonInput } from '@/api/types';

export const emptyPerson: PersonInput = {
  name: '',
  name_zh: '',
  title: '',
  email: '',
  phone: '',
  staff_no: '',
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
    department_ids: (person.departments ?? []).map((one) => one.id),
    manager_id: person.manager_id,
  };
}

export const personReady = (input: PersonInput) => input.name.trim() !== '' || input.name_zh.trim() !== '';
