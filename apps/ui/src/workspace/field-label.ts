const LABELS: Readonly<Record<string, string>> = {
  name: 'id',
  displayName: 'name',
  jobType: 'job type',
  createdAt: 'created',
  updatedAt: 'updated',
  endedAt: 'ended',
};

/** A field in words: `name`, `created`, `config.lr`; the values that runs end with go by their own keys. */
export function fieldLabel(field: string): string {
  return LABELS[field] ?? (field.startsWith('summary.') ? field.slice('summary.'.length) : field);
}
