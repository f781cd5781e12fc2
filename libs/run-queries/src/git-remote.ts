/**
 * A remote as people may see it: a password or token that was part of its URL is gone. The user name of ssh stays,
 * it is part of the address (`git@github.com:org/repo.git`).
 */
export function withoutCredentials(remote: string): string {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*:\/\/)([^/?#]*@)?(.*)$/s.exec(remote);
  if (!match) return remote;
  const [, scheme = '', userinfo = '', rest = ''] = match;
  const user = /^ssh:|\+ssh:/i.test(scheme) ? userinfo.replace(/:.*(?=@$)/s, '') : '';
  return `${scheme}${user}${rest}`;
}
