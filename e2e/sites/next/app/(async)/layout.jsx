/** The script once, as a tag of the layout. */
export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        {children}
        <script async src={`${process.env.RELAY}/v1/signup.js`} />
      </body>
    </html>
  )
}
