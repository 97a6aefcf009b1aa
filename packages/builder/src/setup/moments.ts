/// A moment to the second, as the user reads it.
export function moment(iso: string, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale.replaceAll('_', '-'), {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone,
  })
  return format.format(new Date(iso))
}

/// "12 ms", "3.4 s", "2 min 5 s", "3 h 10 min", "2 d 4 h".
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < HOUR) return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / 60_000)} min`
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
