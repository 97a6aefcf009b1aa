/// Java's regular expressions, matched against a whole text. A backtracking matcher of our own, because the host's
/// RegExp has another syntax and no limit: a pattern such as (a*)+b must not stop a server.
///
/// Supported: everything of java.util.regex.Pattern except canonical equivalence (CANON_EQ), \X and \N{…}.

/// Why a text is no regular expression.
export class RegexSyntaxError extends Error {}

/// Matching took more steps than allowed.
export class RegexBudgetError extends Error {}

/// As many looks at a character as the formula engine allows.
const MAX_STEPS = 1_000_000
const EXCEEDED = 'Regular expression runtime exceeded'

/// Whether the whole of a text matches. Throws RegexBudgetError when that takes too long.
export type WholeMatch = (text: string) => boolean

/// Throws RegexSyntaxError when [pattern] is no regular expression.
export function compileRegex(pattern: string): WholeMatch {
  const matcher = new PatternParser(pattern).parse()
  return text => {
    try {
      return matcher({ text, groups: [], steps: 0 }, 0, at => at === text.length)
    } catch (error) {
      // Each round of a repeated group nests; the stack is then the budget, as it is in Java.
      throw error instanceof RangeError ? new RegexBudgetError(EXCEEDED) : error
    }
  }
}

interface Capture {
  readonly start: number
  readonly end: number
}

interface Run {
  readonly text: string
  readonly groups: (Capture | undefined)[]
  steps: number
}

/// Matches at a place and hands the place behind it to [next]; false when no way of matching satisfies [next].
type Matcher = (run: Run, at: number, next: (at: number) => boolean) => boolean

/// Whether a character (code point) belongs to a class.
type CharacterClass = (character: number) => boolean

interface Flags {
  ignoreCase: boolean
  unicodeCase: boolean
  multiline: boolean
  dotAll: boolean
  comments: boolean
  unixLines: boolean
}

function step(run: Run): void {
  if (++run.steps > MAX_STEPS) throw new RegexBudgetError(EXCEEDED)
}

/// The character at a place, or -1 at the end.
function characterAt(run: Run, at: number): number {
  step(run)
  return run.text.codePointAt(at) ?? -1
}

const widthOf = (character: number): number => (character > 0xffff ? 2 : 1)

const empty: Matcher = (_run, at, next) => next(at)

/// One character each, one after the other.
const characters =
  (classes: readonly CharacterClass[]): Matcher =>
  (run, start, next) => {
    let at = start
    for (const belongs of classes) {
      const character = characterAt(run, at)
      if (character < 0 || !belongs(character)) return false
      at += widthOf(character)
    }
    return next(at)
  }

/// What stands between two operators: the class of a single character, or something larger.
type Part = Matcher | Single
interface Single {
  readonly belongs: CharacterClass
}

function sequence(parts: readonly Part[]): Matcher {
  const matchers: Matcher[] = []
  for (let i = 0; i < parts.length; ) {
    const singles: CharacterClass[] = []
    for (let part = parts[i]; part && typeof part === 'object'; part = parts[++i]) singles.push(part.belongs)
    if (singles.length > 0) matchers.push(characters(singles))
    else matchers.push(parts[i++] as Matcher)
  }
  return matchers.reduceRight<Matcher>((rest, part) => (rest === empty ? part : both(part, rest)), empty)
}

const both =
  (first: Matcher, second: Matcher): Matcher =>
  (run, at, next) =>
    first(run, at, middle => second(run, middle, next))

const anyOf =
  (choices: readonly Matcher[]): Matcher =>
  (run, at, next) =>
    choices.some(choice => choice(run, at, next))

/// A place that must satisfy a test; matches nothing itself.
const place =
  (test: (run: Run, at: number) => boolean): Matcher =>
  (run, at, next) =>
    test(run, at) && next(at)

