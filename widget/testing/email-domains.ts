/**
 * Real domains of addresses: those that the `email-providers` package lists as common, and names of providers, companies,
 * schools and authorities, many of them close to a provider's.
 */
export const REAL_DOMAINS = `
  facebook.com qq.com yahoo.com live.com outlook.com msn.com aliyun.com go.com aol.com yandex.ru free.fr
  163.com indiatimes.com alibaba.com geocities.com about.com naver.com yahoo.co.jp netscape.com
  earthlink.net zoho.com mail.ru sky.com yandex.com angelfire.com spb.ru uol.com.br globo.com gmail.com
  medscape.com space.com discovery.com t-online.de mac.com icloud.com homestead.com berlin.de altavista.com
  rambler.ru nus.edu.sg web.id proton.me msk.ru comcast.net pp.ua lycos.com sina.cn sapo.pt daum.net
  ancestry.com docomo.ne.jp icq.com techspot.com law.com bt.com hotmail.com orange.fr libero.it wp.pl
  onet.pl india.com wanadoo.fr web.de fortunecity.com me.com kansascity.com att.net terra.com.br skynet.be
  compuserve.com canada.com ya.ru excite.com detik.com zp.ua excite.co.jp ig.com.br xoom.com gmx.net
  freeserve.co.uk interia.pl mindspring.com seznam.cz virgilio.it chez.com rr.com shaw.ca ntlworld.com
  casino.com sina.com arcor.de tiscali.it sympatico.ca freenet.de gazeta.pl yam.com care2.com rcn.com
  telenet.be sfr.fr cox.net r7.com hotbot.com tom.com blueyonder.co.uk geek.com pochta.ru btinternet.com
  bluewin.ch ozemail.com.au rogers.com virginmedia.com iinet.net.au ireland.com virgin.net chat.ru
  erols.com catholic.org lycos.de verizon.net protonmail.com nate.com mail.com 126.com lycos.co.uk home.nl
  terra.es planet.nl 21cn.com voila.fr sanook.com doityourself.com online.de i.ua netcom.com
  mail-tester.com o2.co.uk walla.co.il centrum.cz albawaba.com poste.it aol.co.uk charter.net rin.ru
  parrot.com club-internet.fr chello.nl sdf.org hidemyass.com myway.com name.com unican.es freeuk.com
  metacrawler.com sci.fi tiscali.co.uk sify.com ivillage.com hey.com iespana.es telus.net sweb.cz
  dailypioneer.com go.ro optusnet.com.au lycos.es pobox.com anonymize.com alice.it lycos.nl saudia.com
  tpg.com.au foxmail.com hamptonroads.com looksmart.com freeyellow.com i.am prodigy.net crosswinds.net
  10minutemail.com dejanews.com frontier.com bigpond.com gmx.com wanadoo.es temp-mail.org blackplanet.com
  eircom.net hetnet.nl frontiernet.net islamonline.net webindia123.com iol.it neuf.fr mailinator.com
  concentric.net yahoo.jp bugmenot.com newmail.ru oath.com ukr.net pacbell.net depechemode.com mailbox.org
  cogeco.ca onmilwaukee.com aim.com kiwibox.com sprynet.com netins.net hot.ee idirect.com bigfoot.com o2.pl
  netspace.net.au yeah.net terra.com gmx.de guerrillamail.com yahoo.de mail2web.com hushmail.com
  supereva.it lycos.it masrawy.com zonnet.nl iprimus.com.au yahoo.co.uk scubadiving.com swissinfo.org c3.hu
  bolt.com attbi.com netzero.net spray.se yahoo.com.tw montevideo.com.uy fr.nf gportal.hu yahoo.fr
  bellsouth.net clerk.com juno.com f5.si dynu.net talktalk.co.uk msn.co.uk elvis.com yahoofs.com seanet.com
  bigpond.net.au interfree.it dnsmadeeasy.com adelphia.net incredimail.com starmedia.com pe.hu sp.nl
  spacewar.com tin.it tds.net 37.com zip.net inbox.com webjump.com za.com singnet.com.sg fastmail.fm
  forthnet.gr land.ru 4mg.com blogos.com bright.net thirdage.com wowway.com bangkok.com lex.bg usa.com
  wow.com sbcglobal.net c2i.net talkcity.com yahoo.com.cn aeiou.pt terra.cl cableone.net she.com
  btconnect.com airmail.net singpost.com aver.com pipeline.com dmv.com 3ammagazine.com rediffmailpro.com
  lawyer.com easypost.com iwon.com yopmail.com inbox.lv optimum.net cs.com barcelona.com cu.cc gmx.at
  oi.com.br telstra.com roadrunner.com qwest.net laposte.net everyone.net btopenworld.com go2net.com
  front.ru yahoo.com.br hispavista.com nyc.com garbage.com abv.bg terra.com.ar charm.net mchsi.com
  enter.net westnet.com.au games.com yahoo.ca swbell.net apollo.lv bellatlantic.net theglobe.com
  onlinehome.de zzn.com ny.com hotmail.ru bizhosting.com ddnsfree.com fuse.net ptd.net netscape.net list.ru
  privacy.net excite.it beer.com talktalk.net ananzi.co.za chacuo.net emailondeck.com doctor.com
  interaccess.com ymail.com mail.de gmx.ch gmx.eu email.com email.de email.it fastmail.com tutanota.com
  tuta.io posteo.de mailfence.com zoho.eu pm.me protonmail.ch yandex.by inbox.ru bk.ru internet.ru mail.bg
  live.nl live.fr live.co.uk live.se live.dk live.be live.it live.de live.ca live.com.au hotmail.co.uk
  hotmail.fr hotmail.de hotmail.se outlook.fr outlook.de outlook.es outlook.com.br yahoo.in yahoo.co.in
  yahoo.com.mx yahoo.com.ph yahoo.co.id ymail.co.uk aol.de aol.fr gail.com gail.in gmt.com gmb.org.uk
  gap.com hotel.com hotels.com hotmart.com hotspot.com outlooks.io outlookindia.com outbrain.com
  yahooinc.com cloud.com cloudflare.com icon.com chapter.org charter.com charternet.org chatter.com
  comcast.com verizon.com verizonwireless.com att.com bell.ca bell.net bellmts.net telus.com shaw.com
  rogers.ca videotron.ca cogeco.net eastlink.ca sasktel.net mts.net bt.co.uk sky.uk o2.com o2online.de
  vodafone.de vodafone.co.uk vodafone.it telekom.de telekom.hu t-mobile.com t-com.hr 1und1.de ionos.de
  strato.de freenet.com freedom.nl xs4all.nl ziggo.nl kpnmail.nl kpn.com casema.nl upcmail.nl telfort.nl
  solcon.nl proximus.be scarlet.be voo.be orange.be orange.com sfr.com free.com laposte.fr lapos.te bbox.fr
  numericable.fr liber.it libera.it tim.it fastwebnet.it aruba.it pec.it tiscali.com virgilio.com
  vodafone.es movistar.es telefonica.net ono.com sapo.com clix.pt netcabo.pt uol.com bol.com.br bol.com
  terra.com.mx prodigy.net.mx infinitum.com.mx seznam.com email.cz volny.cz post.cz centrum.sk azet.sk
  zoznam.sk wp.com o2.cz onet.eu interia.eu tlen.pl op.pl vp.pl freemail.hu citromail.hu hu.com indamail.hu
  mail.ee online.ee inbox.lt rambler.com gambler.com ukr.com meta.ua bigmir.net naver.net hanmail.com
  kakao.com daum.com nate.net yeah.com sohu.com foxmail.cn vip.qq.com docomo.co.jp ezweb.ne.jp
  softbank.ne.jp au.com nifty.com biglobe.ne.jp rediff.com sify.net airtel.in bsnl.in vsnl.com
  telstra.com.au optus.com.au tpg.com iinet.com westnet.net.au internode.on.net xtra.co.nz slingshot.co.nz
  orcon.net.nz spark.co.nz webmail.co.za telkomsa.net mweb.co.za vodamail.co.za iafrica.com bakery.co
  bakery.cm bakery.om shop.com.co firma.de company.io startup.ai studio.design ngo.ngo school.edu
  university.ac.uk nhs.net nhs.uk gov.uk army.mil state.gov europa.eu ec.europa.eu un.org who.int ibm.com
  microsoft.com google.com apple.com amazon.com meta.com netflix.com oracle.com sap.com siemens.com
  bosch.com bmw.de basf.com bayer.com allianz.com ubs.com nestle.com roche.com philips.com shell.com bp.com
  hsbc.com tesco.com ao.com sol.no online.no broadpark.no lyse.net telia.com bredband.net comhem.se
  tele2.se spray.com glocalnet.net mail.dk stofanet.dk jubii.dk tdcadsl.dk kolumbus.fi elisa.fi
  saunalahti.fi pp.inet.fi suomi24.fi luukku.com simnet.is eircom.ie vodafone.ie otenet.gr in.gr
  freemail.gr turk.net ttmail.com mynet.com superonline.com walla.com bezeqint.net netvision.net.il
  zahav.net.il emirates.net.ae etisalat.ae saudi.net.sa mobily.com.sa pcloud.com ucloud.cn xcloud.com
  wahoo.com notmail.com dotmail.com gomail.com prontomail.com photonmail.com pocketmail.com gambler.ru
  carter.net harter.net outlooks.com liberi.it greenet.de andex.com landex.com bigbond.com yandex.eu
  yahoo.com.ve yahoo.com.ec hotmail.com.pe outlook.com.vn gmal.net grange.fr orage.fr simpatico.ca
`
  .trim()
  .split(/\s+/)

