import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, download, house } from './client';
import type {
  Department,
  ExportFile,
  ExportFormat,
  ExportsAnswer,
  Import,
  ImportField,
  Inheritance,
  InLine,
  Invitation,
  List,
  MailDomains,
  Person,
  PersonField,
  PersonFieldInput,
  PersonInput,
} from './types';

export const departmentsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'departments'],
    queryFn: ({ signal }) => call<List<Department>>('GET', house(org, '/departments'), { signal }),
    staleTime: 60_000,
  });

export interface PeopleFilter {
  department?: string;
  q?: string;
  field?: string;
  value?: string;
}

export const peopleQuery = (org: string, filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'people', filter],
    queryFn: ({ pageParam, signal }) =>
      call<List<Person>>('GET', house(org, '/people'), { signal, query: { ...filter, cursor: pageParam, limit: 100 } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

/** The first people that match, for pickers. */
export const findPeopleQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ['o', org, 'people-pick', q],
    queryFn: ({ signal }) => call<List<Person>>('GET', house(org, '/people'), { signal, query: { q, limit: 50 } }),
    staleTime: 30_000,
  });

export const personQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'person', id],
    queryFn: ({ signal }) => call<Person>('GET', house(org, `/people/${encodeURIComponent(id)}`), { signal }),
  });

/** Those directly in a department, for the chart. */
export const membersQuery = (org: string, department: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'people', 'direct', department],
    queryFn: ({ pageParam, signal }) =>
      call<List<Person>>('GET', house(org, '/people'), {
        signal,
        query: { department, direct: 'true', cursor: pageParam, limit: 50 },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

/** A person with those above, the nearest first. */
export const lineQuery = (org: string, person: string) =>
  queryOptions({
    queryKey: ['o', org, 'person', person, 'line'],
    queryFn: ({ signal }) =>
      call<{ person: InLine; managers: InLine[] }>('GET', house(org, `/lines/${encodeURIComponent(person)}`), {
        signal,
      }),
  });

/** Who reports to somebody; to nobody: who stands at the top. */
export const reportsQuery = (org: string, person: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'people', 'reports', person],
    queryFn: ({ pageParam, signal }) =>
      call<List<InLine>>('GET', house(org, person ? `/lines/${encodeURIComponent(person)}/reports` : '/lines'), {
        signal,
        query: { cursor: pageParam, limit: 50 },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

/** What the organisation asks about its people beside what everybody does. */
export const personFieldsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'person-fields'],
    queryFn: ({ signal }) => call<List<PersonField>>('GET', house(org, '/person-fields'), { signal }),
    staleTime: 60_000,
  });
export const putPersonField = (org: string, id: string, input: PersonFieldInput) =>
  id
    ? call<PersonField>('PUT', house(org, `/person-fields/${encodeURIComponent(id)}`), { body: input })
    : call<PersonField>('POST', house(org, '/person-fields'), { body: input });
export const removePersonField = (org: string, id: string) =>
  call<void>('DELETE', house(org, `/person-fields/${encodeURIComponent(id)}`));

export const addPerson = (org: string, input: PersonInput) =>
  call<Person>('POST', house(org, '/people'), { body: input });
export const changePerson = (org: string, id: string, input: PersonInput, version: number) =>
  call<Person>('PATCH', house(org, `/people/${encodeURIComponent(id)}`), { body: { ...input, version } });
export const invite = (org: string, id: string) =>
  call<Invitation>('POST', house(org, `/people/${encodeURIComponent(id)}/invitation`), { body: {} });

export interface DepartmentInput {
  name: string;
  name_zh: string;
  parent_id: string;
}

export const addDepartment = (org: string, input: DepartmentInput) =>
  call<Department>('POST', house(org, '/departments'), { body: input });
export const changeDepartment = (org: string, id: string, input: DepartmentInput) =>
  call<Department>('PATCH', house(org, `/departments/${encodeURIComponent(id)}`), { body: input });
export const removeDepartment = (org: string, id: string) =>
  call<void>('DELETE', house(org, `/departments/${encodeURIComponent(id)}`));

export const buildTemplate = (org: string, name: string) =>
  call<void>('POST', house(org, `/department-templates/${name}`));
export const undoTemplate = (org: string, name: string) =>
  call<void>('DELETE', house(org, `/department-templates/${name}`));

const oneImport = (org: string, id: string, rest = '') =>
  house(org, `/people/imports/${encodeURIComponent(id)}${rest}`);

export const importsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'imports'],
    queryFn: ({ signal }) => call<List<Import>>('GET', house(org, '/people/imports'), { signal }),
  });

export const importQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'import', id],
    queryFn: ({ signal }) => call<Import>('GET', oneImport(org, id), { signal }),
    refetchInterval: (query) => (/ing$/.test(query.state.data?.state ?? '') ? 700 : false),
  });

export function uploadImport(org: string, file: File): Promise<Import> {
  const form = new FormData();
  form.set('file', file);
  return call<Import>('POST', house(org, '/people/imports'), { body: form });
}

export const mapImport = (org: string, id: string, mapping: Record<string, ImportField>) =>
  call<Import>('PUT', oneImport(org, id, '/mapping'), { body: { mapping } });
export const applyImport = (org: string, id: string) =>
  call<Import>('POST', oneImport(org, id, '/apply'), { body: {} });
export const undoImport = (org: string, id: string) => call<Import>('POST', oneImport(org, id, '/undo'), { body: {} });

/** What a person would leave behind, in the language on screen. */
export const leavingQuery = (org: string, lang: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'person', id, 'leaving', lang],
    queryFn: ({ signal }) =>
      call<List<Inheritance>>('GET', house(org, `/leaving/${encodeURIComponent(id)}`), { signal }),
  });
export const letLeave = (org: string, id: string, heir: string) =>
  call<void>('POST', house(org, `/people/${encodeURIComponent(id)}/leave`), { body: heir ? { heir_id: heir } : {} });
export const takeBack = (org: string, id: string) =>
  call<void>('POST', house(org, `/people/${encodeURIComponent(id)}/return`));
export const mailDomainsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'mail-domains'],
    queryFn: ({ signal }) => call<MailDomains>('GET', house(org, '/mail-domains'), { signal }),
  });
export const putMailDomains = (org: string, domains: string[]) =>
  call<MailDomains>('PUT', house(org, '/mail-domains'), { body: { domains } });

/** Signs a member out of this organisation on every device. */
export const signOutMember = (org: string, id: string) =>
  call<void>('POST', house(org, `/people/${encodeURIComponent(id)}/sign-out`), { body: {} });

export const exportsQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'exports'],
    queryFn: ({ pageParam, signal }) =>
      call<ExportsAnswer & List<ExportFile>>('GET', house(org, '/people-exports'), {
        signal,
        query: { cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
export const makeExport = (org: string, format: ExportFormat) =>
  call<ExportFile>('POST', house(org, '/people-exports'), { body: { format } });
export const putExportSchedule = (org: string, monthly: boolean, keeps: number) =>
  call<void>('PUT', house(org, '/people-exports/schedule'), { body: { monthly, keeps } });
export const takeExport = (org: string, file: ExportFile) =>
  download(house(org, `/people-exports/${encodeURIComponent(file.id)}/file`), {}, file.file_name);
