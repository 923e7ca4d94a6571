import { expect } from '@jest/globals';
import { eventually } from '#libs/testing';
import type { Desk } from './browser.js';
import { textsIn, type Say } from './catalogue.js';
import type { Story } from './stories.js';

const WEEK_MS = 7 * 86_400_000;

/** What people at their desks do, press by press, each screen checked on the way. */
export class MainJob {
  private readonly say: Say;

  constructor(private readonly story: Story) {
    this.say = textsIn(story.language);
  }

  /** @returns the path of the case */
  async takeInterview(desk: Desk): Promise<string> {
    const { story, say } = this;
    await desk.go('/');
    await desk.check();
    await desk.press('link', say('action.new-interview'));
    await desk.heading(say('interview.step.who'));
    await desk.choose('soughtPersons.0.relation', 'sibling');
    await desk.type('soughtPersons.0.person.names.0.text', story.sought);
    await desk.bornOn('soughtPersons.0.person.birth', story.birth);
    await desk.check();
    await this.next(desk, 'what-happened');
    await desk.type('story', story.told);
    await desk.type('soughtPersons.0.circumstances.place', story.place);
    await desk.choose('soughtPersons.0.circumstances.cause', 'armed-conflict');
    await desk.check();
    await this.next(desk, 'family');
    await desk.press('button', `+ ${say('relative.mother')}`);
    await desk.type('soughtPersons.0.person.relatives.0.names.0.text', story.mother);
    await desk.check();
    await this.next(desk, 'about-you');
    await desk.type('enquirer.person.names.0.text', story.enquirer);
    await desk.tick(say('interview.identity'));
    await desk.check();
    await this.next(desk, 'reach');
    await desk.press('button', `+ ${say('contact.add')}`);
    await desk.type('enquirer.person.contacts.0.value', '+999 555 0188');
    await desk.check();
    await this.next(desk, 'agreement');
    await desk.tick(say('notice.given'));
    await this.agree(desk, 'enquirer.basis', 'consent');
    await desk.choose('enquirer.basis.givenBy', 'self');
    await desk.choose('enquirer.basis.how', 'spoken');
    await this.agree(desk, 'soughtPersons.0.basis', 'public-interest');
    await desk.type('soughtPersons.0.basis.rationale', story.reason);
    await desk.check();
    await this.next(desk, 'review');
    await desk.reads(say('interview.nothing-missing'));
    await desk.check();
    await desk.press('button', say('interview.complete'));
    await desk.reads(say('request-state.submitted'));
    await desk.check();
    return new URL(desk.page.url()).pathname;
  }

  async accept(desk: Desk, path: string): Promise<void> {
    const { say } = this;
    await desk.go(path);
    await desk.press('button', say('case.do.accept'));
    await desk.choose('nextAction.code', 'list-check');
    await desk.type('nextAction.due', new Date(Date.now() + WEEK_MS).toISOString().slice(0, 10));
    await desk.check();
    await desk.page
      .getByRole('dialog')
      .getByRole('button', { name: say('case.do.accept'), exact: true })
      .click();
    await desk.page.getByRole('dialog').waitFor({ state: 'detached' });
    await desk.reads(say('request-state.open'));
    await desk.check();
  }

  async register(desk: Desk): Promise<void> {
    const { story, say } = this;
    await desk.go('/registrations');
    await desk.check();
    await desk.press('link', say('registration.new'));
    await desk.choose('kind', 'adult-at-risk');
    await desk.type('place.text', story.place);
    await desk.type('person.names.0.text', story.registered);
    await desk.bornOn('person.birth', story.birth);
    await desk.press('button', `+ ${say('relative.mother')}`);
    await desk.type('person.relatives.0.names.0.text', story.registeredMother);
    await desk.page
      .getByRole('group', { name: say('registration.wants-contact') })
      .getByLabel(say('wants-contact.yes'))
      .check();
    await this.agree(desk, 'basis', 'consent');
    await desk.choose('basis.givenBy', 'self');
    await desk.choose('basis.how', 'spoken');
    await desk.check();
    await desk.press('button', say('registration.save'));
    await desk.heading(story.registered, 1);
    await desk.check();
  }

  /** Waits for the proposal as a caseworker does, opens it from the work list and judges it without a mouse. */
  async judgeByKeyboard(desk: Desk): Promise<void> {
    const { story, say } = this;
    const { page } = desk;
    const row = page.getByRole('row').filter({ hasText: story.sought }).filter({ hasText: story.registered });
    await eventually(async () => {
      await desk.go('/');
      await desk.settled();
      expect(await row.count()).toBe(1);
    });
    await desk.check();
    await desk.tabTo(row.getByRole('link'));
    await page.keyboard.press('Enter');
    await desk.heading(say('match.question'), 1);
    await desk.check();
    await desk.tabTo(page.getByRole('button', { name: say('match.take') }));
    await page.keyboard.press('Enter');
    await page.locator('input[value="judge-probable"]:focus').waitFor();
    await desk.reads(say('decision.to-come'));
    expect(await page.getByText(say('match.reason-hidden')).count()).toBe(0);
    await page.keyboard.press('1');
    expect(await page.locator('input[value="judge-probable"]').isChecked()).toBe(true);
    await desk.check();
    await page.keyboard.press('Tab');
    await page.keyboard.insertText(story.reason);
    await page.keyboard.press('Tab');
    expect(await desk.focused()).toBe(say('match.send.judge-probable'));
    await page.keyboard.press('Enter');
    await desk.reads(say('match-state.probable'));
    await desk.check();
  }

  /** The second person, who must not see the first one's reason before giving their own. */
  async confirm(desk: Desk): Promise<void> {
    const { story, say } = this;
    const { page } = desk;
    await desk.go('/?kind=match-confirmation');
    const row = page.getByRole('row').filter({ hasText: story.registered });
    await row.getByRole('link').click();
    await desk.reads(say('match.reason-hidden'));
    expect(await page.getByText(story.reason).count()).toBe(0);
    await desk.check();
    await page.getByLabel(say('decide.confirm')).check();
    await desk.type('reason', story.agreed);
    await desk.press('button', say('match.send.confirm'));
    await desk.reads(say('match-state.confirmed'));
    await desk.reads(story.reason);
    await desk.check();
  }

  async isLocated(desk: Desk, path: string): Promise<void> {
    const { say } = this;
    await eventually(async () => {
      await desk.go(path);
      await desk.settled();
      expect(await desk.page.getByText(say('request-state.located')).count()).toBe(1);
    });
    await desk.check();
    for (const tab of ['people', 'matches', 'timeline']) {
      await desk.go(`${path}?tab=${tab}`);
      await desk.check();
    }
  }

  private async next(desk: Desk, step: string): Promise<void> {
    await desk.press('button', this.say('action.next'));
    await desk.heading(this.say(`interview.step.${step}`));
  }

  private async agree(desk: Desk, path: string, legalBasis: string): Promise<void> {
    await desk.page.locator(`[data-path="${path}.legalBasis"] input[value="${legalBasis}"]`).check();
    const purposes = desk.page.locator(`[data-path="${path}.purposes"]`);
    for (const purpose of ['trace', 'match-within-society'])
      await purposes.getByLabel(this.say(`purpose.${purpose}`), { exact: true }).check();
  }
}
