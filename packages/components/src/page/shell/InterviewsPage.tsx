import type { ComponentHost } from '@millrace/runtime'
import { useEffect } from 'react'
import PausedInterviews from '../../flowPlayer/PausedInterviews.tsx'
import { useLabels } from '../../labels/Localized.tsx'

/// The list of interviews at the address that it has in Salesforce, though they are no records here.
export default function InterviewsPage({ host }: { host: ComponentHost }) {
  const { pausedInterviews } = useLabels()
  useEffect(() => {
    document.title = `${pausedInterviews} | Millrace`
  }, [pausedInterviews])
  return (
    <>
      <h1 className="slds-assistive-text">{pausedInterviews}</h1>
      <PausedInterviews host={host} />
    </>
  )
}
