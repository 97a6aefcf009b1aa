import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  addHolderPart,
  addPageComponent,
  addPageHolder,
  pageDefinition,
  parseFlexiPage,
  removePageItem,
  setPageProperty,
  setPageTexts,
} from '@millrace/metadata'

/// Opens every Lightning page below a folder and saves it as the page builder does: unchanged, and with changes that are
/// taken back. The file must come out byte for byte.
export function runPages(path: string | undefined, list: boolean): number {
  const files = readdirSync(path ?? '.', { recursive: true, encoding: 'utf8' })
    .filter(name => /\.flexipage(-meta\.xml)?$/.test(name))
    .map(name => join(path ?? '.', name))
  const failures = files.flatMap(file => {
    const why = whyNotKept(readFileSync(file, 'utf8'), file)
    return why === null ? [] : [`${file}: ${why}`]
  })
  if (list) for (const failure of failures) console.log(failure)
  console.log(`${files.length - failures.length} passed, ${failures.length} failed`)
  return failures.length
}

function whyNotKept(source: string, file: string): string | null {
  const { definition } = parseFlexiPage(source, file)
  if (!definition) return 'it cannot be read'
  const page = pageDefinition(definition)
  const changes: readonly (readonly [name: string, text: string])[] = [
    ['the same label', setPageTexts(source, { masterLabel: page.label })],
    ...page.regions.flatMap(({ name, items }) => {
      const place = { region: name, index: items.length }
      if (items.length === 0) return []
      const text = addPageComponent(source, place, { componentName: 'millrace:dynamicComponent', properties: {} })
      const tabs = addPageHolder(source, place, { componentName: 'flexipage:tabset', properties: {} }, ['One'])
      return [
        [`a component added to ${name} and removed`, removePageItem(text, place)],
        [`tabs added to ${name} and removed`, removePageItem(addHolderPart(tabs, place, 'Two'), place)],
      ] as const
    }),
    ...page.regions.flatMap(({ name, items }) =>
      items.flatMap(({ properties, componentName }, index) =>
        Object.entries(properties).flatMap(([property, value]) =>
          componentName === null
            ? []
            : [
                [
                  `${property} of ${componentName} set to what it is`,
                  setPageProperty(source, { region: name, index }, property, value),
                ] as const,
              ],
        ),
      ),
    ),
  ]
  return changes.find(([, text]) => text !== source)?.[0] ?? null
}
