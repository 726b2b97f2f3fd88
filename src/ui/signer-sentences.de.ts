import type { Texts } from './language.ts';
import type { en } from './signer-sentences.en.ts';
import { saying, transaction, unsent } from './story.ts';
import { visible } from './wording.ts';

export const de: Texts<typeof en> = {
  mnemonic_wrong: {
    happened: () =>
      'Das sind keine Wiederherstellungswörter: Eines fehlt, ist falsch geschrieben oder steht an der falschen Stelle.',
    next: () =>
      'Vergleichen Sie sie mit dem, was Sie aufgeschrieben haben: 12 oder 24 englische Wörter, in ihrer Reihenfolge.',
  },
  private_key_wrong: {
    happened: () => 'Das ist kein privater Schlüssel.',
    next: () => 'Ein solcher hat 64 Zeichen von 0 bis 9 und a bis f.',
  },
  message_unusable: {
    happened: ({ type }) =>
      `Was signiert werden soll, lässt sich nicht kodieren${type ? ` (${visible(type)})` : ''}.`,
    next: () => 'Es wurde nichts signiert. Melden Sie es denen, die die Seite gemacht haben.',
  },
  text_refused: {
    happened: () => 'Die Seite möchte eine Signatur für einen Text, den Tollpass nicht signiert.',
    next: () => 'Es wurde nichts signiert.',
  },
  transaction_unreadable: {
    happened: () => 'Was signiert werden soll, ist keine Transaktion.',
    next: () => 'Es wurde nichts signiert. Melden Sie es denen, die die Seite gemacht haben.',
  },
  signer_gone: {
    happened: () => 'Diesen Signierer oder seinen Schlüssel gibt es nicht mehr.',
    next: () =>
      'Laden Sie die Seite neu. Ein Signierer lässt sich mit seinen Wiederherstellungswörtern zurückholen.',
  },
  account_known: {
    happened: ({ name }) =>
      `Diese Adresse gibt es schon${name ? `: Sie gehört zu „${visible(name)}“` : ''}.`,
    next: () => 'Es wurde nichts hinzugefügt.',
  },
  account_none: {
    happened: () => 'Ein privater Schlüssel hat auf jeder Chain nur eine Adresse.',
    next: () => 'Mehrere gibt es nur mit Wiederherstellungswörtern.',
  },
  address_wrong: {
    happened: ({ prefix }) =>
      `Das ist keine Adresse dieser Chain${prefix ? `: Deren Adressen beginnen mit ${visible(prefix)}1` : ''}.`,
    next: () => 'Kopieren Sie sie noch einmal, vollständig.',
  },
  chain_in_use: {
    happened: ({ name }) =>
      name
        ? `„${visible(name)}“ hat eine Adresse auf dieser Chain.`
        : 'Ein Signierer hat eine Adresse auf dieser Chain.',
    next: () => 'Löschen Sie zuerst diesen Signierer, oder behalten Sie die Chain.',
  },

  request_malformed: {
    happened: () => 'Die Seite hat etwas auf eine Weise verlangt, die sich nicht lesen lässt.',
    next: () => 'Es wurde nichts signiert. Melden Sie es denen, die die Seite gemacht haben.',
  },
  site_not_allowed: {
    happened: () =>
      'Das darf nur eine Seite mit verschlüsselter Verbindung in einem eigenen Tab verlangen.',
    next: () => 'Es wurde nichts signiert.',
  },
  site_not_connected: {
    happened: () => 'Die Seite hat ein Konto verlangt, das Sie nicht mit ihr verbunden haben.',
    next: () => 'Es wurde nichts signiert. Verbinden Sie das Konto zuerst auf der Seite.',
  },
  site_busy: {
    happened: () => 'Die Seite verlangt zu viel auf einmal.',
    next: () => 'Beantworten Sie, was schon gefragt ist, und versuchen Sie es dann noch einmal.',
  },
  chain_mismatch: {
    happened: () =>
      'Was signiert werden soll, ist für eine andere Chain, als die Seite angegeben hat.',
    next: () => 'Es wurde nichts signiert.',
  },
  page_script_failed: {
    happened: () => 'Der Browser hat Tollpass nicht ändern lassen, was Seiten vorfinden.',
    next: () => 'Es wurde nichts geändert. Versuchen Sie es noch einmal.',
  },

  chain_unknown: unsent(
    () => 'Tollpass kennt diese Chain nicht.',
    'Fügen Sie sie auf der Seite „Signierer“ hinzu, mit der Adresse eines ihrer Knoten.',
  ),
  chain_address_invalid: unsent(
    () => 'Die Adresse der Chain lässt sich nicht lesen.',
    'Sie sollte aussehen wie https://api.example.org, die Adresse einer REST-API.',
  ),
  chain_insecure: unsent(
    () =>
      'Die Adresse der Chain beginnt mit http:// und liegt auf einem anderen Computer, sodass andere verändern könnten, was die Chain sagt.',
    'Nehmen Sie eine Adresse mit https:// oder einen Knoten auf diesem Computer.',
  ),
  chain_unreachable: unsent(
    ({ url }) => `Die Chain${url ? ` unter ${url}` : ''} antwortet nicht.`,
    'Versuchen Sie es später noch einmal, oder fügen Sie die Chain auf der Seite „Signierer“ mit einer anderen Adresse noch einmal hinzu.',
  ),
  chain_answer_unusable: unsent(
    ({ url }) =>
      `Die Chain${url ? ` unter ${url}` : ''} hat etwas geantwortet, das Tollpass nicht versteht.`,
    'Prüfen Sie, ob ihre Adresse auf der Seite „Signierer“ die der REST-API einer Cosmos-Chain ist.',
  ),
  chain_other: unsent(
    ({ wanted, found }) =>
      wanted && found
        ? `Die Adresse der Chain ist die von ${found}, nicht die von ${wanted}.`
        : 'Die Adresse der Chain ist die einer anderen.',
    'Fügen Sie die Chain auf der Seite „Signierer“ mit der richtigen noch einmal hinzu.',
  ),
  account_unknown: unsent(
    () => 'Die Chain kennt dieses Konto nicht: Es wurde noch nie etwas dorthin gesendet.',
    'Senden Sie zuerst einige Coins der Chain dorthin, oder treten Sie damit dem Spiel bei.',
  ),
  chain_funds_missing: unsent(
    (detail) => `Auf diesem Konto ist nicht genug Geld.${saying(detail)}`,
    'Zahlen Sie mehr ein, oder senden Sie weniger.',
  ),
  fee_missing: unsent(
    (detail) => `Die Chain verlangt eine höhere Gebühr.${saying(detail)}`,
    'Fügen Sie die Chain auf der Seite „Signierer“ noch einmal hinzu: Dann wird ihr Gaspreis neu gelesen.',
  ),
  signature_refused: unsent(
    (detail) => `Die Chain nimmt die Signatur nicht an.${saying(detail)}`,
    'Prüfen Sie, ob Konto und Chain die sind, die Sie meinen.',
  ),
  sequence_mismatch: unsent(
    () => 'Etwas anderes sendet fortwährend mit demselben Konto und ist immer schneller.',
    'Warten Sie, bis es fertig ist, und versuchen Sie es dann noch einmal.',
  ),
  transaction_malformed: unsent(
    (detail) => `Die Chain kann diese Transaktion nicht lesen.${saying(detail)}`,
    'Melden Sie es denen, die die Seite gemacht haben.',
  ),
  transaction_refused: unsent(
    (detail) => `Die Chain hat diese Transaktion abgelehnt.${saying(detail)}`,
    'Ändern Sie, was sie tut, und versuchen Sie es dann noch einmal.',
  ),
  transaction_failed: {
    happened: (detail) =>
      `Die Chain hat ${transaction(detail)} aufgenommen, aber sie ist fehlgeschlagen.${saying(detail)}`,
    next: () => 'Die Gebühr wurde bezahlt, und sonst ist nichts geschehen.',
  },
  transaction_expired: unsent(
    (detail) =>
      `Die Chain hat ${transaction(detail)} nicht rechtzeitig aufgenommen und wird es auch nie tun.${saying(detail)}`,
    'Versuchen Sie es noch einmal.',
  ),
  transaction_unfollowed: {
    happened: (detail) =>
      `Noch kein Block enthält ${transaction(detail)}, und sie nennt keine Höhe, bei der sie abläuft.${saying(detail)}`,
    next: () =>
      'Tollpass sieht nicht mehr nach, aber sie kann noch aufgenommen werden. Senden Sie eine andere Transaktion mit diesem Konto, um das unmöglich zu machen, oder senden Sie diese noch einmal.',
  },
  transaction_rejected: unsent(() => 'Sie haben diese Transaktion abgelehnt.', ''),
  transaction_cancelled: unsent(() => 'Sie haben diese Transaktion abgebrochen.', ''),
  transaction_signed: {
    happened: () => 'Diese Transaktion ist signiert und vielleicht schon unterwegs.',
    next: () =>
      'Sie lässt sich nicht zurücknehmen. Warten Sie, bis die Chain sie aufgenommen hat oder sie abgelaufen ist.',
  },
  transaction_gone: unsent(() => 'Eine solche Transaktion gibt es nicht.', ''),
  signed_file_unreadable: unsent(
    () => 'Das ist keine signierte Transaktion.',
    'Es muss JSON sein, wie es „JSON kopieren“ liefert, mit seinem tx_bytes, vollständig und unverändert.',
  ),
  signed_by_other: unsent(
    () => 'Das hat keiner Ihrer Signierer signiert.',
    'Tollpass sendet nur, was eines Ihrer eigenen Konten signiert hat.',
  ),
  signed_for_other_chain: unsent(
    ({ chains }) =>
      chains
        ? `Das wurde für eine andere Chain signiert als ${visible(chains)} oder seitdem verändert.`
        : 'Das wurde für eine andere Chain signiert als Ihre oder seitdem verändert.',
    'Wenn es für eine andere Chain ist, fügen Sie diese Chain hinzu und eine Adresse Ihres Signierers auf ihr.',
  ),
  sequence_used: unsent(
    ({ sequence, next }) =>
      `Eine andere Transaktion dieses Kontos hat ihren Platz eingenommen${sequence && next ? `: Sie hat die Nummer ${sequence}, und die Chain nimmt als nächste die Nummer ${next}` : ''}.`,
    'Sie kann nie mehr aufgenommen werden. Lassen Sie sie neu signieren.',
  ),
  sequence_ahead: unsent(
    ({ sequence, next }) =>
      `Zuerst müssen andere Transaktionen dieses Kontos kommen${sequence && next ? `: Diese hat die Nummer ${sequence}, und die Chain nimmt als nächste die Nummer ${next}` : ''}.`,
    'Senden Sie zuerst diese anderen.',
  ),
  transaction_included: {
    happened: ({ height }) =>
      `Die Chain hat diese Transaktion schon aufgenommen${height ? `, in Block ${height}` : ''}.`,
    next: () => 'Sie wird nicht noch einmal gesendet.',
  },
};
