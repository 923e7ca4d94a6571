import qrcode from 'qrcode';
import { inWords, PORTAL_CATALOGUES, sayOnPortal, type PortalCode, type PortalLanguage } from '#libs/wording';

export interface PrintedCard {
  /** Where families reach the portal. */
  origin: string;
  language: PortalLanguage;
  /** In fours. */
  code: string;
  expiresOn: string;
}

/**
 * The card to print and to cut out. Its QR code is the address alone: a code in an address would stay in the history of
 * whatever phone it was opened on.
 */
export async function cardPage({ origin, language, code, expiresOn }: PrintedCard): Promise<string> {
  const address = `${origin}/${language}`;
  const { direction } = PORTAL_CATALOGUES[language];
  const say = (text: PortalCode) => {
    const said = sayOnPortal(language, text, {} as never);
    return `${escaped(said.text)}${said.beside ? `<br><small lang="en" dir="ltr">${escaped(said.beside)}</small>` : ''}`;
  };
  const svg = await qrcode.toString(address, { type: 'svg', errorCorrectionLevel: 'M', margin: 1, width: 140 });
  return `<!doctype html><html lang="${language}" dir="${direction}"><meta charset="utf-8"><title>${say('page.title')}</title>
<style>body{font:11pt/1.4 "Noto Sans","Noto Sans Arabic","Noto Sans Ethiopic",sans-serif;margin:12mm}
.card{border:1px dashed #555;padding:6mm;max-width:150mm}h1{font-size:14pt;margin:0 0 3mm}p{margin:0 0 3mm}
.code{font:700 16pt/1.5 "Noto Sans Mono",monospace;letter-spacing:.04em}.row{display:flex;flex-wrap:wrap;gap:6mm;align-items:center}
@media screen{body{margin:3mm}}small{font-size:.8em}</style>
<div class="card"><h1>${say('card.heading')}</h1><p>${say('card.how')}</p>
<div class="row"><div>${svg}</div><div><p dir="ltr">${escaped(address)}</p><p class="code" dir="ltr">${escaped(code)}</p><p>${escaped(inWords(language, expiresOn, 'day'))}</p></div></div>
<p>${say('card.word')}</p><p>${say('card.lost')}</p><p>${say('page.free')}</p><p>${say('page.visit')}</p></div></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