/// Where [matcher] first ends, or -1: without going back into it later.
function firstEnd(matcher: Matcher, run: Run, at: number): number {
  let end = -1
  matcher(run, at, found => {
    end = found
    return true
  })
  return end
}

const atomic =
  (inner: Matcher): Matcher =>
  (run, at, next) => {
    const end = firstEnd(inner, run, at)
    return end >= 0 && next(end)
  }

const capture =
  (index: number, inner: Matcher): Matcher =>
  (run, at, next) => {
    const before = run.groups[index]
    return (
      inner(run, at, end => {
        const inside = run.groups[index]
        run.groups[index] = { start: at, end }
        if (next(end)) return true
        run.groups[index] = inside
        return false
      }) || ((run.groups[index] = before), false)
    )
  }

const lookbehind =
  (inner: Matcher): ((run: Run, at: number) => boolean) =>
  (run, at) => {
    for (let start = at; start >= 0; start--) if (inner(run, start, end => end === at)) return true
    return false
  }

type Greed = 'greedy' | 'lazy' | 'possessive'

function repeat(inner: Matcher, least: number, most: number, greed: Greed): Matcher {
  if (greed === 'possessive') return atomic(repeat(inner, least, most, 'greedy'))
  return (run, start, next) => {
    const from = (count: number, at: number): boolean => {
      const more = (): boolean =>
        count < most && inner(run, at, end => (end > at || count < least) && from(count + 1, end))
      if (count < least) return more()
      return greed === 'lazy' ? next(at) || more() : more() || next(at)
    }
    return from(0, start)
  }
}

/// The same for a single character, which needs no nesting and so may repeat as often as the text is long.
function repeatOne(belongs: CharacterClass, least: number, most: number, greed: Greed): Matcher {
  const widthAt = (run: Run, at: number): number => {
    const character = characterAt(run, at)
    return character >= 0 && belongs(character) ? widthOf(character) : 0
  }
  return (run, start, next) => {
    let at = start
    let count = 0
    for (let width: number; count < least; count++, at += width) if ((width = widthAt(run, at)) === 0) return false
    if (greed === 'lazy') {
      for (;;) {
        if (next(at)) return true
        const width = count++ < most ? widthAt(run, at) : 0
        if (width === 0) return false
        at += width
      }
    }
    const ends = [at]
    for (let width: number; count < most && (width = widthAt(run, at)) > 0; count++) ends.push((at += width))
    if (greed === 'possessive') return next(at)
    for (let i = ends.length - 1; i >= 0; i--) if (next(ends[i]!)) return true
    return false
  }
}

const isLineEnd = (character: number): boolean =>
  character === 10 || character === 13 || character === 0x85 || character === 0x2028 || character === 0x2029

function isWordAt({ text }: Run, at: number): boolean {
  return at >= 0 && at < text.length && /[\p{L}\p{Nd}_]/u.test(text[at]!)
}

const between = (low: string, high: string): CharacterClass => {
  const [from, to] = [low.codePointAt(0)!, high.codePointAt(0)!]
  return character => character >= from && character <= to
}
const among = (characters: string): CharacterClass => {
  const set = new Set(Array.from(characters, character => character.codePointAt(0)!))
  return character => set.has(character)
}
const not =
  (belongs: CharacterClass): CharacterClass =>
  character =>
    !belongs(character)
const either =
  (...classes: readonly CharacterClass[]): CharacterClass =>
  character =>
    classes.some(belongs => belongs(character))
const unicode = (expression: string): CharacterClass => {
  const pattern = new RegExp(`^${expression}$`, 'u')
  return character => pattern.test(String.fromCodePoint(character))
}

const digit = between('0', '9')
const lower = between('a', 'z')
const upper = between('A', 'Z')
const alpha = either(lower, upper)
const alnum = either(alpha, digit)
const graph = between('!', '~')
const space = among(' \t\n\v\f\r')
const horizontal = either(among(' \t\u00a0\u1680\u180e\u202f\u205f\u3000'), between('\u2000', '\u200a'))
const vertical = among('\n\v\f\r\u0085\u2028\u2029')

