/**
 * Changes whenever keys or scores would change, so that stored keys can be remade and old scores told from new ones:
 * `<normalisation>.<model>`.
 */
export const ENGINE_VERSION = '6.1';
