import { postedForm } from '../../admission/reading/body.ts'
import { boundedBytes } from '../../http/bounded-text.ts'

/** Several times the largest file that a page keeps, so that most files that are too large are refused by the page itself. */
const MOST_BYTES = 2_500_000

/** Reads a form post with its files, each as the text of a `data:` address; for those who are signed in, since more is read. */
export async function postedFormWithFiles(
  request: Request,
): Promise<URLSearchParams | 'too large' | undefined> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) return postedForm(request)
  try {
    const { bytes, isWhole } = await boundedBytes(request, MOST_BYTES)
    if (!isWhole) return 'too large'
    const posted = await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
    const form = new URLSearchParams()
    for (const [name, value] of posted)
      if (typeof value === 'string') form.append(name, value)
      // An empty file is what a browser sends for none.
      else if (value.size > 0) form.append(name, await asDataAddress(value))
    return form
  } catch {
    return undefined
  }
}

async function asDataAddress(file: File): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer())
  return `data:${file.type};base64,${bytes.toString('base64')}`
}
