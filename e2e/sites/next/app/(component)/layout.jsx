import Script from 'next/script'

/** The script by Next's own component, which waits for hydration. */
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Script src={`${process.env.RELAY}/v1/signup.js`} data-isolation="none" />
      </body>
    </html>
  )
}
