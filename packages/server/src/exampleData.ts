import {
  importData,
  lockSettings,
  readSetting,
  writeSetting,
  type DataFile,
  type Database,
  type Org as DeployedOrg,
} from '@millrace/database'
import { systemContext } from './userContext.ts'

const SETTING = 'data-loaded'

/// Loads the project's data files the first time, and never again: people may have changed the records since.
///
/// Throws `DataImportError`, having loaded nothing.
export async function loadDataOnce(
  database: Pick<Database, 'transaction'>,
  deployed: DeployedOrg,
  files: readonly DataFile[],
  userId: string,
  say: (line: string) => void,
): Promise<void> {
  if (files.length === 0) return
  await database.transaction(async tx => {
    await lockSettings(tx)
    if (await readSetting(tx, SETTING)) return
    say('Loading the data of the project.')
    await importData(tx, deployed, systemContext(userId), files, { onlyIfEmpty: true })
    await writeSetting(tx, SETTING, true)
  })
}
