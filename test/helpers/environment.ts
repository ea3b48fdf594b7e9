/** Changes variables of this process while `work` runs, and puts them back. */
export async function withEnvironment<T>(
  changes: Readonly<Record<string, string>>,
  work: () => T | Promise<T>,
): Promise<T> {
  const before = Object.keys(changes).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, changes);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}
