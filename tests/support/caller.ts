import { expect } from '@jest/globals';
import { newId, ROLES, type Role } from '#libs/kernel';
import { exampleOf, type Route } from './api-document.js';
import type { Deployment } from './deployment.js';
import { contentOfEveryTable } from './every-table.js';
import { MARK } from './faults.js';
import type { Answer, Staff } from './staff.js';
import { RULES } from './who-may-what.js';
import { anInterview, aRegistration, expectStatus } from './stories.js';

/** Calls every route of the document as somebody who may, about records that are there. */
export class Caller {
  private constructor(
    private readonly relink: Deployment,
    private readonly staff: ReadonlyMap<Role, Staff>,
    private readonly known: Record<string, string>,
  ) {}

  static async over(relink: Deployment): Promise<Caller> {
    const caseworker = await relink.signIn('caseworker');
    const request = await expectStatus(201, caseworker.post('/tracing-requests', { interview: anInterview() }));
    const registration = await expectStatus(201, caseworker.post('/registrations', aRegistration()));
    const known = { 'tracing-requests': request.id, dossiers: request.id, registrations: registration.id };
    const staff = new Map<Role, Staff>([['caseworker', caseworker]]);
    for (const role of ROLES) if (role !== 'caseworker') staff.set(role, await relink.signIn(role));
    return new Caller(relink, staff, known);
  }

  get caseworker(): Staff {
    return this.staff.get('caseworker')!;
  }

  get supervisor(): Staff {
    return this.staff.get('supervisor')!;
  }

  get administrator(): Staff {
    return this.staff.get('administrator')!;
  }

  /** A caseworker where the route is for them, else the first whom it is for. */
  whoFor({ name }: Route): Staff {
    const rule = RULES[name];
    const roles = rule && 'roles' in rule ? rule.roles : [];
    return this.staff.get(roles.includes('caseworker') ? 'caseworker' : (roles[0] ?? 'caseworker'))!;
  }

  addressOf({ path }: Route, id?: string): string {
    const about = id ?? this.known[path.split('/')[1]!] ?? newId();
    return path.replace('{id}', about).replace('{token}', 'no-such-token');
  }

  send(route: Route, body: unknown, headers: Record<string, string> = {}, path = this.addressOf(route)) {
    const version: Record<string, string> = route.needsVersion ? { 'If-Match': '"1"' } : {};
    return this.whoFor(route).send(route.method, path, body, { ...version, ...headers });
  }

  /** Refusals are written down and a session remembers when it was last used; nothing else may differ after the work. */
  async expectNothingChanged(work: () => Promise<void>): Promise<void> {
    const left = ['audit.entries', 'audit.chains', 'relink.sessions', 'relink.sign_in_attempts'];
    const before = await contentOfEveryTable(this.relink.database, left);
    await work();
    expect(await contentOfEveryTable(this.relink.database, left)).toEqual(before);
  }
}

/** The body of the document's example, as it is sent. */
export function exampleFor({ body }: Route): string | undefined {
  return body && JSON.stringify(exampleOf(body));
}

/** A refusal everybody can rely on: a problem with a code, without the input and without anything of the inside. */
export function expectProblem(answer: Answer<Record<string, unknown>>, statuses: readonly number[]): void {
  const { status, body, headers } = answer;
  expect({ status, body }).toMatchObject({
    status: expect.any(Number),
    body: { code: expect.stringMatching(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/) },
  });
  expect(statuses).toContain(status);
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(body).toMatchObject({ type: 'about:blank', status, title: expect.any(String), detail: expect.any(String) });
  const text = JSON.stringify(body);
  expect(text).not.toContain(MARK);
  expect(text).not.toMatch(/\bat .*:\d+:\d+|SELECT |INSERT |relation "|node_modules|TypeError/);
}
