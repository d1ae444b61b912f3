import type { Texts } from './texts.ts'

export const de: Texts = {
  mail: {
    subject: 'Bitte bestätigen Sie Ihre Anmeldung bei {site}',
    asked:
      'Jemand (hoffentlich Sie selbst) hat das Anmeldeformular von {site} mit dieser E-Mail-Adresse ausgefüllt.',
    lists: 'Sie würden erhalten:',
    details: 'Diese Angaben würden so gespeichert, wie sie dort eingegeben wurden, anstelle der bisherigen:',
    press: 'Wenn Sie es waren, öffnen Sie diese Seite und drücken Sie dort den Knopf:',
    link: 'Ansehen und bestätigen',
    once: 'Der Link gilt einmal und 7 Tage lang.',
    stranger:
      'Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Es ändert sich nichts. Auf derselben Seite können Sie diese E-Mails abstellen.',
  },
  page: {
    title: 'Bestätigen Sie Ihre Anmeldung',
    asked: 'Jemand (hoffentlich Sie selbst) hat sich bei {site} mit Ihrer E-Mail-Adresse angemeldet.',
    came: 'Angemeldet am {time}',
    lists: 'Sie würden erhalten:',
    details: 'Diese Angaben würden so gespeichert, wie sie eingegeben wurden, anstelle der bisherigen:',
    confirm: 'Diese Anmeldung bestätigen',
    others: 'Es gibt weitere Anmeldungen mit Ihrer Adresse',
    not_me_title: 'Das waren nicht Sie?',
    not_me_text:
      'Dann drücken Sie auf den Knopf. Von den Eingaben wird nichts gespeichert, und wir schicken Ihnen 30 Tage lang keine solche E-Mail.',
    not_me: 'Das war ich nicht',
    confirmed_title: 'Vielen Dank',
    confirmed: 'Ihre Anmeldung bei {site} ist bestätigt.',
    stopped_title: 'Alles ist gelöscht',
    stopped:
      'Es wurde nichts geändert, und die Eingaben sind gelöscht. Sie erhalten 30 Tage lang keine solche E-Mail.',
    gone_title: 'Dieser Link gilt nicht mehr',
    gone: 'Er wurde schon benutzt oder ist älter als 7 Tage. Wenn Sie sich anmelden möchten, füllen Sie bitte das Formular noch einmal aus.',
  },
  further_details: 'Weitere Angaben',
}
