import { LoadingScreen } from '../states/loading-screen';

export function WorkspacePage() {
  return <LoadingScreen />;
}
