/** What came back for one request. */
export interface Answer {
  status: number;
  body: string;
}

/** One request of a scenario and how to tell a right answer from a wrong one. */
export interface Step {
  /** The route template, for the table: `POST /api/sales`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Undefined when the answer is right, else what is wrong with it. Called before the next step is asked for. */
  check: (answer: Answer) => string | undefined;
}

/**
 * The next request of one connection. It may be asked again although the last step was never answered (the
 * connection broke), so it decides from what it was told, not from what it sent.
 */
export type Visitor = () => Step;
