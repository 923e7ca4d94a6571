import { Module } from '@nestjs/common';
import { Task } from './task.entity.js';
import { Tasks } from './tasks.js';

export const TASKS_ENTITIES = [Task];

@Module({ providers: [Tasks], exports: [Tasks] })
export class TasksModule {}
