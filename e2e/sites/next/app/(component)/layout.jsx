import Script from 'next/script'

/** The script by Next's own component. */
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Script src={`${process.env.RELAY}/v1/signup.js`} />
      </body>
    </html>
  )
}
