import { Link } from '@tanstack/react-router';
import { Breadcrumb } from './breadcrumb';
import { LivePill } from './live-pill';
import { Logo } from './logo';
import { SearchButton } from './search-button';
import styles from './shell.module.css';
import { UserMenu } from './user-menu';

export function TopBar() {
  return (
    <header className={styles.bar}>
      <Link to="/home" className={styles.logo} aria-label="Home" title="Home">
        <Logo />
      </Link>
      <Breadcrumb />
      <SearchButton />
      <LivePill />
      <UserMenu />
    </header>
  );
}
