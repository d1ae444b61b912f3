import type { Texts } from './texts.ts'

export const es: Texts = {
  mail: {
    subject: 'Confirme su suscripción en {site}',
    asked:
      'Alguien (esperamos que usted) ha rellenado el formulario de suscripción de {site} con esta dirección de correo.',
    lists: 'Recibiría:',
    details: 'Estos datos se guardarían tal como se escribieron allí, en lugar de los anteriores:',
    press: 'Si fue usted, abra esta página y pulse el botón que hay en ella:',
    link: 'Ver lo que se confirma',
    once: 'El enlace sirve una sola vez, durante 7 días.',
    stranger:
      'Si no fue usted, no tiene que hacer nada: nada cambia. En la misma página hay un botón para dejar de recibir estos correos.',
  },
  page: {
    title: 'Confirme su suscripción',
    asked: 'Alguien (esperamos que usted) se ha suscrito en {site} con su dirección de correo.',
    came: 'Suscripción del {time}',
    lists: 'Recibiría:',
    details: 'Estos datos se guardarían tal como se escribieron, en lugar de los anteriores:',
    confirm: 'Confirmar esta suscripción',
    others: 'Hay otras suscripciones con su dirección',
    not_me_title: '¿No fue usted?',
    not_me_text:
      'Entonces pulse el botón. No se guarda nada de lo que se escribió, y no le enviaremos un correo así en 30 días.',
    not_me: 'No fui yo',
    confirmed_title: 'Gracias',
    confirmed: 'Su suscripción en {site} está confirmada.',
    stopped_title: 'Todo está borrado',
    stopped:
      'No se ha cambiado nada, y lo que se escribió está borrado. No recibirá un correo como este en 30 días.',
    gone_title: 'Este enlace ya no sirve',
    gone: 'Ya se usó, o tiene más de 7 días. Si desea suscribirse, rellene de nuevo el formulario.',
  },
  further_details: 'Otros datos',
}
