export { EraseMessageTexts, MessageErasureModule, MessageSchedulesModule, TEXT_DAYS } from './erase-texts.js';
export * from './letter.js';
export * from './message-view.js';
export { RedCrossMessage } from './message.entity.js';
export * from './message.workflow.js';
export * from './messages.errors.js';
export * from './messages.js';
export * from './messages.module.js';
