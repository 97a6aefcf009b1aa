import { describe, expect, it } from 'vitest'
import { scopedStyles } from '../../scopedStyles.ts'

/// What stands inside the scope, without blanks.
const inside = (css: string): string =>
  scopedStyles(css)
    .replace(/^[^]*?\[data-millrace-layer\]\) \{/, '')
    .replace(/\}\s*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('the rules for our elements', () => {
  it.each([
    ['.slds-card{color:red}', '.slds-card{color:red}'],
    [':root{--a:1}', ':where(:scope){--a:1}'],
    ['html,body{margin:0}', ':where(:scope),:where(:scope){margin:0}'],
    [
      'html, body{margin:0;background:red;min-height:100%;color:red}',
      ':where(:scope), :where(:scope){margin:0;color:red}',
    ],
    [':root{--ground:1;background-color:var(--ground)}', ':where(:scope){--ground:1;}'],
    ['body .a{margin:0}', ':where(:scope) .a{margin:0}'],
    ['.slds-card__body{margin:0}', '.slds-card__body{margin:0}'],
    ['.body,#html{margin:0}', '.body,#html{margin:0}'],
    ['body-part{margin:0}', 'body-part{margin:0}'],
    ['@media print{body{margin:0}}', '@media print{:where(:scope){margin:0}}'],
    ['@layer defaults{:where(html){--a:1}}', '@layer defaults{:where(:where(:scope)){--a:1}}'],
    [
      ':root[data-millrace-theme="dark"] .a{color:red}',
      ':where(:root[data-millrace-theme="dark"]) :where(:scope) .a{color:red}',
    ],
    ['.a::before{content:"} body{"}', '.a::before{content:"} body{"}'],
    ['/* body{} */ .a{color:red}', '.a{color:red}'],
    ['.a{transition:body 1s}', '.a{transition:body 1s}'],
  ])('%s', (css, expected) => {
    expect(inside(css)).toBe(expected)
  })
})

it.each(['@keyframes turn{to{rotate:1turn}}', '@font-face{font-family:a}', '@layer a,b;'])(
  'stays outside the scope: %s',
  rule => {
    expect(scopedStyles(`${rule}.a{color:red}`).startsWith(`${rule}\n@scope`)).toBe(true)
  },
)

it.each(['@charset "UTF-8";', '@import "a.css";'])('is left out: %s', rule => {
  expect(scopedStyles(rule)).not.toContain(rule)
})
