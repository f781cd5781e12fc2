import { LoadingScreen } from '../states/loading-screen';

export function EntityPage() {
  return <LoadingScreen />;
}
