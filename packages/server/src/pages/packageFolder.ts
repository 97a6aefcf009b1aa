import type { Org } from '../org.ts'
import { readProjectFile } from '../projectFileWriting.ts'

/// Where new metadata goes: `force-app/main/default`, or what `sfdx-project.json` says instead of force-app.
export async function packageFolder({ folder }: Org): Promise<string> {
  const text = await readProjectFile(folder, 'sfdx-project.json')
  return `${/"path"\s*:\s*"([\w./-]+)"/.exec(text ?? '')?.[1] ?? 'force-app'}/main/default`
}
