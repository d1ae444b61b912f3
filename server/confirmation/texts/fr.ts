import type { Texts } from './texts.ts'

export const fr: Texts = {
  mail: {
    subject: 'Confirmez votre inscription sur {site}',
    asked:
      'Quelqu’un (vous-même, espérons-nous) a rempli le formulaire d’inscription de {site} avec cette adresse e-mail.',
    lists: 'Vous recevriez :',
    details:
      'Ces informations seraient enregistrées telles qu’elles y ont été saisies, à la place des précédentes :',
    press: 'Si c’était vous, ouvrez cette page et appuyez sur le bouton :',
    link: 'Voir ce qui est à confirmer',
    once: 'Le lien fonctionne une seule fois, pendant 7 jours.',
    stranger:
      'Si ce n’était pas vous, vous n’avez rien à faire : rien ne change. La même page a un bouton pour ne plus recevoir ces e-mails.',
  },
  page: {
    title: 'Confirmez votre inscription',
    asked: 'Quelqu’un (vous-même, espérons-nous) s’est inscrit sur {site} avec votre adresse e-mail.',
    came: 'Inscription du {time}',
    lists: 'Vous recevriez :',
    details:
      'Ces informations seraient enregistrées telles qu’elles ont été saisies, à la place des précédentes :',
    confirm: 'Confirmer cette inscription',
    others: 'Il y a d’autres inscriptions avec votre adresse',
    not_me_title: 'Ce n’était pas vous ?',
    not_me_text:
      'Alors appuyez sur le bouton. Rien de ce qui a été saisi n’est conservé, et nous ne vous enverrons pas d’e-mail de ce genre pendant 30 jours.',
    not_me: 'Ce n’était pas moi',
    confirmed_title: 'Merci',
    confirmed: 'Votre inscription sur {site} est confirmée.',
    stopped_title: 'Tout est effacé',
    stopped:
      'Rien n’a été modifié, et ce qui avait été saisi est effacé. Vous ne recevrez pas d’e-mail de ce genre pendant 30 jours.',
    gone_title: 'Ce lien ne fonctionne plus',
    gone: 'Il a déjà été utilisé, ou il a plus de 7 jours. Si vous souhaitez vous inscrire, veuillez remplir à nouveau le formulaire.',
  },
  further_details: 'Autres informations',
}
