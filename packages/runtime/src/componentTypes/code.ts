import { imported } from '../codeLoading.ts'
import type { ComponentCode, ComponentDeclaration } from '../declaration.ts'

const loaded = new Map<string, ComponentCode>()

/// The code of a kind of component; undefined where it has none, or has not been loaded.
export const componentCode = (type: string): ComponentCode | undefined => loaded.get(type)

/// Loads the code of these kinds, as far as they have some and it is not there. Throws `InteractionFailure` when that is
/// not to be had.
export async function loadComponentCode(declarations: readonly ComponentDeclaration[]): Promise<void> {
  await Promise.all(
    declarations.map(async ({ type, code }) => {
      if (code && !loaded.has(type)) loaded.set(type, await imported(code))
    }),
  )
}
