import { headers } from 'next/headers'

/** The script with the nonce of the answer that it stands in. */
export default async function Layout({ children }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    <html lang="en">
      <body>
        {children}
        <script async src={`${process.env.RELAY}/v1/signup.js`} nonce={nonce} />
      </body>
    </html>
  )
}
