import type { Project } from '@runstead/ui-contract';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ProjectListView } from '../api/projects';
import { formatCount } from '../format/number';
import { TimeText } from '../format/time-text';
import { visibleText } from '../format/visible-text';
import { RunStateIcon } from '../runs/run-state-icon';
import styles from './home.module.css';

type Sort = ProjectListView['sort'];

interface Column {
  readonly sort: Sort | null;
  readonly label: string;
  readonly number?: boolean;
  /** Left out on small screens. */
  readonly wide?: boolean;
}

const COLUMNS: readonly Column[] = [
  { sort: 'name', label: 'Name' },
  { sort: 'entity', label: 'Entity', wide: true },
  { sort: null, label: 'Visibility', wide: true },
  { sort: 'runs', label: 'Runs', number: true },
  { sort: 'running', label: 'Running now', number: true, wide: true },
  { sort: 'lastActivity', label: 'Last activity' },
];

const VISIBILITY = { private: 'Private', team: 'Team', public: 'Public' } as const;

interface Props {
  readonly projects: readonly Project[];
  readonly search: string;
  readonly sort: Sort;
  readonly descending: boolean;
  readonly onSort: (sort: Sort, descending: boolean) => void;
  /** One entity's own list needs no such column. */
  readonly withEntity: boolean;
}

export function ProjectTable({ projects, search, sort, descending, onSort, withEntity }: Props) {
  const columns = withEntity ? COLUMNS : COLUMNS.filter((column) => column.sort !== 'entity');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.label}
              scope="col"
              className={column.number ? styles.number : undefined}
              data-wide={column.wide ? '' : undefined}
              aria-sort={column.sort === sort ? (descending ? 'descending' : 'ascending') : undefined}
            >
              <SortButton column={column} sort={sort} descending={descending} onSort={onSort} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <ProjectRow key={project.id} project={project} search={search} withEntity={withEntity} />
        ))}
      </tbody>
    </table>
  );
}

function SortButton({ column, sort, descending, onSort }: Pick<Props, 'sort' | 'descending' | 'onSort'> & { readonly column: Column }) {
  const { sort: own, label } = column;
  if (!own) return label;
  const text = own === 'name' || own === 'entity';
  return (
    <button type="button" onClick={() => onSort(own, own === sort ? !descending : !text)}>
      {label}
      {own === sort ? descending ? <ArrowDown size={12} aria-hidden="true" /> : <ArrowUp size={12} aria-hidden="true" /> : null}
    </button>
  );
}

function ProjectRow({ project, search, withEntity }: { readonly project: Project; readonly search: string; readonly withEntity: boolean }) {
  const { entity, name } = project;
  return (
    <tr>
      <td className={styles.name}>
        <Link to="/$entity/$project" params={{ entity, project: name }}>
          <Highlighted text={visibleText(name)} search={search} />
        </Link>
      </td>
      {withEntity ? (
        <td data-wide="">
          <Link to="/$entity" params={{ entity }}>
            <bdi>{entity}</bdi>
          </Link>
        </td>
      ) : null}
      <td data-wide="">{VISIBILITY[project.visibility]}</td>
      <td className={styles.number}>{formatCount(project.runs)}</td>
      <td className={styles.number} data-wide="">
        {project.running > 0 ? (
          <span className={styles.running}>
            <RunStateIcon state="running" />
            {formatCount(project.running)}
          </span>
        ) : (
          '0'
        )}
      </td>
      <td>
        <TimeText time={project.lastActivityAt} />
      </td>
    </tr>
  );
}

function Highlighted({ text, search }: { readonly text: string; readonly search: string }) {
  const at = search === '' ? -1 : text.toLowerCase().indexOf(search.toLowerCase());
  if (at < 0) return <bdi>{text}</bdi>;
  const end = at + search.length;
  return (
    <bdi>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </bdi>
  );
}
