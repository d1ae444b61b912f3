import { html } from 'hono/html'
import type { Refusal } from '../admission/refusal.ts'
import { languageFor } from '../confirmation/texts/languages.ts'
import { REFUSAL_STATUS, type RefusalCode } from '../contract.ts'
import { pageResponse } from './page.ts'
import { preferredLanguage } from './preferred-language.ts'
import { problemResponse } from './problem.ts'

/** Of the failures that meet a browser outside the forms. */
type Texts = { [code in RefusalCode]?: readonly [title: string, text: string] }

const LANGUAGES: { readonly [code: string]: Texts } = {
  en: {
    not_found: [
      'Page not found',
      'There is nothing at this address. Please check it, or go back to the page you came from.',
    ],
    method_not_allowed: [
      'Nothing to see here',
      'This address only takes sign-ups. Please go back to the form.',
    ],
    unavailable: [
      'Something went wrong',
      'We couldn’t show this page. Please try again in a minute; nothing you have sent before is lost.',
    ],
  },
  de: {
    not_found: [
      'Seite nicht gefunden',
      'Unter dieser Adresse gibt es nichts. Bitte prüfen Sie sie, oder gehen Sie zurück zur vorigen Seite.',
    ],
    method_not_allowed: [
      'Hier gibt es nichts zu sehen',
      'Diese Adresse nimmt nur Anmeldungen entgegen. Bitte gehen Sie zurück zum Formular.',
    ],
    unavailable: [
      'Etwas ist schiefgegangen',
      'Wir konnten diese Seite nicht anzeigen. Bitte versuchen Sie es in einer Minute noch einmal. Was Sie vorher gesendet haben, ist nicht verloren.',
    ],
  },
  es: {
    not_found: [
      'Página no encontrada',
      'No hay nada en esta dirección. Compruébela o vuelva a la página anterior.',
    ],
    method_not_allowed: [
      'Aquí no hay nada que ver',
      'Esta dirección solo recibe inscripciones. Vuelva al formulario.',
    ],
    unavailable: [
      'Algo ha fallado',
      'No hemos podido mostrar esta página. Inténtelo de nuevo dentro de un minuto; no se ha perdido nada de lo que envió antes.',
    ],
  },
  fr: {
    not_found: [
      'Page introuvable',
      'Il n’y a rien à cette adresse. Vérifiez-la ou revenez à la page précédente.',
    ],
    method_not_allowed: [
      'Il n’y a rien à voir ici',
      'Cette adresse ne reçoit que des inscriptions. Veuillez revenir au formulaire.',
    ],
    unavailable: [
      'Un problème est survenu',
      'Nous n’avons pas pu afficher cette page. Veuillez réessayer dans une minute ; rien de ce que vous avez déjà envoyé n’est perdu.',
    ],
  },
  ar: {
    not_found: [
      'الصفحة غير موجودة',
      'لا يوجد شيء في هذا العنوان. يُرجى التحقق منه أو العودة إلى الصفحة السابقة.',
    ],
    method_not_allowed: ['لا شيء لعرضه هنا', 'هذا العنوان يستقبل الاشتراكات فقط. يُرجى العودة إلى النموذج.'],
    unavailable: [
      'حدث خطأ ما',
      'تعذّر عرض هذه الصفحة. يُرجى المحاولة مرة أخرى بعد دقيقة، ولم يُفقد شيء مما أرسلته من قبل.',
    ],
  },
}

/** Answers a failure: a browser that opens the address with a page in its language, a program with a problem document. */
export function failureResponse(request: Request, failure: Refusal): Response {
  const language = languageFor(preferredLanguage(request))
  const texts = LANGUAGES[language]?.[failure.code]
  if (texts === undefined || !isOpenedByBrowser(request)) return problemResponse(failure)
  const [title, text] = texts
  return pageResponse({
    ...{ title, language, status: REFUSAL_STATUS[failure.code] },
    retryAfterSeconds: failure.retryAfterSeconds,
    body: html`<main>
<h1>${title}</h1>
<p>${text}</p>
</main>`,
  })
}

/** Scripts ask for anything, and curl does; only a browser that opens an address prefers a page. */
export function isOpenedByBrowser({ headers }: Request): boolean {
  return /\btext\/html\b/i.test(headers.get('accept') ?? '')
}
