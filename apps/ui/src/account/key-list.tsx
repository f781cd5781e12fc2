import type { ApiKeyList } from '@runstead/ui-contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '../api/answer';
import { Button } from '../controls/button';
import { ConfirmDialog } from '../controls/confirm-dialog';
import { TimeText } from '../format/time-text';
import { useShowToast } from '../shell/toasts';
import { ErrorRegion } from '../states/error-region';
import { Skeleton } from '../states/skeleton';
import styles from './account.module.css';
import { apiKeysQuery, revokeApiKey } from './api-keys';

type ApiKey = ApiKeyList['keys'][number];

/** The person's keys: name, last four characters, age, `Revoke`. */
export function KeyList() {
  const { data, error, refetch } = useQuery(apiKeysQuery);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  if (error) return <ErrorRegion text="Your keys could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data)
    return (
      <div data-state="loading" aria-busy="true">
        <Skeleton height="34px" />
      </div>
    );
  if (data.keys.length === 0) return <p className={styles.muted}>You have no API keys yet.</p>;
  return (
    <>
      <table className={styles.keys} data-state="ready">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Key</th>
            <th scope="col">Created</th>
            <th>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.keys.map((key) => (
            <tr key={key.id}>
              <th scope="row">
                <bdi>{key.name}</bdi>
              </th>
              <td>
                <code>…{key.lastFour}</code>
              </td>
              <td>
                <TimeText time={key.createdAt} />
              </td>
              <td>
                <Button look="quiet" aria-label={`Revoke ${key.name}`} onClick={() => setRevoking(key)}>
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <RevokeDialog apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}

function RevokeDialog({ apiKey, onClose }: { readonly apiKey: ApiKey | null; readonly onClose: () => void }) {
  const client = useQueryClient();
  const showToast = useShowToast();
  const revocation = useMutation({
    mutationFn: async (id: string) => {
      const answer = await revokeApiKey(id);
      if (!answer.ok) throw new ProblemError(answer.problem);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    onError: (error) => showToast({ text: `The key was not revoked: ${error.message}`, tone: 'error' }),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      title={`Revoke "${apiKey?.name ?? ''}"?`}
      opened={apiKey !== null}
      action="Revoke key"
      busy={revocation.isPending}
      onConfirm={() => apiKey && revocation.mutate(apiKey.id)}
      onClose={onClose}
    >
      Programs that use the key ending in <code>{apiKey?.lastFour}</code> can no longer send or read anything. This cannot be undone.
    </ConfirmDialog>
  );
}
