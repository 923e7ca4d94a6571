import { RelinkError } from '#libs/kernel';

/** A burst is waited through so long. */
export const BURST_MS = 5_000;
/** Where a queue never became empty for as long as a burst may last, it is no burst: so long waits who comes then. */
export const STANDING_MS = 200;
const RETRY_AFTER_SECONDS = 2;

export class Busy extends RelinkError {
  readonly code = 'service.busy';
  readonly kind = 'unavailable';
  override readonly retryAfter = RETRY_AFTER_SECONDS;

  constructor() {
    super('Relink has more to do at this moment than it can. Nothing was changed. Try again in a moment.');
  }
}

interface Waiting {
  since: number;
  go: () => void;
  refuse: () => void;
}

/**
 * Lets so many do something at once; who comes then waits for a turn, in the order of coming. Where more comes than can be
 * done, a queue only makes everybody wait, so then most are refused at once and the others are served in good time. After
 * "Controlled Delay" (K. Nichols and V. Jacobson, ACM Queue 10/5, 2012) as servers use it.
 */
export class Turns {
  private taken = 0;
  private readonly queue: Waiting[] = [];
  private emptyAt: number;

  constructor(
    private readonly atOnce: number,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.emptyAt = clock();
  }

  /** Would somebody who comes now be refused in the end? Then they can be told before anything is done for them. */
  get crowded(): boolean {
    const [first] = this.queue;
    return first !== undefined && this.clock() - first.since > this.patience && this.patience === STANDING_MS;
  }

  /** @throws Busy where no turn came in time; then nothing was begun */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken < this.atOnce) this.taken++;
    else await this.wait();
    try {
      return await work();
    } finally {
      this.next();
    }
  }

  private get patience(): number {
    return this.clock() - this.emptyAt > BURST_MS ? STANDING_MS : BURST_MS;
  }

  private wait(): Promise<void> {
    if (this.queue.length === 0) this.emptyAt = this.clock();
    return new Promise((resolve, reject) => {
      const refuse = () => {
        clearTimeout(timer);
        reject(new Busy());
      };
      const waiting: Waiting = {
        since: this.clock(),
        go: () => {
          clearTimeout(timer);
          resolve();
        },
        refuse,
      };
      const timer = setTimeout(() => {
        this.queue.splice(this.queue.indexOf(waiting), 1);
        refuse();
      }, this.patience);
      this.queue.push(waiting);
    });
  }

  /** Whoever waited too long is refused; the first of the others has the turn. */
  private next(): void {
    for (;;) {
      const first = this.queue.shift();
      if (!first) {
        this.taken--;
        this.emptyAt = this.clock();
        return;
      }
      if (this.clock() - first.since <= this.patience) return first.go();
      first.refuse();
    }
  }
}

/** Where people wait for an answer, who may act at once: as many as there are connections, and of them most may write. */
export class Admission {
  private constructor(
    readonly any: Turns,
    readonly writing: Turns,
  ) {}

  /** Some connections are left to those who only read. */
  static toConnections(count: number): Admission {
    return new Admission(new Turns(count), new Turns(Math.max(1, count - Math.ceil(count / 4))));
  }

  /** Everybody at once: whoever waits for a connection waits. */
  static unlimited(): Admission {
    return new Admission(new Turns(Infinity), new Turns(Infinity));
  }
}
