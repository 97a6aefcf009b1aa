/// A moment to the second, as the user reads it.
export function moment(iso: string, locale: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(locale.replaceAll('_', '-'), {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone,
  })
  return format.format(new Date(iso))
}

/// "12 ms", "3.4 s", "2 min 5 s".
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
