/// How results are joined.
export interface LogicOf<T> {
  and(parts: readonly T[]): T
  or(parts: readonly T[]): T
  not(part: T): T
}

/// Joins [parts] as [text] says: `1 AND (2 OR NOT 3)`; AND binds before OR, as in Salesforce. Undefined when it cannot be
/// read, or names a part that there is not.
export function joined<T>(text: string, parts: readonly T[], logic: LogicOf<T>): T | undefined {
  const tokens = text.toUpperCase().match(/\d+|[A-Z]+|[()]|\S/g) ?? []
  let at = 0
  const either = (): T | undefined => chain('OR', both, logic.or)
  const both = (): T | undefined => chain('AND', one, logic.and)
  const chain = (word: string, next: () => T | undefined, join: LogicOf<T>['or']): T | undefined => {
    const found = [next()]
    while (tokens[at] === word) {
      at++
      found.push(next())
    }
    const known = found.filter(part => part !== undefined)
    if (known.length < found.length) return undefined
    return known.length === 1 ? known[0] : join(known)
  }
  const one = (): T | undefined => {
    const token = tokens[at++]
    if (token === 'NOT') {
      const part = one()
      return part === undefined ? undefined : logic.not(part)
    }
    if (token !== '(') return /^\d+$/.test(token ?? '') ? parts[Number(token) - 1] : undefined
    const inner = either()
    return tokens[at++] === ')' ? inner : undefined
  }
  const result = either()
  return at === tokens.length ? result : undefined
}

/// The same of conditions that are true or false. What cannot be read is false.
export const isTrueOf = (text: string, results: readonly boolean[]): boolean =>
  joined(text, results, {
    and: parts => parts.every(Boolean),
    or: parts => parts.some(Boolean),
    not: part => !part,
  }) ?? false
