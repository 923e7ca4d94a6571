export { endHandOver, handOver, takeCharge, type CaseInCharge } from './hand-over.js';
export { remind, type Reminder } from './reminders.js';
export { ENDED_BY_THEIR_STEP, TASK_KINDS, type TaskKind } from './task-kinds.js';
export { Task, type TaskId } from './task.entity.js';
export { TASKS_ENTITIES, TasksModule } from './tasks.module.js';
export { TasksOfLeaver } from './tasks-of-leaver.js';
export { Tasks, type NewTask } from './tasks.js';
export * from './tasks.errors.js';
