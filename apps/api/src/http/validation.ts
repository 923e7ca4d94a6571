import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { InvalidInput, type Violation } from '#libs/kernel';

const WHERE_UNKNOWN = 'is not a field here; remove it or check its spelling';

/** Unknown fields, wrong types, too long texts: every fault is named with its place, the value never repeated. */
export function createValidationPipe(): ValidationPipe {
  rememberRules();
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidInput(violationsOf(errors, '').slice(0, 50)),
  });
}

let remembering = false;

type Find = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];
type Rules = ReturnType<Find>;

/**
 * class-validator looks through the rules of all classes for each object it meets, a person's every name and place among
 * them. What it finds for a class does not change once the classes are there, so it looks once.
 */
function rememberRules(): void {
  if (remembering) return;
  remembering = true;
  const storage = getMetadataStorage();
  const find: Find = storage.getTargetValidationMetadatas.bind(storage);
  const found = new Map<Parameters<Find>[0], Map<string, Rules>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const way = JSON.stringify([schema, always, strictGroups, groups]);
    const known = found.get(target) ?? new Map<string, Rules>();
    found.set(target, known);
    const rules = known.get(way) ?? find(target, schema, always, strictGroups, groups);
    known.set(way, rules);
    return rules;
  };
}

/** What somebody wrote in place of a field's name may be anything, a person's name too: only what looks like one is repeated. */
const FIELD_NAME = /^([a-z][A-Za-z0-9]{0,39}|\d{1,3})$/;

function violationsOf(errors: readonly ValidationError[], parent: string): Violation[] {
  return errors.flatMap((error) => {
    const shown = FIELD_NAME.test(error.property) ? [error.property] : [];
    const path = [...(parent ? [parent] : []), ...shown].join('.');
    const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
      path: path.slice(0, 200),
      code: constraint === 'whitelistValidation' ? 'field.unknown' : `field.${constraint}`,
      message: constraint === 'whitelistValidation' ? WHERE_UNKNOWN : withoutProperty(message, error.property),
    }));
    return [...own, ...violationsOf(error.children ?? [], path)];
  });
}

/** class-validator puts the field's name before some messages; the path says it already. */
function withoutProperty(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
