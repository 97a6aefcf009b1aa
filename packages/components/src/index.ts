export * from './page/startPage.tsx'
export * from './page/PageRoute.ts'
export * from './page/session.ts'
export * from './page/api.ts'
export * from './page/useJson.ts'
export * from './page/pageDefinition.ts'
export type { PageFrames } from './page/pageContext.ts'
export { PageView } from './page/PageView.tsx'
export { pageText } from './page/pageValues.ts'
export { recordHost } from './page/recordHost.ts'
export { type PartProperty, type StandardPart, standardParts } from './page/standard/standardParts.ts'
export { Link } from './page/Link.tsx'
export { openPath } from './page/location.ts'
export { MessagePage } from './page/MessagePage.tsx'
export { defineMillraceComponent } from './embed/defineMillraceComponent.tsx'
export * from './renderer/DynamicComponent.tsx'
export * from './slds/index.ts'
export * from './renderer/Frames.ts'
export {
  type LocalAction,
  registerLocalAction,
  registerScreenComponent,
  type ScreenComponentProps,
} from './flowPlayer/screenComponents.ts'
export { type ScreenFrames, ScreenFramesContext } from './flowPlayer/ScreenFrames.ts'
export type { Screen, ScreenField } from './flowPlayer/interview.ts'
export { LazyFlowPlayer, LazyScreenFields } from './flowPlayer/lazyFlowPlayer.tsx'
export { LazyRichTextEditor } from './inputs/LazyRichTextEditor.tsx'
export type { Component } from './renderer/ComponentProps.ts'
