/** The screens of the account, one chunk. */
export { AuthorizePage } from './authorize-page';
export { LoginPage } from './login-page';
export { LogoutPage } from './logout-page';
export { SettingsPage } from './settings-page';
