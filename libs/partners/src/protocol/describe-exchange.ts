import { CAPABILITY } from './capability.js';
import type { Json } from './canonical-json.js';
import { MESSAGES } from './messages.js';
import { RECEIPT } from './receipt.js';

/** The schemas of everything two Societies tell each other, as files below `docs/exchange`; made from what checks messages. */
export function describeExchange(): Record<string, string> {
  const shapes = { ...MESSAGES, receipt: RECEIPT, capability: CAPABILITY };
  return Object.fromEntries(
    Object.entries(shapes).map(([name, { schema }]) => [
      `exchange/schemas/${name}.schema.json`,
      text({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        title: name,
        ...(schema as Record<string, Json>),
      }),
    ]),
  );
}

function text(schema: Json): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
