import { LoadingScreen } from '../states/loading-screen';

export function LoginPage() {
  return <LoadingScreen />;
}

export function LogoutPage() {
  return <LoadingScreen />;
}

export function AuthorizePage() {
  return <LoadingScreen />;
}

export function SettingsPage() {
  return <LoadingScreen />;
}