/** What people typed, and the domain they meant; most of them from the tests of `mailcheck` and lists of typo domains. */
export const DOMAIN_TYPOS = `
  gmial.com>gmail.com gmai.com>gmail.com gmal.com>gmail.com gamil.com>gmail.com gnail.com>gmail.com
  gmaill.com>gmail.com gmail.con>gmail.com gmil.com>gmail.com gmaul.com>gmail.com gmsil.com>gmail.com
  gmaik.com>gmail.com gmali.com>gmail.com ggmail.com>gmail.com gmqil.com>gmail.com gimail.com>gmail.com
  gemail.com>gmail.com g-mail.com>gmail.com gmaio.com>gmail.com gmailc.com>gmail.com gmail.co>gmail.com
  gmail.cm>gmail.com gmail.om>gmail.com gmail.cim>gmail.com gmail.comm>gmail.com gmail.vom>gmail.com
  gmail.xom>gmail.com gmail.ocm>gmail.com gmail.cmo>gmail.com gmail.cpm>gmail.com gmail.coom>gmail.com
  gmail.ccom>gmail.com gmail.comn>gmail.com gmail.co.uk>gmail.com gmailcom>gmail.com gmail>gmail.com
  gmail,com>gmail.com gmail..com>gmail.com gmail.com.>gmail.com gmaii.com>gmail.com gmaiil.com>gmail.com
  gmmail.com>gmail.com gmaail.com>gmail.com gmajl.com>gmail.com gmeil.com>gmail.com gmaol.com>gmail.com
  gjail.com>gmail.com gmaip.com>gmail.com gmwil.com>gmail.com gmil.con>gmail.com gnail.con>gmail.com
  gmial.con>gmail.com gamil.co>gmail.com gmai.co>gmail.com gmail.clm>gmail.com gmail.coj>gmail.com
  gmail.cok>gmail.com gmail.dom>gmail.com gmail.c>gmail.com gmaill.co>gmail.com gmaila.com>gmail.com
  gmails.com>gmail.com gmaile.com>gmail.com gail.con>gail.com hotmial.com>hotmail.com
  hotmil.com>hotmail.com hotmai.com>hotmail.com homail.com>hotmail.com hotamil.com>hotmail.com
  hotmaill.com>hotmail.com hotnail.com>hotmail.com htomail.com>hotmail.com htmail.com>hotmail.com
  otmail.com>hotmail.com hitmail.com>hotmail.com hormail.com>hotmail.com hotmsil.com>hotmail.com
  hotmeil.com>hotmail.com hotmal.com>hotmail.com hoymail.com>hotmail.com jotmail.com>hotmail.com
  hotmali.com>hotmail.com hotmaik.com>hotmail.com hotmall.com>hotmail.com hotmail.con>hotmail.com
  hotmail.co>hotmail.com hotmail.cm>hotmail.com hotmail.om>hotmail.com hotmail.vom>hotmail.com
  hotmail.comm>hotmail.com hotmailcom>hotmail.com hotmail.couk>hotmail.co.uk hotmial.co.uk>hotmail.co.uk
  hotmail.co.k>hotmail.co.uk hotmal.fr>hotmail.fr hotmai.fr>hotmail.fr hotmali.it>hotmail.it
  hootmail.com>hotmail.com hottmail.com>hotmail.com hotmmail.com>hotmail.com hotmaail.com>hotmail.com
  hotmaiil.com>hotmail.com hotmqil.com>hotmail.com hot-mail.com>hotmail.com hptmail.com>hotmail.com
  gotmail.com>hotmail.com hotmaul.com>hotmail.com hotmaio.com>hotmail.com hotmail.ocm>hotmail.com
  hotmail.cpm>hotmail.com outllok.com>outlook.com outlok.com>outlook.com otlook.com>outlook.com
  oulook.com>outlook.com outloo.com>outlook.com outlookl.com>outlook.com outook.com>outlook.com
  ourlook.com>outlook.com outlool.com>outlook.com putlook.com>outlook.com iutlook.com>outlook.com
  outloook.com>outlook.com outlock.com>outlook.com utlook.com>outlook.com outlook.con>outlook.com
  outlook.co>outlook.com outlook.cm>outlook.com outlook.comm>outlook.com oultook.com>outlook.com
  outlokk.com>outlook.com otulook.com>outlook.com outlookcom>outlook.com outlook.vom>outlook.com
  outolok.com>outlook.com outlooc.com>outlook.com outlok.fr>outlook.fr outlook.cim>outlook.com
  yaho.com>yahoo.com yahho.com>yahoo.com yhaoo.com>yahoo.com yahooo.com>yahoo.com yaoo.com>yahoo.com
  yahoo.cm>yahoo.com yhoo.com>yahoo.com uahoo.com>yahoo.com tahoo.com>yahoo.com ahoo.com>yahoo.com
  yaboo.com>yahoo.com yahop.com>yahoo.com yajoo.com>yahoo.com yanoo.com>yahoo.com yohoo.com>yahoo.com
  yahool.com>yahoo.com yahoi.com>yahoo.com yahoo.con>yahoo.com yahoo.co>yahoo.com yahoo.om>yahoo.com
  yahoo.comm>yahoo.com yahoocom>yahoo.com yahoo.couk>yahoo.co.uk yaho.co.uk>yahoo.co.uk
  yahooo.co.uk>yahoo.co.uk yahoo.co.ik>yahoo.co.uk yahoo.vom>yahoo.com yahoo.ocm>yahoo.com
  yahoo.cim>yahoo.com yaahoo.com>yahoo.com yahuo.com>yahoo.com yhahoo.com>yahoo.com yaho.fr>yahoo.fr
  yahoo.cpm>yahoo.com yahoo,com>yahoo.com yahoo.xom>yahoo.com yqhoo.com>yahoo.com yshoo.com>yahoo.com
  yahoo.coom>yahoo.com iclod.com>icloud.com iclud.com>icloud.com icoud.com>icloud.com icould.com>icloud.com
  iclould.com>icloud.com icluod.com>icloud.com icolud.com>icloud.com ivloud.com>icloud.com
  ixloud.com>icloud.com icloid.com>icloud.com icloud.con>icloud.com icloud.co>icloud.com
  icloud.cm>icloud.com icloud.comm>icloud.com icloude.com>icloud.com iclou.com>icloud.com
  icliud.com>icloud.com icoloud.com>icloud.com iicloud.com>icloud.com icloud.vom>icloud.com aol.con>aol.com
  aol.co>aol.com aol.om>aol.com aol.cm>aol.com aol.comm>aol.com aol.vom>aol.com msn.con>msn.com
  comast.net>comcast.net concast.net>comcast.net comcas.net>comcast.net comcst.net>comcast.net
  comcat.net>comcast.net cmocast.net>comcast.net comcast.ner>comcast.net comcast.met>comcast.net
  comcast.nte>comcast.net comcast.ne>comcast.net comcasr.net>comcast.net verizon.ner>verizon.net
  verizion.net>verizon.net sbcgloble.net>sbcglobal.net sbcglobal.ner>sbcglobal.net
  sbcgobal.net>sbcglobal.net bellsouth.ner>bellsouth.net belsouth.net>bellsouth.net
  btinternet.con>btinternet.com btinternt.com>btinternet.com virginmedia.con>virginmedia.com
  protonmail.con>protonmail.com protonmai.com>protonmail.com protomail.com>protonmail.com
  googlmail.com>googlemail.com googlemail.con>googlemail.com rediffmail.con>rediffmail.com
  redifmail.com>rediffmail.com wanadoo.ft>wanadoo.fr wandoo.fr>wanadoo.fr libero.ti>libero.it
  libro.it>libero.it live.con>live.com ymail.con>ymail.com bakery.con>bakery.com school.edi>school.edu
  charity.ogr>charity.org shop.co.ku>shop.co.uk shop.couk>shop.co.uk company.ney>company.net
  company.cmo>company.com rocketmial.com>rocketmail.com gmail.com.com>gmail.com hotmail.ft>hotmail.fr
  yahoo.ed>yahoo.de yahoo.con.br>yahoo.com.br hotmail.combr>hotmail.com.br yahoo.cm.br>yahoo.com.br
  hatmail.com>hotmail.com gmail.fr>gmail.com oange.fr>orange.fr orange.ft>orange.fr tiscali.ti>tiscali.it
  sympatic.ca>sympatico.ca bluyonder.co.uk>blueyonder.co.uk ntlword.com>ntlworld.com free.ft>free.fr
  web.ed>web.de mail.tu>mail.ru acme.ac.ik>acme.ac.uk acme.com.con>acme.com acme.co.nx>acme.co.nz
`
  .trim()
  .split(/\s+/)
  .map((line) => line.split('>'))
