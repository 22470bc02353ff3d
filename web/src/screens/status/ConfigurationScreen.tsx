import { useQuery } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../../api/client.js';
import { useSay } from '../../words/spoken.js';
import { StatusPage } from './StatusPage.js';

type Setting = Schemas['SettingAnswer'];

/** What the server runs with: its version, and each setting with the source of its value. */
export function ConfigurationScreen() {
  const say = useSay();
  const { data, error } = useQuery({
    queryKey: ['status', 'configuration'],
    queryFn: async () => answered(await api.GET('/api/configuration')),
  });
  return (
    <StatusPage title={say('status.configuration')} error={error}>
      {data !== undefined && (
        <>
          <p>{say('status.version', { version: data.version, runtime: data.runtime })}</p>
          {data.unknown.map((name) => (
            <p key={name} className="wrong">
              {say('status.unknown-setting', { name })}
            </p>
          ))}
          <ul className="plain settings card">
            {data.settings.map((setting) => (
              <li key={setting.name}>
                <SettingShown setting={setting} />
              </li>
            ))}
          </ul>
        </>
      )}
    </StatusPage>
  );
}

function SettingShown({ setting: { name, value, source, file, fault } }: { readonly setting: Setting }) {
  const say = useSay();
  return (
    <>
      <code className="setting-name">{name}</code>
      <code>{value ?? '–'}</code>
      <span className="soft">
        {say(`status.source.${source}`)}
        {file !== undefined && ` ${file}`}
      </span>
      {fault !== undefined && <p className="wrong">{fault}</p>}
    </>
  );
}