const LETTERS: Readonly<Record<string, CharacterClass>> = {
  d: digit,
  s: space,
  w: either(alnum, among('_')),
  h: horizontal,
  v: vertical,
}

const POSIX: Readonly<Record<string, CharacterClass>> = {
  Lower: lower,
  Upper: upper,
  ASCII: character => character < 128,
  Alpha: alpha,
  Digit: digit,
  Alnum: alnum,
  Punct: character => graph(character) && !alnum(character),
  Graph: graph,
  Print: between(' ', '~'),
  Blank: among(' \t'),
  Cntrl: character => character < 32 || character === 127,
  XDigit: either(digit, between('a', 'f'), between('A', 'F')),
  Space: space,
  javaLowerCase: unicode('\\p{Lowercase}'),
  javaUpperCase: unicode('\\p{Uppercase}'),
  javaWhitespace: unicode('[\\t-\\r\\x1c-\\x1f\\p{Z}]'),
  L1: character => character < 256,
}

/// Escapes that stand for one character.
const CONTROL: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 }

function fold(character: number, flags: Flags): number {
  if (!flags.ignoreCase) return character
  if (upper(character)) return character + 32
  if (!flags.unicodeCase || character < 128) return character
  return String.fromCodePoint(character).toUpperCase().toLowerCase().codePointAt(0)!
}

/// `\\Q…\\E` as escapes of each character, which is what it means.
function withoutQuoting(pattern: string): string {
  return pattern.replace(/\\Q([^]*?)(?:\\E|$)|\\[^]/g, (escape: string, quoted: string | undefined) =>
    quoted === undefined ? escape : quoted.replace(/[^a-zA-Z0-9]/g, '\\$&'),
  )
}

