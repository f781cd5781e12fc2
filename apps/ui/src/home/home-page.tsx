import { LoadingScreen } from '../states/loading-screen';

export function HomePage() {
  return <LoadingScreen />;
}
