import type { SweepAgent } from '@runstead/ui-contract';
import { formatCount } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import styles from './sweeps.module.css';

const SHOWN = 100;
const WORDS = { active: 'Active', lost: 'Not heard of' } as const;

/** Who works on the sweep: the newest first, active ones before those that were not heard of for five minutes. */
export function SweepAgents({ agents }: { readonly agents: readonly SweepAgent[] }) {
  const active = agents.filter(({ state }) => state === 'active');
  const ordered = [...active.toReversed(), ...agents.filter(({ state }) => state !== 'active').toReversed()];
  return (
    <section className={styles.card} aria-label="Agents">
      <div className={styles.cardHead}>
        <h2>Agents</h2>
        <span className={styles.muted}>
          {agents.length > 0 ? `${formatCount(active.length)} active of ${formatCount(agents.length)}` : ''}
        </span>
      </div>
      {agents.length === 0 ? (
        <p className={styles.cardEmpty}>No agent has come yet. The launch command starts one, on as many machines as you like.</p>
      ) : (
        <div className={styles.agents} tabIndex={0} role="region" aria-label="List of agents">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Host</th>
                <th scope="col">State</th>
                <th scope="col" className={styles.number}>
                  Runs
                </th>
                <th scope="col">Last heartbeat</th>
              </tr>
            </thead>
            <tbody>
              {ordered.slice(0, SHOWN).map((agent) => (
                <tr key={agent.name}>
                  <td title={agent.name}>
                    <bdi>{visibleText(agent.host || agent.name)}</bdi>
                  </td>
                  <td>
                    <span className={styles.badge} data-tone={agent.state === 'active' ? 'green' : 'grey'}>
                      {WORDS[agent.state]}
                    </span>
                  </td>
                  <td className={styles.number}>{formatCount(agent.runs)}</td>
                  <td>
                    <TimeText time={agent.lastHeartbeatAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {ordered.length > SHOWN ? <p className={styles.cardEmpty}>{`${formatCount(ordered.length - SHOWN)} more`}</p> : null}
        </div>
      )}
    </section>
  );
}
