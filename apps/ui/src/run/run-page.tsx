import { LoadingScreen } from '../states/loading-screen';

export function RunPage() {
  return <LoadingScreen />;
}
