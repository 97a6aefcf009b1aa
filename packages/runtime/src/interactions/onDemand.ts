import type { InteractionDeclaration } from '../interaction.ts'
import { alert } from './alert.ts'
import { branch } from './branch.ts'
import { callHttp } from './callHttp.ts'
import { checkInputs } from './checkInputs.ts'
import { closeDialog, closePanel } from './close.ts'
import { confirm } from './confirm.ts'
import { copyToClipboard } from './copyToClipboard.ts'
import { createRecord } from './createRecord.ts'
import { deleteRecord } from './deleteRecord.ts'
import { deleteSelectedRecords } from './deleteSelectedRecords.ts'
import { downloadFile } from './downloadFile.ts'
import { focusComponent } from './focusComponent.ts'
import { forEach } from './forEach.ts'
import { getRecords } from './getRecords.ts'
import { openDialog, openPanel } from './openComponent.ts'
import { openFlowDialog, openFlowPanel } from './openFlow.ts'
import { parallel } from './parallel.ts'
import { print } from './print.ts'
import { prompt } from './prompt.ts'
import { resetInputs } from './resetInputs.ts'
import { runSequence } from './runSequence.ts'
import { saveInlineEdits } from './saveInlineEdits.ts'
import { setComponentAttribute } from './setComponentAttribute.ts'
import { stop } from './stop.ts'
import { triggerEvent } from './triggerEvent.ts'
import { updateRecord } from './updateRecord.ts'
import { upsertRecord } from './upsertRecord.ts'
import { wait } from './wait.ts'

/// All other interactions: they come in one piece, when a page has the first of them.
export const interactionsOnDemand: readonly InteractionDeclaration[] = [
  getRecords,
  createRecord,
  updateRecord,
  upsertRecord,
  deleteRecord,
  deleteSelectedRecords,
  saveInlineEdits,
  alert,
  confirm,
  prompt,
  openDialog,
  openPanel,
  openFlowDialog,
  openFlowPanel,
  closeDialog,
  closePanel,
  checkInputs,
  resetInputs,
  setComponentAttribute,
  focusComponent,
  triggerEvent,
  copyToClipboard,
  downloadFile,
  print,
  callHttp,
  runSequence,
  branch,
  forEach,
  parallel,
  wait,
  stop,
]
