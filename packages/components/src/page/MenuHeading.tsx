/// What a menu of the header is about.
export function MenuHeading({ title, detail }: { title: string; detail?: string }) {
  return (
    <div className="slds-dropdown__header millrace-menu-heading">
      <strong>{title}</strong>
      {detail && <span className="slds-text-color_weak">{detail}</span>}
    </div>
  )
}
