export { Mailbox, type MailboxLine } from './mailbox.js';
export { NOTIFICATION_KINDS, type NotificationId, type NotificationKind } from './notification.entity.js';
export { notificationWorkflow } from './notification.workflow.js';
export * from './notifications.module.js';
export type { NotificationOptions } from './outgoing.js';
export { Notifications, type NotificationRequest } from './notifications.js';
export { CHANNELS, type Channel } from './contact/choose-contact.js';
