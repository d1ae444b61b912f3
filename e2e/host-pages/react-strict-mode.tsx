/** @jsxImportSource react */
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Newsletter } from './Newsletter.tsx'

/** Two views, one with a form, and a counter that renders everything again. */
function App() {
  const [view, setView] = useState('letters')
  const [count, setCount] = useState(0)
  return (
    <main>
      <button type="button" onClick={() => setCount(count + 1)}>
        Drawn {count} times
      </button>
      <button type="button" onClick={() => setView(view === 'letters' ? 'about' : 'letters')}>
        Other view
      </button>
      {view === 'letters' ? <Newsletter /> : <p>About us</p>}
    </main>
  )
}

const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
