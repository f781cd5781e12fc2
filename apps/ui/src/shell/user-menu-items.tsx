import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Check, KeyRound, LogOut } from 'lucide-react';
import { FloatingMenu } from '../controls/floating-menu';

const THEMES: readonly { value: MantineColorScheme; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'System' },
];

export function UserMenuItems({ username, onClose }: { readonly username: string; readonly onClose: () => void }) {
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <FloatingMenu label={username} width={192} position="bottom-end" onClose={onClose}>
      <Menu.Label>Signed in as {username}</Menu.Label>
      <Menu.Item leftSection={<KeyRound size={14} />} onClick={() => void navigate({ to: '/settings', hash: 'apikeys' })}>
        API keys
      </Menu.Item>
      <Menu.Divider />
      <Menu.Label>Theme</Menu.Label>
      {THEMES.map(({ value, label }) => (
        <Menu.Item
          key={value}
          role="menuitemradio"
          aria-checked={colorScheme === value}
          closeMenuOnClick={false}
          rightSection={colorScheme === value ? <Check size={14} aria-hidden="true" /> : null}
          onClick={() => setColorScheme(value)}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<LogOut size={14} />} onClick={() => void navigate({ to: '/logout' })}>
        Sign out
      </Menu.Item>
    </FloatingMenu>
  );
}
