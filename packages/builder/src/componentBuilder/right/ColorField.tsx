/// A colour: any CSS colour as text, or one from the browser's palette.
export function ColorField({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  return (
    <div className="builder-color">
      <input
        type="color"
        aria-label="Choose a colour"
        value={/^#[0-9a-f]{6}$/i.test(value) ? value : '#000000'}
        onChange={event => onChange(event.target.value)}
      />
      <input
        id={id}
        className="slds-input"
        value={value}
        placeholder="#0176d3"
        onChange={event => onChange(event.target.value)}
      />
    </div>
  )
}
