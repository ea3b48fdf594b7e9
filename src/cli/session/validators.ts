/** How a value differs from a schema, as Ajv reports it. */
export interface ValidatorError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A compiled schema of a response. After a call, `errors` holds the differences of that value. */
export interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly ValidatorError[] | null;
}

/** The validators of successful responses, by operation and status. */
export type Validators = Readonly<Record<string, Readonly<Record<string, Validator>>>>;