class PatternParser {
  readonly #pattern: string
  readonly #names = new Map<string, number>()
  #at = 0
  #groups = 1
  #depth = 0
  #flags: Flags = {
    ignoreCase: false,
    unicodeCase: false,
    multiline: false,
    dotAll: false,
    comments: false,
    unixLines: false,
  }

  constructor(pattern: string) {
    this.#pattern = withoutQuoting(pattern)
  }

  parse(): Matcher {
    const matcher = this.#alternatives()
    if (this.#at < this.#pattern.length) this.#fail('there is no group that this ) closes')
    return matcher
  }

  #fail(reason: string): never {
    throw new RegexSyntaxError(`${reason} (at character ${this.#at + 1})`)
  }

  #alternatives(): Matcher {
    if (++this.#depth > 200) this.#fail('it is nested too deeply')
    const before = { ...this.#flags }
    const choices = [this.#sequence()]
    while (this.#eat('|')) choices.push(this.#sequence())
    this.#flags = before
    this.#depth--
    return choices.length === 1 ? choices[0]! : anyOf(choices)
  }

  #sequence(): Matcher {
    const parts: Part[] = []
    for (;;) {
      this.#skipComments()
      if (this.#at >= this.#pattern.length || this.#next('|') || this.#next(')')) return sequence(parts)
      parts.push(this.#piece())
    }
  }

  /// Something and how often.
  #piece(): Part {
    let part = this.#atom()
    for (;;) {
      this.#skipComments()
      const range = this.#quantifier()
      if (!range) return part
      const [least, most] = range
      const greed: Greed = this.#eat('?') ? 'lazy' : this.#eat('+') ? 'possessive' : 'greedy'
      part = typeof part === 'object' ? repeatOne(part.belongs, least, most, greed) : repeat(part, least, most, greed)
    }
  }

  #quantifier(): readonly [least: number, most: number] | undefined {
    if (this.#eat('*')) return [0, Infinity]
    if (this.#eat('+')) return [1, Infinity]
    if (this.#eat('?')) return [0, 1]
    if (!this.#next('{')) return undefined
    const match =
      this.#take(/\{(\d{1,9})(?:(,)(\d{1,9})?)?\}/y) ?? this.#fail('{ is not followed by {n}, {n,} or {n,m}')
    const least = Number(match[1])
    const most = match[2] ? (match[3] === undefined ? Infinity : Number(match[3])) : least
    if (most < least) this.#fail('the numbers of {n,m} stand the wrong way round')
    return [least, most]
  }

  #atom(): Part {
    if (this.#eat('(')) return this.#group()
    if (this.#eat('[')) return { belongs: this.#characterClass() }
    if (this.#eat('.')) return { belongs: this.#dot() }
    if (this.#eat('^')) return place(this.#lineStart())
    if (this.#eat('$')) return place(this.#lineEnd())
    if (this.#eat('\\')) return this.#escape()
    if (this.#next('*') || this.#next('+') || this.#next('?'))
      this.#fail(`there is nothing that ${this.#pattern[this.#at]} repeats`)
    return { belongs: this.#literal(this.#character()) }
  }

  #dot(): CharacterClass {
    const { dotAll, unixLines } = this.#flags
    if (dotAll) return () => true
    return unixLines ? character => character !== 10 : not(isLineEnd)
  }

  #lineStart(): (run: Run, at: number) => boolean {
    if (!this.#flags.multiline) return (_run, at) => at === 0
    return ({ text }, at) =>
      at === 0 ||
      (at < text.length && isLineEnd(text.charCodeAt(at - 1)) && !(text[at - 1] === '\r' && text[at] === '\n'))
  }

  #lineEnd(): (run: Run, at: number) => boolean {
    const { multiline } = this.#flags
    return ({ text }, at) => {
      if (at === text.length) return true
      if (!isLineEnd(text.charCodeAt(at)) || (text[at] === '\n' && text[at - 1] === '\r')) return false
      return multiline || at + (text.startsWith('\r\n', at) ? 2 : 1) === text.length
    }
  }

  #group(): Matcher {
    if (!this.#eat('?')) {
      const index = this.#groups++
      return capture(index, this.#inside())
    }
    if (this.#eat(':')) return this.#inside()
    if (this.#eat('>')) return atomic(this.#inside())
    if (this.#eat('=')) return this.#look(true)
    if (this.#eat('!')) return this.#look(false)
    if (this.#eat('<=')) return place(lookbehind(this.#inside()))
    if (this.#eat('<!')) {
      const test = lookbehind(this.#inside())
      return place((run, at) => !test(run, at))
    }
    const name = this.#take(/<([a-zA-Z][a-zA-Z0-9]*)>/y)
    if (name) {
      const index = this.#groups++
      if (this.#names.has(name[1]!)) this.#fail(`there are two groups named ${name[1]}`)
      this.#names.set(name[1]!, index)
      return capture(index, this.#inside())
    }
    return this.#inlineFlags()
  }

  #look(wanted: boolean): Matcher {
    const inner = this.#inside()
    return place((run, at) => firstEnd(inner, run, at) >= 0 === wanted)
  }

  #inside(): Matcher {
    const inner = this.#alternatives()
    if (!this.#eat(')')) this.#fail('a group is not closed')
    return inner
  }

  /// `(?i)` to the end of the group, `(?i:…)` for what is inside.
  #inlineFlags(): Matcher {
    const match =
      this.#take(/([imsuxdU]*)(?:-([imsuxdU]*))?([:)])/y) ?? this.#fail('(? is not followed by a kind of group')
    const before = { ...this.#flags }
    this.#setFlags(match[1]!, true)
    this.#setFlags(match[2] ?? '', false)
    if (match[3] === ')') return empty
    const inner = this.#inside()
    this.#flags = before
    return inner
  }

  #setFlags(letters: string, value: boolean): void {
    for (const letter of letters) {
      if (letter === 'i') this.#flags.ignoreCase = value
      if (letter === 'm') this.#flags.multiline = value
      if (letter === 's') this.#flags.dotAll = value
      if (letter === 'x') this.#flags.comments = value
      if (letter === 'd') this.#flags.unixLines = value
      if (letter === 'u' || letter === 'U') this.#flags.unicodeCase = value
    }
  }

  /// What follows a backslash outside of a class.
  #escape(): Part {
    if (this.#eat('b')) return place((run, at) => isWordAt(run, at - 1) !== isWordAt(run, at))
    if (this.#eat('B')) return place((run, at) => isWordAt(run, at - 1) === isWordAt(run, at))
    if (this.#eat('A') || this.#eat('G')) return place((_run, at) => at === 0)
    if (this.#eat('z')) return place(({ text }, at) => at === text.length)
    if (this.#eat('Z')) {
      const before = this.#flags
      this.#flags = { ...before, multiline: false }
      const test = this.#lineEnd()
      this.#flags = before
      return place(test)
    }
    if (this.#eat('R')) return anyOf([characters([among('\r'), among('\n')]), characters([vertical])])
    const named = this.#take(/k<([a-zA-Z][a-zA-Z0-9]*)>/y)
    if (named)
      return this.#backReference(this.#names.get(named[1]!) ?? this.#fail(`there is no group named ${named[1]}`))
    const number = this.#take(/[1-9]/y)
    if (number) return this.#backReference(this.#groupNumber(Number(number[0])))
    return { belongs: this.#classEscape() }
  }

  /// More digits belong to the number as long as there is such a group.
  #groupNumber(first: number): number {
    let index = first
    while (/\d/.test(this.#pattern[this.#at] ?? '')) {
      const longer = index * 10 + Number(this.#pattern[this.#at])
      if (longer >= this.#groups) break
      index = longer
      this.#at++
    }
    return index
  }

  #backReference(index: number): Matcher {
    const flags = { ...this.#flags }
    return (run, at, next) => {
      const group = run.groups[index]
      if (!group) return false
      const wanted = run.text.slice(group.start, group.end)
      const found = run.text.slice(at, at + wanted.length)
      run.steps += wanted.length
      step(run)
      const same = (text: string): string =>
        Array.from(text, character => String.fromCodePoint(fold(character.codePointAt(0)!, flags))).join('')
      return same(wanted) === same(found) && next(at + wanted.length)
    }
  }

  /// An escape that stands for a character or a class of them.
  #classEscape(): CharacterClass {
    const letter = this.#take(/[dswhvDSWHV]/y)
    if (letter) {
      const belongs = LETTERS[letter[0].toLowerCase()]!
      return letter[0] === letter[0].toLowerCase() ? belongs : not(belongs)
    }
    const property = this.#take(/([pP])(?:\{(\^?)([^{}]+)\}|([A-Z]))/y)
    if (property) {
      const belongs = this.#property(property[3] ?? property[4]!)
      return (property[1] === 'P') !== (property[2] === '^') ? not(belongs) : belongs
    }
    return this.#literal(this.#escapedCharacter())
  }

  #property(name: string): CharacterClass {
    if (this.#flags.ignoreCase && (name === 'Lower' || name === 'Upper')) return alpha
    const posix = POSIX[name]
    if (posix) return posix
    const bare = name.replace(/^(?:Is|In|general_category=|gc=)/, '')
    const candidates = [bare, `Script=${bare}`, name]
    for (const candidate of /^[\w=]+$/.test(name) ? candidates : []) {
      try {
        return unicode(`\\p{${candidate}}`)
      } catch {
        // Not this one.
      }
    }
    return this.#fail(`there is no character property ${name}`)
  }

  #escapedCharacter(): number {
    const octal = this.#take(/0([0-3]?[0-7]{1,2})/y)
    if (octal) return Number.parseInt(octal[1]!, 8)
    const hex = this.#take(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|x\{([0-9a-fA-F]{1,6})\}/y)
    if (hex) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3]!, 16)
      return code <= 0x10_ffff ? code : this.#fail('there is no such character')
    }
    const control = this.#take(/c([@-_a-z?])/y)
    if (control) return control[1]!.charCodeAt(0) ^ 64
    const letter = this.#take(/[a-zA-Z]/y)
    if (letter) return CONTROL[letter[0]] ?? this.#fail(`\\${letter[0]} has no meaning`)
    if (this.#at >= this.#pattern.length) this.#fail('it ends in a backslash')
    return this.#character()
  }

  /// Behind `[`: a union of characters, ranges and classes, or an intersection (&&) of such.
  #characterClass(): CharacterClass {
    if (++this.#depth > 200) this.#fail('it is nested too deeply')
    const negated = this.#eat('^')
    const parts: CharacterClass[] = []
    let first = true
    while (first || !this.#next(']')) {
      if (this.#at >= this.#pattern.length) this.#fail('a [ is not closed')
      if (this.#eat('&&')) {
        const left = either(...parts.splice(0))
        const right = this.#rest()
        parts.push(character => left(character) && right(character))
      } else parts.push(this.#classItem())
      first = false
    }
    this.#at++
    this.#depth--
    const belongs = either(...parts)
    return negated ? not(belongs) : belongs
  }

  /// The right side of &&: what stands before the next && or the end of the class.
  #rest(): CharacterClass {
    const parts: CharacterClass[] = []
    while (!this.#next(']') && !this.#next('&&')) {
      if (this.#at >= this.#pattern.length) this.#fail('a [ is not closed')
      parts.push(this.#classItem())
    }
    return either(...parts)
  }

  #classItem(): CharacterClass {
    if (this.#eat('[')) return this.#characterClass()
    if (this.#next('\\') && /[dswhvDSWHVpP]/.test(this.#pattern[this.#at + 1] ?? '')) {
      this.#at++
      return this.#classEscape()
    }
    const low = this.#eat('\\') ? this.#escapedCharacter() : this.#character()
    const isRange =
      this.#next('-') && !this.#pattern.startsWith('-]', this.#at) && !this.#pattern.startsWith('-[', this.#at)
    if (!isRange || this.#at + 1 >= this.#pattern.length) return this.#literal(low)
    this.#at++
    const high = this.#eat('\\') ? this.#escapedCharacter() : this.#character()
    if (high < low) this.#fail('a range of characters stands the wrong way round')
    return this.#range(low, high)
  }

  #range(low: number, high: number): CharacterClass {
    const flags = { ...this.#flags }
    const inside: CharacterClass = character => character >= low && character <= high
    if (!flags.ignoreCase) return inside
    return character => {
      const text = String.fromCodePoint(character)
      const cases = flags.unicodeCase || character < 128 ? [text.toLowerCase(), text.toUpperCase()] : []
      return inside(character) || cases.some(variant => inside(variant.codePointAt(0)!))
    }
  }

  #literal(wanted: number): CharacterClass {
    const flags = { ...this.#flags }
    const folded = fold(wanted, flags)
    return flags.ignoreCase ? character => fold(character, flags) === folded : character => character === wanted
  }

  #character(): number {
    const character = this.#pattern.codePointAt(this.#at)!
    this.#at += widthOf(character)
    return character
  }

  #skipComments(): void {
    if (this.#flags.comments) this.#take(/(?:[ \t\n\v\f\r]|#[^\n\r]*)+/y)
  }

  #next(text: string): boolean {
    return this.#pattern.startsWith(text, this.#at)
  }

  #eat(text: string): boolean {
    if (!this.#next(text)) return false
    this.#at += text.length
    return true
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#pattern)
    if (!match) return undefined
    this.#at += match[0].length
    return match
  }
}
