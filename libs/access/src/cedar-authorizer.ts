import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { Injectable } from '@nestjs/common';
import { Authorizer, type AuthorizationContext, type DeploymentFacts, type DossierFacts } from '#libs/database';
import { Forbidden, NotFound, type Actor, type StaffActor, type SystemActor } from '#libs/kernel';

// The optimiser of Node 20 inlines calls into WebAssembly and can end the process when it has to undo that ("unreachable
// code" in Deoptimizer::DoComputeBuiltinContinuation), which long imports have met. Later versions do not.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');

const POLICY_SET = 'relink-staff';
const POLICIES = new URL('../policies/staff.cedar', import.meta.url);
const CASEWORK = { type: 'Relink::Action', id: 'casework' };
const CASEWORK_ACTIONS = ['see', 'record', 'work'].map((id) => ({
  uid: { type: 'Relink::Action', id },
  attrs: {},
  parents: [CASEWORK],
}));

type Resource = DossierFacts | DeploymentFacts;

const MOST_ANSWERS = 5_000;

/** What the policies are told of an actor and a resource; each request has a key of its own. */
const ASKED = ['kind', 'accountId', 'role', 'branchId', 'name', 'type', 'sensitivity', 'assigned', 'sharedWith'];

/** Answers from the Cedar policies in `policies/staff.cedar`, which are parsed once. Deny is the default. */
@Injectable()
export class CedarAuthorizer extends Authorizer {
  private readonly answers = new Map<string, boolean>();

  constructor() {
    super();
    const parsed = cedar.preparsePolicySet(POLICY_SET, { staticPolicies: readFileSync(POLICIES, 'utf8') });
    if (parsed.type === 'failure')
      throw new Error(`staff.cedar: ${parsed.errors.map(({ message }) => message).join('; ')}`);
  }

  authorize(actor: Actor, action: string, resource: Resource, context: AuthorizationContext = {}): void {
    if (this.allows(actor, action, resource, context)) return;
    const about = { type: resource.type, id: resource.type === 'dossier' ? resource.id : action };
    if (resource.type === 'dossier' && !this.allows(actor, 'see', resource)) throw new NotFound(about);
    throw new Forbidden(about);
  }

  /**
   * The answer is a function of what the policies are told, and no policy names a single record: the same question is
   * answered once.
   */
  allows(actor: Actor, action: string, resource: Resource, { by }: AuthorizationContext = {}): boolean {
    if (actor.kind === 'sign-in') return false;
    const asked = JSON.stringify([actor, action, { ...resource, id: '' }, by], ASKED);
    const known = this.answers.get(asked);
    if (known !== undefined) return known;
    if (this.answers.size >= MOST_ANSWERS) this.answers.clear();
    const answer = this.decide(actor, action, resource, by);
    this.answers.set(asked, answer);
    return answer;
  }

  private decide(
    actor: StaffActor | SystemActor,
    action: string,
    resource: Resource,
    by: readonly string[] | undefined,
  ): boolean {
    const principal =
      actor.kind === 'staff'
        ? { type: 'Relink::Staff', id: actor.accountId }
        : { type: 'Relink::System', id: actor.name };
    const object =
      resource.type === 'dossier'
        ? { type: 'Relink::Dossier', id: resource.id }
        : { type: 'Relink::Deployment', id: 'this' };
    const answer = cedar.statefulIsAuthorized({
      principal,
      action: { type: 'Relink::Action', id: action },
      resource: object,
      context: by ? { by: [...by] } : {},
      preparsedPolicySetId: POLICY_SET,
      entities: [
        { uid: CASEWORK, attrs: {}, parents: [] },
        ...CASEWORK_ACTIONS,
        {
          uid: principal,
          attrs: actor.kind === 'staff' ? { role: actor.role, branch: actor.branchId } : {},
          parents: [],
        },
        { uid: object, attrs: resource.type === 'dossier' ? attributesOf(resource) : {}, parents: [] },
      ],
    });
    return (
      answer.type === 'success' &&
      answer.response.decision === 'allow' &&
      answer.response.diagnostics.errors.length === 0
    );
  }
}

function attributesOf({ branchId, sensitivity, assigned, sharedWith }: DossierFacts) {
  return {
    branch: branchId,
    sensitivity,
    assigned: assigned.map((id) => ({ __entity: { type: 'Relink::Staff', id } })),
    sharedWith: [...sharedWith],
  };
}
