import type { ConfigurationPorts } from '../configuration/export.ts';
import { ok } from '../outcome/result.ts';
import { openKeptFields } from '../platform/kept-fields-storage.ts';
import { openSignerStorage } from '../platform/signer-storage.ts';
import type { LocalStorage } from '../platform/storage.ts';
import { openStreamStorage } from '../platform/stream-storage.ts';
import { openWebAppStorage } from '../platform/web-app-storage.ts';
import { COST } from '../vault/password-key.ts';
import { openVault, type VaultSession } from '../vault/vault.ts';
import { type ConsensusPartPorts, consensusPart } from './configuration-consensus.ts';
import { streamingPart } from './configuration-streaming.ts';
import { webappPart } from './configuration-webapp.ts';

type Ports = Omit<ConsensusPartPorts, 'storage' | 'vault'> & {
  readonly session: VaultSession;
  now(): number;
};

/** All that a configuration is made of, over a storage that takes what an import writes together. */
export function configurationParts(ports: Ports): (storage: LocalStorage) => ConfigurationPorts {
  return (storage) => {
    const vault = openVault(
      {
        store: storage,
        // It uses what is unlocked. Locking is for the vault that is everybody's.
        session: { ...ports.session, set: async () => ok(null) },
        now: ports.now,
        remindAt: () => undefined,
        changed: () => undefined,
      },
      COST,
    );
    return {
      parts: {
        webapp: webappPart({ storage: openWebAppStorage(storage), vault, newId: ports.newId }),
        consensus: consensusPart({ ...ports, storage: openSignerStorage(storage), vault }),
        streaming: streamingPart({
          streams: openStreamStorage(storage),
          vault,
          newId: ports.newId,
        }),
      },
      kept: openKeptFields(storage, vault),
    };
  };
}
