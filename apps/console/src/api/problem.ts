export interface Violation {
  path: string;
  code: string;
  message: string;
}

/** An answer of the API that is not success (RFC 9457 `application/problem+json`). */
export class ApiProblem extends Error {
  readonly status: number;
  /** Stable, such as `sign-in.refused`; `unknown` where the answer was no problem document. */
  readonly code: string;
  readonly detail: string;
  readonly violations: Violation[];
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: Partial<ProblemBody>, retryAfter?: number) {
    super(body.title ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.detail = body.detail ?? '';
    this.violations = body.violations ?? [];
    this.retryAfter = body.retryAfter ?? retryAfter;
  }
}

/** The request got no answer: no line, or the service is down. What was sent may or may not have arrived. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('no answer', { cause });
    this.name = 'Unreachable';
  }
}

interface ProblemBody {
  title: string;
  code: string;
  detail: string;
  violations: Violation[];
  retryAfter: number;
}

export async function problemFrom(response: Response): Promise<ApiProblem> {
  const seconds = Number(response.headers.get('retry-after'));
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  return new ApiProblem(response.status, body ?? {}, seconds > 0 ? seconds : undefined);
}
