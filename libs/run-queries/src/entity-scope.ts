/** The entities whose projects may be read: decided by `Policy`, applied here. `all` is for administrators. */
export type EntityScope = 'all' | readonly string[];
