import { Outlet, useParams } from '@tanstack/react-router';
import { ProjectRail } from './project-rail';
import styles from './shell.module.css';
import { Shortcuts } from './shortcuts';
import { TopBar } from './top-bar';

/** The frame of every signed-in screen. */
export function Shell() {
  const { entity, project } = useParams({ strict: false });
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <TopBar />
      <Shortcuts />
      <div className={styles.body}>
        {entity && project ? <ProjectRail entity={entity} project={project} /> : null}
        <main id="main" className={styles.main} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
