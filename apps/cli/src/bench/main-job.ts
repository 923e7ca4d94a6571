export async function benchMainJob(_: { data: string; requests: number }): Promise<void> {}
