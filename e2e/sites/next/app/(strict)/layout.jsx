import { headers } from 'next/headers'
import { Suspense } from 'react'

/** The script with the nonce of the answer that it stands in. */
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Suspense>
          <Signup />
        </Suspense>
      </body>
    </html>
  )
}

async function Signup() {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return <script async src={`${process.env.RELAY}/v1/signup.js`} nonce={nonce} />
}
