const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/// 15 or 18 letters and digits: what an Id looks like.
export const looksLikeId = (text: string): boolean => /^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(text)

/// The 18-character form of a 15-character Id, as CASESAFEID() gives it: three characters are added, each of
/// which says which of five characters are upper case. Other text comes back as it is.
export function to18(id: string): string {
  if (id.length !== 15) return id
  let suffix = ''
  for (let group = 0; group < 15; group += 5) {
    let bits = 0
    for (let i = 0; i < 5; i++) {
      const code = id.charCodeAt(group + i)
      if (code >= 65 && code <= 90) bits |= 1 << i
    }
    suffix += SUFFIX[bits]
  }
  return id + suffix
}

/// Whether two Ids, each of 15 or 18 characters, name the same record. Case counts.
export const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15)

/// The 18-character Id number [serial] of the object with [keyPrefix] ("003" for Contact).
export function makeId(keyPrefix: string, serial: number): string {
  let digits = ''
  for (let rest = serial; rest > 0; rest = Math.floor(rest / 62)) digits = DIGITS[rest % 62] + digits
  return to18(keyPrefix + digits.padStart(12, '0'))
}

/// Whether both texts have the form of an Id and share the first three characters, the key prefix:
/// then comparing them is comparing Ids, where case counts and 15 equals 18 characters.
export const bothIds = (a: string, b: string): boolean =>
  a.length >= 15 && b.length >= 15 && a.slice(0, 3) === b.slice(0, 3) && looksLikeId(a) && looksLikeId(b)
