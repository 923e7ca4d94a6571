/** Characters, as the service asks. */
export const MIN_PASSWORD = 12;
