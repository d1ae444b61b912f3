'use client'
import { useState } from 'react'

/** Draws what is around the form again, as a page does whose state has changed. */
export function Again({ children }) {
  const [count, setCount] = useState(0)
  return (
    <section>
      <button type="button" onClick={() => setCount(count + 1)}>
        Drawn {count} times
      </button>
      {children}
    </section>
  )
}
