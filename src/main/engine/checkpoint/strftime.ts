/** @file Python's strftime in the C locale, for chat templates that print the date. The moment is an argument; fields are in local time, as in Python. */

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const fields: Readonly<Record<string, (now: Date) => string>> = {
  Y: (now) => String(now.getFullYear()),
  y: (now) => padded(now.getFullYear() % 100),
  m: (now) => padded(now.getMonth() + 1),
  B: (now) => months[now.getMonth()] ?? '',
  b: (now) => (months[now.getMonth()] ?? '').slice(0, 3),
  d: (now) => padded(now.getDate()),
  e: (now) => String(now.getDate()).padStart(2, ' '),
  A: (now) => days[now.getDay()] ?? '',
  a: (now) => (days[now.getDay()] ?? '').slice(0, 3),
  j: (now) => String(dayOfYear(now)).padStart(3, '0'),
  H: (now) => padded(now.getHours()),
  I: (now) => padded(now.getHours() % 12 || 12),
  M: (now) => padded(now.getMinutes()),
  S: (now) => padded(now.getSeconds()),
  p: (now) => (now.getHours() < 12 ? 'AM' : 'PM'),
  '%': () => '%',
};

/** A field that is not known stays as written. "%-d" is "%d" without the zero. */
export function strftime(format: string, now: Date): string {
  return format.replaceAll(/%(-?)([a-zA-Z%])/g, (text, dash: string, name: string) => {
    const field = Object.hasOwn(fields, name) ? fields[name]?.(now) : undefined;
    if (field === undefined) return text;
    return dash === '' ? field : field.replace(/^[0 ](?=\d)/, '');
  });
}

/** Noon to noon, so that a change of the clock does not count. */
function dayOfYear(now: Date): number {
  const noon = (month: number, day: number): number => new Date(now.getFullYear(), month, day, 12).getTime();
  return Math.round((noon(now.getMonth(), now.getDate()) - noon(0, 0)) / 86_400_000);
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
