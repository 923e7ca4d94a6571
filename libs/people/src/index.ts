export * from './destroy-keys.js';
export * from './limits.js';
export * from './people.js';
export * from './people.module.js';
export * from './person-details.js';
export { Person, Relation } from './person.entity.js';
