/** +852 9123 4567: Hong Kong numbers in two fours, others as they were entered. */
export function showPhone(raw: string): string {
  const digits = raw.replace(/[\s-]/g, '');
  const local = /^(?:\+?852)?(\d{4})(\d{4})$/.exec(digits);
  return local ? `+852 ${local[1]} ${local[2]}` : raw;
}
