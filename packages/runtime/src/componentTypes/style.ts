import { didYouMean, isNum, numText } from '@millrace/values'
import type { Resolved } from '../componentState.ts'
import type { PropertyDeclaration } from '../declaration.ts'
import { isSettings } from '../resolved.ts'
import { SPACINGS } from './choices.ts'

/// The attribute that every component has: the styling hooks of the Lightning Design System, `--slds-c-…` and
/// `--slds-g-…`, and how it stands among the others. It names no classes and can hold nothing but single values.
export const STYLE: PropertyDeclaration = {
  name: 'style',
  label: 'Style',
  type: 'style',
  group: 'Style',
  help: 'Margins, padding, width, alignment, and SLDS styling hooks: { "margin": "small", "--slds-c-card-color-background": "#fff" }.',
}

/// What a style may set beside hooks: a spacing of SLDS or a length, a length, or a word.
const SETTINGS: Readonly<Record<string, 'spacing' | 'length' | readonly string[]>> = {
  margin: 'spacing',
  marginTop: 'spacing',
  marginBottom: 'spacing',
  marginStart: 'spacing',
  marginEnd: 'spacing',
  padding: 'spacing',
  paddingTop: 'spacing',
  paddingBottom: 'spacing',
  paddingStart: 'spacing',
  paddingEnd: 'spacing',
  width: 'length',
  minWidth: 'length',
  maxWidth: 'length',
  height: 'length',
  minHeight: 'length',
  maxHeight: 'length',
  align: ['start', 'center', 'end'],
  textAlign: ['start', 'center', 'end'],
}

export const STYLE_SETTINGS: readonly string[] = Object.keys(SETTINGS)

/// A style as CSS: custom properties by their names, other properties as the DOM's `style` has them.
export interface StyleDeclarations {
  readonly declarations: Readonly<Record<string, string>>
  /// What was left out, and why: sentences that follow the setting's name.
  readonly problems: readonly { readonly name: string; readonly code: string; readonly message: string }[]
}

/// What a `style` attribute comes to. A setting that is not known, or a value that is more than one value, is left out
/// and told.
export function styleDeclarations(style: Resolved): StyleDeclarations {
  let declarations: Readonly<Record<string, string>> = {}
  const problems: { name: string; code: string; message: string }[] = []
  for (const [name, value] of Object.entries(isSettings(style) ? style : {})) {
    if (value === null || value === '') continue
    const text = typeof value === 'string' ? value.trim() : isNum(value) ? `${numText(value)}px` : ''
    const found = styleDeclaration(name, text)
    if ('code' in found) problems.push({ name, ...found })
    // Alignment says a width and margins too; what the style itself says of them counts more.
    else declarations = name === 'align' ? { ...found.css, ...declarations } : { ...declarations, ...found.css }
  }
  return { declarations, problems }
}

type Found = { readonly css: Readonly<Record<string, string>> } | { readonly code: string; readonly message: string }

const HOOK = /^--slds-[cg]-[a-z0-9-]+$/
/// A single value: words, numbers, colours, and the functions that compute them. No `;`, braces, addresses or escapes.
const VALUE = /^(?!.*(?:url|image|image-set|expression|attr|element)\s*\()[\w\s#%.,()+*/"'-]{1,200}$/i
const COMMENT = /\/\*|\/\//
const LENGTH = /^(?:auto|fit-content|min-content|max-content|0|\d*\.?\d+(?:px|rem|em|%|vw|vh|ch))$/
const SPACE = new Map(SPACINGS.map(({ value }) => [value, value === 'none' ? '0' : `var(--millrace-space-${value})`]))

function styleDeclaration(name: string, text: string): Found {
  if (name.startsWith('--')) return hookDeclaration(name, text)
  const setting = SETTINGS[name]
  if (setting === undefined)
    return { code: 'unknown-setting', message: `there is no such setting.${didYouMean(name, STYLE_SETTINGS)}` }
  if (typeof setting !== 'string') return setting.includes(text) ? { css: placed(name, text) } : wrong(text, setting)
  const length = setting === 'spacing' ? (SPACE.get(text) ?? lengthOf(text)) : lengthOf(text)
  if (length !== undefined) return { css: { [cssName(name)]: length } }
  return wrong(
    text,
    setting === 'spacing' ? [...SPACE.keys(), 'a length such as 12px'] : ['a length such as 20rem or 50%'],
  )
}

function hookDeclaration(name: string, text: string): Found {
  if (!HOOK.test(name)) return { code: 'unknown-setting', message: 'styling hooks begin with --slds-c- or --slds-g-.' }
  if (VALUE.test(text) && !COMMENT.test(text)) return { css: { [name]: text } }
  return {
    code: 'setting-value',
    message: `it is "${text}", which is not a single CSS value such as #0176d3 or 0.5rem.`,
  }
}

const lengthOf = (text: string): string | undefined => (LENGTH.test(text) ? text : undefined)

const wrong = (text: string, allowed: readonly string[]): Found => ({
  code: 'setting-value',
  message: `it is "${text}". It is one of ${allowed.join(', ')}.`,
})

/// `marginStart` is at the left, or at the right where people read from the right.
const cssName = (name: string): string => name.replace(/^(margin|padding)(Start|End)$/, '$1Inline$2')

/// Margins that take up what is left place it in a block, a grid and a row alike.
function placed(name: string, where: string): Readonly<Record<string, string>> {
  if (name === 'textAlign') return { textAlign: where }
  return {
    width: 'fit-content',
    marginInlineStart: where === 'start' ? '0' : 'auto',
    marginInlineEnd: where === 'end' ? '0' : 'auto',
  }
}
