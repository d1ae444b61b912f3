/**
 * Mail providers, and the endings they have, the commonest first: the most used ones of the lists that npm carries
 * (`email-providers`, `free-email-domains`, `mailcheck`), and the national ones of most countries that the form speaks to.
 */
export const PROVIDERS: { readonly [name: string]: string } = {
  aol: 'com co.uk de fr it',
  alice: 'it',
  arcor: 'de',
  att: 'net',
  bbox: 'fr',
  bellsouth: 'net',
  bigpond: 'com net.au',
  bluewin: 'ch',
  blueyonder: 'co.uk',
  bol: 'com.br',
  btinternet: 'com',
  charter: 'net',
  chello: 'nl at',
  comcast: 'net',
  cox: 'net',
  daum: 'net',
  docomo: 'ne.jp',
  earthlink: 'net',
  ezweb: 'ne.jp',
  fastwebnet: 'it',
  foxmail: 'com',
  free: 'fr',
  freenet: 'de',
  gazeta: 'pl',
  globo: 'com',
  gmail: 'com',
  gmx: 'de net at ch com fr',
  googlemail: 'com',
  hanmail: 'net',
  hetnet: 'nl',
  hotmail:
    'com co.uk fr it de es be nl ca ch gr se no dk fi cl co.jp co.th co.il com.br com.ar com.mx com.au com.tr',
  icloud: 'com',
  interia: 'pl',
  kpnmail: 'nl',
  laposte: 'net',
  libero: 'it',
  live: 'com co.uk fr nl it de be ca se dk no at cl ie com.au com.mx com.ar com.pt',
  mail: 'ru',
  mailbox: 'org',
  msn: 'com',
  naver: 'com',
  neuf: 'fr',
  ntlworld: 'com',
  numericable: 'fr',
  onet: 'pl',
  optonline: 'net',
  optusnet: 'com.au',
  orange: 'fr',
  outlook: 'com fr de es it pt ie at be dk cl cz hu in jp kr co.id co.th com.br com.ar com.au com.tr',
  planet: 'nl',
  posteo: 'de net',
  proton: 'me',
  protonmail: 'com ch',
  rambler: 'ru',
  rediffmail: 'com',
  roadrunner: 'com',
  rocketmail: 'com',
  sapo: 'pt',
  sbcglobal: 'net',
  seznam: 'cz',
  sfr: 'fr',
  skynet: 'be',
  softbank: 'ne.jp',
  sympatico: 'ca',
  't-online': 'de',
  talktalk: 'net co.uk',
  telefonica: 'net',
  telenet: 'be',
  terra: 'com.br es',
  tiscali: 'it co.uk',
  uol: 'com.br',
  verizon: 'net',
  virginmedia: 'com',
  virgilio: 'it',
  wanadoo: 'fr es nl',
  web: 'de',
  wp: 'pl',
  o2: 'pl',
  xs4all: 'nl',
  yahoo:
    'com co.uk fr it de es ca ie in gr se no dk pl ro nl be at ch cl cz fi hu pt cn jp co.jp co.in co.id co.nz co.za co.kr co.th com.br com.ar com.mx com.au com.hk com.tw com.sg com.ph com.vn com.my com.co com.pe com.tr com.cn',
  yandex: 'ru com eu ua by kz com.tr',
  ziggo: 'nl',
  126: 'com',
  163: 'com',
  qq: 'com',
}

/** Typed so often that any slip is likelier than another name, the first letter too. */
export const COMMONEST = ['gmail', 'googlemail', 'hotmail', 'icloud', 'outlook', 'protonmail', 'yahoo']

/** Short names, of which a word is rarely one slip away. */
export const RARE = [
  'docomo',
  'ezweb',
  'hetnet',
  'libero',
  'orange',
  'proton',
  'seznam',
  'skynet',
  'yandex',
  'ziggo',
]

/** Other names that are one slip away from these. */
export const OTHERS =
  'mail email ymail gotmail dotmail notmail botmail gomail gail grail cloud iclouds earthling charger charmer chanter charters chartes carter libera liberi libere liberto wahoo yahoos outlooks prontomail photonmail pocketmail gambler bigbond ramblers freinet oranger oranges orante organe orage simpatico hanmail2 webb mali boll bool laporte lacoste virginio plante duam bluefin liber photon'.split(
    ' ',
  )

/** Endings that do not exist, by the one that was meant. */
export const ENDINGS: { readonly [ending: string]: string } = {
  com: 'con c con cpm cim vom xom fom dom ocm cmo comm coom ccom ckm clm cok coj coml comn comcom com.com cmm ccm coo ocom comj xcom vcom cvom cpom copm conm coim ciom xon von cin kom coms cojm com1 c0m dcom fcom comk cm0 c.om co.m cop comp como come comb comd comt comq comw col cob cpn conn',
  net: 'met ner nrt nwt nte ent nett nnet neet nut ney nef nst neft enet n.et ne.t',
  org: 'ogr rog orgg prg irg orh orf orv ort oeg ofg ory otg 0rg oorg orrg o.rg or.g',
  edu: 'edi edy eud deu efu wdu eduu eddu',
  gov: 'govv gvo goc gpv',
  info: 'ifno infoo iinfo inof innfo imfo',
  biz: 'bizz biiz',
  uk: 'ik',
  'org.uk': 'ogr.uk',
  nz: 'nx',
  fr: 'ft rf',
  de: 'ed dw',
  it: 'ti ot',
  nl: 'ln',
  ca: 'cs',
  cz: 'xz',
  ru: 'tu',
  'co.uk':
    'couk cou.k co.k co.u co.ik co.ul co.uj co.yk co.ku co.uck c.uk o.uk co.iuk co.u.k oc.uk cco.uk coo.uk ci.uk cp.uk vo.uk xo.uk uk.co',
}

/** Endings that exist, but not with this name. */
export const NEVER: { readonly [name: string]: string } = {
  gmail: 'co.uk co.in fr it es ca be net com.br com.au com.mx',
  googlemail: 'de co.uk',
}

/** The top-level domains of countries. */
export const COUNTRIES =
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'.split(
    ' ',
  )
