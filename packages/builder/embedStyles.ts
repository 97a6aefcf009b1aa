import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { scopedStyles } from './scopedStyles.ts'

const STYLESHEETS = ['slds/styles/salesforce-lightning-design-system.min.css']

/// Writes embed.css: the design system and our own styles, so that they reach our elements in another site's page and
/// nothing else there.
export function embedStyles(): Plugin {
  let folder = ''
  return {
    name: 'embed-styles',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const ours = stylesheetsOf('index.html', folder)
        const css = [...STYLESHEETS, ...ours].map(path => readFileSync(join(folder, path), 'utf8')).join('\n')
        writeFileSync(join(folder, 'embed.css'), scopedStyles(css.replaceAll('url(../images/', 'url(slds/images/')))
      },
    },
  }
}

interface Chunk {
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

/// The stylesheets that the page [entry] loads at once.
function stylesheetsOf(entry: string, folder: string): string[] {
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
    readFileSync(join(folder, '.vite/manifest.json'), 'utf8'),
  )
  const seen = new Set<string>()
  const visit = (name: string): string[] => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return []
    seen.add(name)
    return [...(chunk.imports ?? []).flatMap(visit), ...(chunk.css ?? [])]
  }
  return [...new Set(visit(entry))]
}
