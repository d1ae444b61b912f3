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
  grail.com aicloud.com hicloud.com micloud.com itcloud.com fiscali.it laporte.net lacoste.net range.fr oranger.fr
  terra.com.pe uol.com.ar globe.com globe.com.ph anver.com never.com saver.com skyy.com ilve.com lice.com wpp.pl
  opp.pl duam.net bluefin.ch homme.nl poste.de accor.com accor.de racor.de arbor.de bootmail.com shootmail.com
  foodmail.com boxmail.com voxmail.com web.dev gmx.dev web.net web.com webb.de weber.de wobe.de company.news
  company.foo company.boo company.llc company.mma company.cool company.coop company.coach company.comsec licea.it
  box.fr tera.com.br mali.ru amil.ru plane.nl plant.nl plante.nl planets.nl telnet.com skype.com skynet.com
  sian.com snia.org oneill.pl orto.pl live.co.za lives.com olive.com love.com alive.com five.com freed.fr fre.de
  frey.fr nerf.fr oeuf.fr mailboxes.com proton.com protons.de photon.me postel.de posten.no posten.se poster.de
  aspo.pt chelsea.nl zigzag.nl hotmail.co.il hotmail.com.sa outlook.sa outlook.co.il live.com.pt live.cn msn.cn
  aol.in aol.com.au yandex.net yandex.uz orange.pl orange.es orange.ch orange.net orange.co.uk telefonica.com
  softbank.com docomo.com naver.co.jp 139.com 189.cn 188.com 1163.com 1263.com qqq.com q.com cx.com cos.net
  cocks.net at.net
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
  gmzil.com>gmail.com g,ail.com>gmail.com gmail.cin>gmail.com gmail.cpom>gmail.com gmail.copm>gmail.com
  gmail.comp>gmail.com gmail.coim>gmail.com gmail.ciom>gmail.com gmail.cvom>gmail.com gmail.xcom>gmail.com
  gmail.vcom>gmail.com gmail.ckm>gmail.com gmail.c0m>gmail.com gmail.cojm>gmail.com gmail.conm>gmail.com
  gmail.con.>gmail.com gmail.,com>gmail.com gmail.com,>gmail.com gmail;com>gmail.com gmail:com>gmail.com
  gmail_com>gmail.com gmail-com>gmail.com gmail/com>gmail.com gmail.com/>gmail.com gmail.com;>gmail.com
  gmail.com)>gmail.com gmailc.om>gmail.com gmailco.m>gmail.com gmai.lcom>gmail.com gmail.c.om>gmail.com
  gmail.co.m>gmail.com gmailll.com>gmail.com gmaillll.com>gmail.com gmmmail.com>gmail.com gmaaail.com>gmail.com
  hgmail.com>gmail.com fgmail.com>gmail.com tgmail.com>gmail.com vgmail.com>gmail.com gmaikl.com>gmail.com
  gmauil.com>gmail.com gmnail.com>gmail.com gmkail.com>gmail.com gmaoil.com>gmail.com gmazil.com>gmail.com
  gmasil.com>gmail.com gtmail.com>gmail.com gamill.com>gmail.com gamil.con>gmail.com gmial.cm>gmail.com
  gmaial.com>gmail.com gmiall.com>gmail.com gmil.co>gmail.com gml.com>gmail.com gmia.com>gmail.com
  gmali.con>gmail.com gmaul.con>gmail.com gnail.co>gmail.com GMIAL.COM>gmail.com Gmail.Con>gmail.com
  GMAIL.CO>gmail.com www.gmail.com>gmail.com gmailcom.com>gmail.com gmail.>gmail.com googlemail.cm>googlemail.com
  googelmail.com>googlemail.com goolemail.com>googlemail.com googlemial.com>googlemail.com
  googlemai.com>googlemail.com googemail.com>googlemail.com gogglemail.com>googlemail.com
  goglemail.com>googlemail.com googlemail.de>googlemail.com gmail.net>gmail.com gmail.es>gmail.com
  gmail.com.br>gmail.com gmail.com.au>gmail.com gmail.com.mx>gmail.com hotmial.fr>hotmail.fr
  hotmai.co.uk>hotmail.co.uk hotmil.fr>hotmail.fr hotmaill.fr>hotmail.fr hotmali.fr>hotmail.fr
  homtail.com>hotmail.com hotmailc.om>hotmail.com hotmail.comn>hotmail.com hotmail.cok>hotmail.com
  hotmail.cvom>hotmail.com hotmail.ckm>hotmail.com hormial.com>hotmail.com hotmaol.com>hotmail.com
  hotmaim.com>hotmail.com hotmaijl.com>hotmail.com hotnail.fr>hotmail.fr hoptmail.com>hotmail.com
  hiotmail.com>hotmail.com hpotmail.com>hotmail.com hotrmail.com>hotmail.com hotymail.com>hotmail.com
  jhotmail.com>hotmail.com hotmzil.com>hotmail.com hotmail.xom>hotmail.com hotmail.co.u>hotmail.co.uk
  hotmail.co.ukk>hotmail.co.uk hotmail.co.uk.>hotmail.co.uk hotmailco.uk>hotmail.co.uk hotmail.cou.k>hotmail.co.uk
  hotmail.co,uk>hotmail.co.uk hotmail.co.ul>hotmail.co.uk hotmail.co.ui>hotmail.co.uk hotmail.co.yk>hotmail.co.uk
  hotmail.vo.uk>hotmail.co.uk hotmail.com.uk>hotmail.co.uk hotmail.c.uk>hotmail.co.uk hotmail.co.kuk>hotmail.co.uk
  hotmail.ti>hotmail.it hotmail.itt>hotmail.it hotmail.frr>hotmail.fr hotmail.ffr>hotmail.fr hotmail.fe>hotmail.fr
  hotmail.dr>hotmail.fr hotmail.f>hotmail.fr hotmailfr>hotmail.fr hotmail.dee>hotmail.de hotmail.ess>hotmail.es
  hotmail.com.brr>hotmail.com.br hotmail.cm.br>hotmail.com.br hotmail.co.br>hotmail.com.br
  hotmail.com.ra>hotmail.com.ar htmail.fr>hotmail.fr otmail.fr>hotmail.fr hotmaul.fr>hotmail.fr
  hottmail.fr>hotmail.fr hotmaail.it>hotmail.it hotmail,fr>hotmail.fr outlool.fr>outlook.fr outloook.fr>outlook.fr
  oulook.fr>outlook.fr outook.fr>outlook.fr outllok.fr>outlook.fr outloock.com>outlook.com outlouk.com>outlook.com
  outlook.ocm>outlook.com oitlook.com>outlook.com 0utlook.com>outlook.com outl00k.com>outlook.com
  outlookk.com>outlook.com ouutlook.com>outlook.com outlopk.com>outlook.com outlpok.com>outlook.com
  outkook.com>outlook.com outliok.com>outlook.com outluk.com>outlook.com outlook.ed>outlook.de
  outlook.dee>outlook.de outlook.d>outlook.de outlookde>outlook.de outlook.con.br>outlook.com.br
  outlook.ess>outlook.es outlook.cpm>outlook.com oulok.com>outlook.com outlook.couk>outlook.co.uk
  yahooo.fr>yahoo.fr yaoo.fr>yahoo.fr yhaoo.fr>yahoo.fr yhoo.fr>yahoo.fr yahpo.com>yahoo.com yahopo.com>yahoo.com
  yahiio.com>yahoo.com yzhoo.com>yahoo.com yqhoo.fr>yahoo.fr yayoo.com>yahoo.com ysahoo.com>yahoo.com
  yahooo.it>yahoo.it yahoi.it>yahoo.it uahoo.it>yahoo.it yahoo.cmo>yahoo.com yahoo.conm>yahoo.com
  yahoo.co.u>yahoo.co.uk yahoo.co.ukk>yahoo.co.uk yahooco.uk>yahoo.co.uk yahoo.co.jpp>yahoo.co.jp
  yahoo.cojp>yahoo.co.jp yaho.co.jp>yahoo.co.jp yahooo.co.jp>yahoo.co.jp yahoo.ne.jp>yahoo.co.jp
  yhaoo.co.jp>yahoo.co.jp yahoo.com.brr>yahoo.com.br yahoo.combr>yahoo.com.br yahoo.com.r>yahoo.com.br
  yahoo.com.vr>yahoo.com.br yahoo.co.in.>yahoo.co.in yahoo.coin>yahoo.co.in yahoo.co.un>yahoo.co.in
  yaho.co.in>yahoo.co.in yahoooo.com>yahoo.com yyahoo.com>yahoo.com yahoo.frr>yahoo.fr yahoo.ca.>yahoo.ca
  yahool.fr>yahoo.fr yahou.fr>yahoo.fr ahoo.fr>yahoo.fr yahoo.fe>yahoo.fr yahoo,fr>yahoo.fr yahoofr>yahoo.fr
  icloud.cmo>icloud.com icloyd.com>icloud.com icloudd.com>icloud.com iclpud.com>icloud.com uicloud.com>icloud.com
  oicloud.com>icloud.com icloiud.com>icloud.com iclouf.com>icloud.com iclous.com>icloud.com iclout.com>icloud.com
  icloudcom>icloud.com icloud,com>icloud.com iclooud.com>icloud.com icloued.com>icloud.com i-cloud.com>icloud.com
  icould.con>icloud.com iclud.con>icloud.com icload.com>icloud.com icluud.com>icloud.com icloud.cok>icloud.com
  aoll.com>aol.com aool.com>aol.com aaol.com>aol.com aol.cmo>aol.com aol.ccom>aol.com aol.cim>aol.com
  aolcom>aol.com aol,com>aol.com aol.c>aol.com aol.copm>aol.com aol.frr>aol.fr aol.com.>aol.com aol..com>aol.com
  msn.cmo>msn.com msnn.com>msn.com msn.cm>msn.com msn.comm>msn.com msncom>msn.com live.cmo>live.com
  live.cm>live.com livecom>live.com livve.com>live.com lvie.com>live.com liive.com>live.com live.ocm>live.com
  live.co.u>live.co.uk live.couk>live.co.uk liveco.uk>live.co.uk live.ft>live.fr live.frr>live.fr liev.fr>live.fr
  live.ed>live.de live.nll>live.nl live,nl>live.nl live.n>live.nl livenl>live.nl gmx.dee>gmx.de gmx.ed>gmx.de
  gmxx.de>gmx.de gmmx.de>gmx.de gmx.d>gmx.de gmxde>gmx.de gmx,de>gmx.de gmx..de>gmx.de gmx.nte>gmx.net
  gmx.ner>gmx.net gmx.met>gmx.net gmx.nett>gmx.net gmxnet>gmx.net gmx.ent>gmx.net gmx.dde>gmx.de gmx.der>gmx.de
  gmx.dw>gmx.de gmx.fr.>gmx.fr gmx.cmo>gmx.com gxm.de>gmx.de gmx.dr>gmx.de web.dee>web.de webde>web.de web.d>web.de
  web.dde>web.de web,de>web.de wweb.de>web.de weeb.de>web.de web..de>web.de web.dw>web.de web.der>web.de
  web.dd>web.de web.e>web.de t-onlin.de>t-online.de t-onlne.de>t-online.de t-onlie.de>t-online.de
  t-onlien.de>t-online.de tonline.de>t-online.de t-online.dee>t-online.de t-online.ed>t-online.de
  t-onlinede>t-online.de t-onine.de>t-online.de t-omline.de>t-online.de t-online.d>t-online.de
  t_online.de>t-online.de t.online.de>t-online.de t--online.de>t-online.de t-onliine.de>t-online.de
  t-oline.de>t-online.de freent.de>freenet.de frenet.de>freenet.de freenet.ed>freenet.de freenett.de>freenet.de
  freeent.de>freenet.de frreenet.de>freenet.de arcor.ed>arcor.de acror.de>arcor.de arcorr.de>arcor.de
  arcro.de>arcor.de posteo.ed>posteo.de postoe.de>posteo.de mailbox.ogr>mailbox.org mailbxo.org>mailbox.org
  mailboxx.org>mailbox.org ornage.fr>orange.fr oramge.fr>orange.fr oragne.fr>orange.fr orang.fr>orange.fr
  orangr.fr>orange.fr orangee.fr>orange.fr orrange.fr>orange.fr orange.rf>orange.fr orange.frr>orange.fr
  orange.f>orange.fr orangefr>orange.fr orange,fr>orange.fr orznge.fr>orange.fr orenge.fr>orange.fr
  ornge.fr>orange.fr wanadoo.rf>wanadoo.fr wanado.fr>wanadoo.fr wanadooo.fr>wanadoo.fr wanaddo.fr>wanadoo.fr
  wannadoo.fr>wanadoo.fr wanadou.fr>wanadoo.fr wanadoofr>wanadoo.fr wznadoo.fr>wanadoo.fr zanadoo.fr>wanadoo.fr
  lapsote.net>laposte.net lapote.net>laposte.net lapost.net>laposte.net laposte.ent>laposte.net
  laposte.nte>laposte.net lapostte.net>laposte.net laposte.ner>laposte.net lapsote.met>laposte.net
  lapostenet>laposte.net freefr>free.fr free.rf>free.fr free.frr>free.fr fre.fr>free.fr freee.fr>free.fr
  frree.fr>free.fr fere.fr>free.fr free,fr>free.fr free.f>free.fr sfr.frr>sfr.fr sfrfr>sfr.fr sffr.fr>sfr.fr
  sfr,fr>sfr.fr sfr.rf>sfr.fr neuf.rf>neuf.fr neuff.fr>neuf.fr bbox.rf>bbox.fr numericable.rf>numericable.fr
  numericble.fr>numericable.fr libreo.it>libero.it libeor.it>libero.it liberoo.it>libero.it liberro.it>libero.it
  lbero.it>libero.it libero.itt>libero.it liberoit>libero.it libero.i>libero.it lbiero.it>libero.it
  livero.it>libero.it virgilo.it>virgilio.it virgillio.it>virgilio.it virglio.it>virgilio.it tiscal.it>tiscali.it
  tiscalli.it>tiscali.it tisacli.it>tiscali.it tiscai.it>tiscali.it alice.ti>alice.it alcie.it>alice.it
  alicee.it>alice.it alicce.it>alice.it alice.itt>alice.it aliceit>alice.it tin.itt>tin.it
  fastwebnet.ti>fastwebnet.it fastwebet.it>fastwebnet.it fastwebnt.it>fastwebnet.it btinernet.com>btinternet.com
  btintrenet.com>btinternet.com btinterne.com>btinternet.com btinternet.cmo>btinternet.com
  btinetrnet.com>btinternet.com vriginmedia.com>virginmedia.com virginmeda.com>virginmedia.com
  virgimedia.com>virginmedia.com virginmediia.com>virginmedia.com sky.cmo>sky.com talktlk.net>talktalk.net
  taltalk.net>talktalk.net talktalk.nte>talktalk.net ntlworl.com>ntlworld.com blueyonder.couk>blueyonder.co.uk
  bluyeonder.co.uk>blueyonder.co.uk comcast.nt>comcast.net comcast.ent>comcast.net comcats.net>comcast.net
  cocmast.net>comcast.net comcasst.net>comcast.net comcast.nett>comcast.net verison.net>verizon.net
  vreizon.net>verizon.net verizn.net>verizon.net sbcglboal.net>sbcglobal.net sbclgobal.net>sbcglobal.net
  att.ner>att.net att.nte>att.net cox.ent>cox.net coxx.net>cox.net charter.nte>charter.net chater.net>charter.net
  bellsoth.net>bellsouth.net bellsuoth.net>bellsouth.net earthlnk.net>earthlink.net earhtlink.net>earthlink.net
  optonlin.net>optonline.net optnline.net>optonline.net roadruner.com>roadrunner.com protonmial.com>protonmail.com
  protonmali.com>protonmail.com protonmail.ocm>protonmail.com prtonmail.com>protonmail.com proton.em>proton.me
  proton.mee>proton.me protn.me>proton.me protonme>proton.me wp.p>wp.pl wp,pl>wp.pl wppl>wp.pl wp.lp>wp.pl
  onte.pl>onet.pl onett.pl>onet.pl onet.lp>onet.pl onetpl>onet.pl onet.p>onet.pl interia.lp>interia.pl
  inetria.pl>interia.pl intera.pl>interia.pl interiia.pl>interia.pl o2.lp>o2.pl o2.p>o2.pl gazeta.lp>gazeta.pl
  gazteta.pl>gazeta.pl uol.com.b>uol.com.br uol.combr>uol.com.br uolcom.br>uol.com.br uol.con.br>uol.com.br
  uol.cm.br>uol.com.br uoll.com.br>uol.com.br bol.con.br>bol.com.br bol.com.b>bol.com.br bol.combr>bol.com.br
  terra.con.br>terra.com.br terrra.com.br>terra.com.br terra.combr>terra.com.br ig.con.br>ig.com.br
  globo.con>globo.com gloob.com>globo.com globoo.com>globo.com ziggo.ln>ziggo.nl zigo.nl>ziggo.nl
  ziggoo.nl>ziggo.nl zigggo.nl>ziggo.nl zigog.nl>ziggo.nl ziggo.n>ziggo.nl ziggonl>ziggo.nl kpnmial.nl>kpnmail.nl
  kpnmai.nl>kpnmail.nl kpnmail.ln>kpnmail.nl hetent.nl>hetnet.nl hetnt.nl>hetnet.nl planet.ln>planet.nl
  palnet.nl>planet.nl plnaet.nl>planet.nl home.ln>home.nl xs4al.nl>xs4all.nl xs4alll.nl>xs4all.nl
  chelo.nl>chello.nl chello.ln>chello.nl docomo.ne.jpp>docomo.ne.jp docmo.ne.jp>docomo.ne.jp
  docomo.nejp>docomo.ne.jp dcoomo.ne.jp>docomo.ne.jp ezweb.ne.jo>ezweb.ne.jp ezwb.ne.jp>ezweb.ne.jp
  ezewb.ne.jp>ezweb.ne.jp softbnak.ne.jp>softbank.ne.jp softbank.nejp>softbank.ne.jp sofbank.ne.jp>softbank.ne.jp
  docomo.ne.p>docomo.ne.jp telefonica.ner>telefonica.net telefoncia.net>telefonica.net
  telefonica.nte>telefonica.net terra.ess>terra.es yahoo.ess>yahoo.es hotmail.ea>hotmail.es hotmailes>hotmail.es
  yahooes>yahoo.es spao.pt>sapo.pt sappo.pt>sapo.pt sapo.tp>sapo.pt sapo.p>sapo.pt sapopt>sapo.pt
  teleent.be>telenet.be telnet.be>telenet.be telenet.eb>telenet.be skynt.be>skynet.be skynet.eb>skynet.be
  sknyet.be>skynet.be bluwin.ch>bluewin.ch bluewni.ch>bluewin.ch bluewin.hc>bluewin.ch bluewin.c>bluewin.ch
  sezanm.cz>seznam.cz seznm.cz>seznam.cz seznam.zc>seznam.cz seznamcz>seznam.cz senzam.cz>seznam.cz
  senznam.cz>seznam.cz mail.rru>mail.ru mail.r>mail.ru mailru>mail.ru mial.ru>mail.ru maill.ru>mail.ru
  yandx.ru>yandex.ru yadnex.ru>yandex.ru yandex.r>yandex.ru yandexru>yandex.ru yandec.ru>yandex.ru
  yanndex.ru>yandex.ru ramlber.ru>rambler.ru rambelr.ru>rambler.ru naver.con>naver.com nvaer.com>naver.com
  nver.com>naver.com naverr.com>naver.com navre.com>naver.com hanmial.net>hanmail.net hanmail.nte>hanmail.net
  daum.nte>daum.net daumm.net>daum.net qq.con>qq.com qq.cmo>qq.com qqcom>qq.com 163.con>163.com 163.cmo>163.com
  163com>163.com 126.con>126.com sina.con>sina.com foxmial.com>foxmail.com foxmail.cm>foxmail.com acme.con>acme.com
  acme.cmo>acme.com acme.ocm>acme.com acme.comm>acme.com acme.vom>acme.com acme.xom>acme.com acme.cpm>acme.com
  acme.cim>acme.com acme.ccom>acme.com acme.coom>acme.com acme.con.au>acme.com.au acme.con.br>acme.com.br
  acme.cmo.au>acme.com.au acme.com.ua.>acme.com.ua acme.co.ukk>acme.co.uk acme.co.k>acme.co.uk
  acme.cou.k>acme.co.uk acme.couk>acme.co.uk acme.co.ul>acme.co.uk acme.c.uk>acme.co.uk acme.vo.uk>acme.co.uk
  acme.co.yk>acme.co.uk acme.ac.ukk>acme.ac.uk acme.org.ukk>acme.org.uk acme.ogr.uk>acme.org.uk acme.ogr>acme.org
  acme.rog>acme.org acme.orgg>acme.org acme.ort>acme.org acme.nte>acme.net acme.ner>acme.net acme.met>acme.net
  acme.ent>acme.net acme.nett>acme.net acme.edi>acme.edu acme.eud>acme.edu acme.eduu>acme.edu acme.ed>acme.de
  acme.dee>acme.de acme.frr>acme.fr acme.ft>acme.fr acme.itt>acme.it acme.nll>acme.nl acme.co,uk>acme.co.uk
  acme,com>acme.com acme.com,>acme.com acme..com>acme.com acme.c0m>acme.com acme.comcom>acme.com
  acme.con.mx>acme.com.mx acme.comau>acme.com.au acme.combr>acme.com.br acme.como>acme.com acme.cop>acme.com
  acme.gvo>acme.gov acme.infoo>acme.info acme.ifno>acme.info acme.bizz>acme.biz
`
  .trim()
  .split(/\s+/)
  .map((line) => line.split('>'))
