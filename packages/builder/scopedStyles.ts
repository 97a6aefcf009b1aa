/// A stylesheet for a whole page, made one for our elements in another site's page: its rules stand in `@scope`, and what
/// it says of the page (`:root`, `html`, `body`) is said of our elements, but for their ground. Attributes that choose a theme stay on the root.
export function scopedStyles(css: string): string {
  const outside: string[] = []
  const inside: string[] = []
  for (const rule of topLevelRules(css.replaceAll(/\/\*.*?\*\//gs, ''))) {
    if (/^@(charset|import)\b/.test(rule)) continue
    // These have names of their own and are not allowed in a scope.
    if (/^@(-webkit-)?keyframes\b|^@font-face\b|^@property\b|^@layer[^{]*;$/.test(rule)) outside.push(rule)
    else inside.push(ofOurElements(withoutGround(rule)))
  }
  return `${outside.join('\n')}\n@scope (millrace-component, [data-millrace-layer]) {\n${inside.join('\n')}\n}\n`
}

// What stands in quotes is found first, so that it is left alone.
const PAGE =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<=^|[{},;(]\s*)(?:html|body|:root)((?:\[[^\]]*\])*)(?![\w-])(?=[^{};]*\{)/g

/// The page has a ground to stand on and its own height; our elements have neither.
const withoutGround = (rule: string): string =>
  /^(?:(?:html|body|:root),?)+\{/.test(rule.replaceAll(/\s/g, ''))
    ? rule.replaceAll(/(?<=[{;]\s*)(?:background[a-z-]*|min-height)\s*:[^;}]*;?/g, '')
    : rule

const ofOurElements = (rule: string): string =>
  rule.replaceAll(PAGE, (found, attributes: string | undefined) => {
    if (attributes === undefined) return found
    return attributes ? `:where(:root${attributes}) :where(:scope)` : ':where(:scope)'
  })

/// The rules of a stylesheet, each with the block that it has.
function* topLevelRules(css: string): Generator<string> {
  let depth = 0
  let start = 0
  for (let at = 0; at < css.length; at++) {
    const character = css[at]
    if (character === '"' || character === "'") at = endOfString(css, at)
    else if (character === '{') depth++
    else if (character === '}') depth--
    else if (character !== ';') continue
    if (depth > 0 || (character !== '}' && character !== ';')) continue
    const rule = css.slice(start, at + 1).trim()
    start = at + 1
    if (rule !== ';') yield rule
  }
}

function endOfString(css: string, start: number): number {
  const quote = css[start]
  for (let at = start + 1; at < css.length; at++) {
    if (css[at] === '\\') at++
    else if (css[at] === quote) return at
  }
  return css.length
}
