import { setImmediate } from 'node:timers/promises';
import { canRunApart, Thread } from './thread.js';
import { ListWorker, type Answer, type Progress, type Task, type Workshop } from './work.js';

const SCRIPT = new URL('./worker.js', import.meta.url);

/** Below this many rows threads cost more than they bring. */
const WORTH_THREADS = 5_000;

/** One or more hands for the work on a table: threads for long lists, this thread for short ones. */
export class Crew {
  private constructor(
    private readonly here: ListWorker | undefined,
    private readonly threads: readonly Thread<Task, Answer>[],
    private readonly progress: Progress,
  ) {}

  /** @param wanted how many threads at most; 0 does all work in this thread */
  static muster(workshop: Workshop, wanted: number, progress: Progress): Crew {
    const apart = wanted > 1 && workshop.table.rows >= WORTH_THREADS && canRunApart(SCRIPT);
    if (!apart) return new Crew(new ListWorker(workshop), [], progress);
    const hands = Math.min(wanted, workshop.slicing.slices);
    return new Crew(
      undefined,
      Array.from({ length: hands }, () => new Thread(SCRIPT, workshop)),
      progress,
    );
  }

  /** Answers in the order of the tasks, whoever did them; each is told when it is there. */
  async all(tasks: readonly Task[], onAnswer: () => void = () => undefined): Promise<Answer[]> {
    const answers: Answer[] = [];
    if (this.here) {
      for (const task of tasks) {
        answers.push(this.here.perform(task, this.progress));
        onAnswer();
        await setImmediate();
      }
      return answers;
    }
    let next = 0;
    const work = async (thread: Thread<Task, Answer>): Promise<void> => {
      for (let at = next++; at < tasks.length; at = next++) {
        answers[at] = await thread.ask(tasks[at]!, this.progress);
        onAnswer();
      }
    };
    await Promise.all(this.threads.map(work));
    return answers;
  }

  async dismiss(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}
