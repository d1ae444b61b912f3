import type { Messages } from './messages.ts'

export const messages: Messages = {
  labels: {
    language: 'de',
    months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    dayFirst: true,
    email_address: 'E-Mail-Adresse',
    first_name: 'Vorname',
    last_name: 'Nachname',
    job_title: 'Position',
    company_name: 'Unternehmen',
    phone_number: 'Telefonnummer',
    anniversary: 'Jahrestag',
    birthday: 'Geburtstag',
    month: 'Monat',
    day: 'Tag',
    address: 'Anschrift',
    street: 'Straße und Hausnummer',
    city: 'Ort',
    state: 'Bundesland oder Region',
    postal_code: 'Postleitzahl',
    country: 'Land',
    list_memberships: 'Was möchten Sie erhalten?',
    choose: 'Bitte wählen …',
    optional: '(freiwillig)',
    consent:
      'Mit der Anmeldung stimmen Sie zu, E-Mails von uns zu erhalten. Sie können sich jederzeit wieder abmelden.',
    button: 'Anmelden',
    form: 'Anmeldeformular',
    honeypot: 'Bitte leer lassen',
    closed: 'Das Anmeldeformular ist gerade nicht verfügbar.',
    offline: 'Wir sind nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
    open_page: 'Das Formular auf einer eigenen Seite öffnen',
  },
  sentences: {
    sending: 'Sie werden angemeldet …',
    captcha: 'Noch ein Schritt: Bitte zeigen Sie, dass Sie kein Roboter sind.',
    created: 'Vielen Dank. Sie stehen jetzt auf der Liste.',
    created_unconfirmed:
      'Fast geschafft. Bitte drücken Sie den Knopf in der E-Mail, die wir Ihnen gerade geschickt haben.',
    updated: 'Willkommen zurück. Ihre Angaben sind auf dem neuesten Stand.',
    accepted: 'Vielen Dank. Ihre Anmeldung ist bei uns eingegangen.',
    accepted_verify:
      'Vielen Dank. Falls wir noch Ihre Bestätigung brauchen, ist eine E-Mail an Sie unterwegs.',

    required: 'Bitte füllen Sie dieses Feld aus.',
    required_email: 'Geben Sie Ihre E-Mail-Adresse ein, zum Beispiel name@example.org.',
    required_choice: 'Bitte wählen Sie etwas aus.',
    required_choices: 'Wählen Sie mindestens eine Möglichkeit.',
    required_box: 'Bitte setzen Sie hier das Häkchen.',
    invalid: 'Das ist nicht lesbar. Bitte prüfen Sie es.',
    invalid_email: 'Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel name@example.org.',
    invalid_date: 'Geben Sie ein vollständiges Datum mit Tag, Monat und Jahr ein.',
    invalid_number: 'Geben Sie eine Zahl in Ziffern ein, zum Beispiel 12 oder 3.5.',
    invalid_day: 'Diesen Tag hat der Monat nicht. Geben Sie einen anderen an.',
    incomplete: 'Geben Sie Tag und Monat an, oder lassen Sie beides leer.',
    too_long: 'Kürzen Sie dies auf höchstens {n} Zeichen.',
    too_many: 'Bitte wählen Sie weniger aus.',
    unknown: 'Das wird nicht mehr angeboten. Bitte wählen Sie neu.',
    not_accepted: 'Das wurde nicht angenommen. Bitte prüfen Sie es.',

    check: 'Bitte prüfen Sie die markierten Felder.',

    check_back: 'Bitte gehen Sie zurück und prüfen Sie Ihre Eingaben.',
    timeout: 'Das dauert zu lange. Bitte versuchen Sie es noch einmal.',
    too_many_requests:
      'Das waren zu viele Versuche. Bitte warten Sie {n} min und versuchen Sie es dann noch einmal.',
    unavailable: 'Die Anmeldung geht gerade nicht. Bitte versuchen Sie es in einigen Minuten noch einmal.',
    origin_not_allowed: 'Auf dieser Seite kann man sich nicht anmelden.',
    list_not_allowed:
      'Diese Liste nimmt zurzeit keine Anmeldungen an. Bitte sagen Sie den Betreibern dieser Website Bescheid.',
    refused: 'Ihre Anmeldung wurde nicht angenommen. Bitte prüfen Sie Ihre E-Mail-Adresse.',
    failed:
      'Ihre Anmeldung konnte nicht gesendet werden. Bitte sagen Sie den Betreibern dieser Website Bescheid.',
  },
}
