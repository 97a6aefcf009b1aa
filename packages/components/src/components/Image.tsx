import { isNum, numJson } from '@millrace/values'
import type { CSSProperties } from 'react'
import type { ComponentProps } from '../renderer/ComponentProps.ts'
import { safePicture } from '../renderer/safeAddress.ts'
import { useTexts } from '../renderer/useTexts.ts'

export function Image({ state, component }: ComponentProps) {
  const { apiName, interactions } = component
  const text = useTexts(state, apiName)
  const source = safePicture(text('source'))
  const pixels = (name: string): number | undefined => {
    const value = state.attribute(apiName, name)
    return isNum(value) ? numJson(value) : undefined
  }
  const fit = text('fit')
  const style: CSSProperties = {
    width: pixels('width') ?? '100%',
    height: pixels('height') ?? 'auto',
    objectFit: fit === 'contain' || fit === 'fill' ? fit : 'cover',
  }
  if (!source) return null
  const alternative = text('alternativeText')
  const picture = (
    <img src={source} alt={alternative} loading="lazy" className={`millrace-image_${text('shape')}`} style={style} />
  )
  const caption = text('caption')
  return (
    <figure className="millrace-image">
      {interactions?.['click'] ? (
        <button
          type="button"
          className="slds-button_reset"
          aria-label={alternative || caption || text('source')}
          onClick={() => void state.trigger(apiName, 'click')}
        >
          {picture}
        </button>
      ) : (
        picture
      )}
      {caption && <figcaption className="slds-text-body_small slds-text-color_weak">{caption}</figcaption>}
    </figure>
  )
}
