const key = 'tramway.organisation';

export function lastOrganisation(): string {
  try {
    return window.localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

export function keepOrganisation(id: string) {
  try {
    window.localStorage.setItem(key, id);
  } catch {
    // Only a convenience: without storage the first organisation opens.
  }
}
