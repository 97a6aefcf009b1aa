import { cpSync, createReadStream, existsSync, mkdirSync } from 'node:fs'
import { dirname, extname, join, resolve } from 'node:path'
import type { Plugin } from 'vite'

const assets = join(import.meta.dirname, '../../node_modules/@salesforce-ux/design-system/assets')
const STYLESHEET = 'styles/salesforce-lightning-design-system.min.css'

/// Makes a page load the design system's stylesheet, which `slds` puts beside one page for all.
export const sldsLink = (): Plugin => ({
  name: 'slds-link',
  transformIndexHtml: () => [
    { tag: 'link', attrs: { rel: 'stylesheet', href: `/slds/${STYLESHEET}` }, injectTo: 'head-prepend' },
  ],
})

/// Puts the design system beside a built page, under slds/: its stylesheet, the images that the parts we use of it
/// refer to, and every icon as a file of its own. Salesforce's logos and figures stay out.
export function slds(): Plugin {
  let target = ''
  return {
    ...sldsLink(),
    name: 'slds',
    configResolved(config) {
      target = resolve(config.root, config.build.outDir, 'slds')
    },
    closeBundle() {
      for (const path of [
        STYLESHEET,
        'images/themes/oneSalesforce/banner-brand-default.png',
        'images/License-for-images.txt',
      ]) {
        copy(path)
      }
      for (const set of ['utility', 'standard', 'action', 'custom', 'doctype']) copy(`icons/${set}`)
      copy('icons/License-for-icons.txt')
    },
    configureServer(server) {
      server.middlewares.use('/slds', (request, response, next) => {
        const path = join(assets, decodeURIComponent((request.url ?? '').replace(/\?.*/s, '')))
        if (!path.startsWith(assets) || !existsSync(path) || extname(path) === '') return next()
        response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream')
        createReadStream(path).pipe(response)
      })
    },
  }

  function copy(path: string): void {
    const isWanted = (file: string) => !file.endsWith('.png') || !file.startsWith(join(assets, 'icons'))
    mkdirSync(dirname(join(target, path)), { recursive: true })
    cpSync(join(assets, path), join(target, path), { recursive: true, filter: isWanted })
  }
}

const types: Readonly<Record<string, string>> = { '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png' }
