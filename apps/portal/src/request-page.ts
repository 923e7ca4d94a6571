import { NotFoundException } from '@nestjs/common';
import { READER_PARTS, type FamilyLetter, type FamilyView } from '#libs/family-access';
import { inWords, type PortalCode, type PortalLanguage } from '#libs/wording';
import type { Renderer, Shown } from './render.js';

type Status = FamilyView['page']['status'];

/** What can be done from the page, in this order. It follows from the words alone: alike words, alike pages. */
function actionsWith(code: Status['code']): readonly string[] {
  const always = ['note', 'access', 'agreements', 'rights'];
  switch (code) {
    case 'portal.resting':
      return ['reachable', 'resume', 'contact', 'call', ...always, 'in-touch'];
    case 'portal.closed':
    case 'portal.in-touch':
    case 'portal.withdrawn':
      return ['again', 'contact', 'call', ...always];
    case 'portal.received':
    case 'portal.question':
    case 'portal.looking':
    case 'portal.partner':
    case 'portal.talk':
      return ['reachable', 'contact', 'call', ...always, 'in-touch'];
  }
}

const WITH_REASON: ReadonlySet<string> = new Set(['reachable', 'contact', 'call', 'note', 'again']);

/** The status page's content. Nothing of it depends on anything but the page that the worker made and the last round of all. */
export function requestContent(
  render: Renderer,
  language: PortalLanguage,
  { page, lastRound, answers, formToken }: FamilyView,
) {
  const say = (code: PortalCode): Shown => render.say(language, code, {});
  const show = (what: string) => ({
    path: what,
    said: say(`do.${what}` as PortalCode),
    ...(WITH_REASON.has(what) && { why: say(`do.${what}-why` as PortalCode) }),
  });
  const actions = actionsWith(page.status.code);
  return {
    status: statusText(render, language, page.status, lastRound),
    answers: answers > 0,
    formToken,
    buttons: actions.filter((what) => what === 'reachable').map(show),
    links: actions.filter((what) => what !== 'reachable').map(show),
  };
}

function statusText(render: Renderer, language: PortalLanguage, status: Status, lastRound: string): Shown {
  if (status.code === 'portal.looking')
    return render.say(language, status.code, { month: `${lastRound.slice(0, 7)}-01` });
  if (status.code === 'portal.withdrawn') return render.say(language, status.code, status.slots);
  return render.say(language, status.code, {});
}

/** By part of the work and by receiver, each with its days. */
export function accessContent(
  render: Renderer,
  language: PortalLanguage,
  { page: { readings, receivings } }: FamilyView,
) {
  const dates = (days: readonly string[]) => days.map((day) => inWords(language, day, 'day')).join(' · ');
  const say = (code: PortalCode) => render.say(language, code, {});
  const uses = new Map(receivings.map((one) => [`${one.to} ${one.purpose}`, one]));
  return {
    parts: READER_PARTS.map((part) => ({ part, days: readings.filter((one) => one.part === part) }))
      .filter(({ days }) => days.length > 0)
      .map(({ part, days }) => ({ said: say(`access.role.${part}`), dates: dates(days.map(({ day }) => day)) })),
    uses: [...uses.values()].map(({ to, purpose }) => ({
      to: say(`to.${to}`),
      purpose: say(`agreement.${purpose}`),
      dates: dates(receivings.filter((one) => one.to === to && one.purpose === purpose).map(({ day }) => day)),
    })),
  };
}

/** What was agreed to, and what of it is stopped. */
export function agreementsContent(render: Renderer, language: PortalLanguage, { page }: FamilyView) {
  const { agreements, told, confirmed } = page;
  return {
    agreements: agreements.map(({ purpose, stopped }, number) => ({
      stopped,
      number,
      said: render.say(language, `agreement.${purpose}`, {}),
    })),
    ...(agreements.some(({ stopped }) => stopped) && {
      recall: render.say(language, 'agreements.recall', { told, confirmed }),
    }),
  };
}

/** Each purpose by its place in the list of agreements: an address says nothing of it. @throws NotFoundException */
export function stopOf({ page }: FamilyView, what: unknown): { means: PortalCode[]; letter: FamilyLetter } {
  if (what === 'all') return { means: ['agreements.stop-all-means'], letter: { kind: 'stop-all' } };
  const one = typeof what === 'string' && /^\d{1,2}$/.test(what) ? page.agreements[Number(what)] : undefined;
  if (!one || one.stopped) throw new NotFoundException();
  return {
    means: [`agreement.${one.purpose}`, `agreement-stop.${one.purpose}`],
    letter: { kind: 'stop', purpose: one.purpose },
  };
}
