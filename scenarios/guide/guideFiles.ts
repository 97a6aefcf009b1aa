import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { root } from '../../scripts/millraceCommand.ts'
import type { Guide, Picture } from './guide.ts'

const folder = join(root, 'docs/guide/execute-flow')
const README = 'README.md'
const PICTURE = '.webp'

/// How good pictures are: letters stay sharp, and a picture of the whole screen has about 40 kB.
const QUALITY = 0.8

/// The text of the guide in docs, and its pictures by name with their sizes in bytes.
export function guideInDocs(): { readonly text: string; readonly pictures: ReadonlyMap<string, number> } {
  const pictures = filesOf(folder).filter(name => name.endsWith(PICTURE))
  return {
    text: existsSync(join(folder, README)) ? readFileSync(join(folder, README), 'utf8') : '',
    pictures: new Map(pictures.map(name => [name.slice(0, -PICTURE.length), readFileSync(join(folder, name)).length])),
  }
}

/// Puts [guide] into docs, in place of what was there.
export async function writeGuide(guide: Guide, browser: Browser): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const name of filesOf(folder)) rmSync(join(folder, name))
  writeFileSync(join(folder, README), guide.text)
  for (const [name, webp] of await webpOf(browser, guide.pictures))
    writeFileSync(join(folder, `${name}${PICTURE}`), webp)
}

const filesOf = (path: string): string[] => (existsSync(path) ? readdirSync(path) : [])

/// The pictures as WebP. The browser makes them, so no package is needed for it.
async function webpOf(browser: Browser, pictures: readonly Picture[]): Promise<[name: string, webp: Buffer][]> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const made: [string, Buffer][] = []
  for (const { name, png } of pictures) {
    const bytes = await page.evaluate(
      async ([source, quality]) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = new OffscreenCanvas(image.width, image.height)
        canvas.getContext('2d')!.drawImage(image, 0, 0)
        const blob = await canvas.convertToBlob({ type: 'image/webp', quality })
        return [...new Uint8Array(await blob.arrayBuffer())]
      },
      [`data:image/png;base64,${png.toString('base64')}`, QUALITY] as const,
    )
    made.push([name, Buffer.from(bytes)])
  }
  await context.close()
  return made
}
