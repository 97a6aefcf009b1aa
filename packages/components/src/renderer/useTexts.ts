import { asValue, type ComponentState } from '@millrace/runtime'
import { mergeText } from '@millrace/values'
import { useContext } from 'react'
import { FormatsContext } from './FormatsContext.ts'

/// A function that gives a component's attributes as text, in the user's language: "" for what is blank.
export function useTexts(state: ComponentState, apiName: string): (attribute: string) => string {
  const formats = useContext(FormatsContext)
  return attribute => mergeText(asValue(state.attribute(apiName, attribute)), formats)
}
