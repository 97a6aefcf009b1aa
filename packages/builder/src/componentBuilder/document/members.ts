/// The object with [name] set; undefined takes the member away. New members come last.
export function withMember<T extends object>(object: T, name: string, value: unknown): T {
  if (value === undefined) return withoutMember(object, name)
  // Whoever names the member knows what it may hold.
  return { ...object, [name]: value }
}

export function withoutMember<T extends object>(object: T, name: string): T {
  if (!(name in object)) return object
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name)) as T
}
