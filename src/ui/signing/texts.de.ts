import type { Texts } from '../language.ts';
import { plural } from '../language.ts';
import type { en } from './texts.en.ts';

export const de: Texts<typeof en> = {
  reject: 'Ablehnen',
  close: 'Schließen',
  chain: 'Chain',
  account: 'Konto',
  may: 'Was die Website dann darf',
  back: 'Sie können das in den Einstellungen zurücknehmen.',

  frame: {
    behind: (count) => plural(count, 'weitere Frage wartet', 'weitere Fragen warten'),
    local: 'Eine Seite dieses Computers',
    lookAlike: 'Ist das die Website, die Sie meinen?',
    lookAlikeWords:
      'Der Name hat Buchstaben, die wie die einer anderen Website aussehen können. Hier ist er so geschrieben, dass man sie erkennt.',
    sending: 'Wird gesendet …',
  },

  connect: {
    wants: 'Mit dieser Website verbinden?',
    yes: 'Verbinden',
    none: 'Sie haben kein Konto auf dieser Chain',
    noneWords:
      'Es gibt nichts zu verbinden. Die Website erfährt nur, dass Sie sich nicht verbunden haben.',
    one: 'Ihr Konto',
    several: 'Welches Ihrer Konten?',
    points: [
      'Die Adresse sehen und damit alles, was dieses Konto auf der Chain tut.',
      'Sie um Signaturen bitten. Jedes Mal sehen Sie, worum es geht, und können ablehnen.',
    ],
  },

  stream: {
    wants: 'Diese Website zuhören lassen?',
    yes: 'Erlauben',
    subject: 'Bei diesem Subject',
    subjects: 'Bei diesen Subjects',
    none: 'Sie haben keine Verbindung zu einem NATS-Server',
    noneWords: 'Es gibt nichts zu hören. Die Website erfährt nur, dass Sie abgelehnt haben.',
    one: 'Über Ihre Verbindung',
    several: 'Über welche Ihrer Verbindungen?',
    points: [
      'Hören, was dort veröffentlicht wird, solange eine ihrer Seiten offen ist.',
      'Ihre Zugangsdaten sieht die Website nicht, und veröffentlichen kann sie auch nichts.',
    ],
  },

  subject: {
    everything: 'Alles, was dort veröffentlicht wird.',
    alone: 'Nur dieses Subject.',
    each: (stars) =>
      stars === 1
        ? 'Jedes Subject, mit einem beliebigen Wort anstelle des *.'
        : 'Jedes Subject, mit beliebigen Wörtern anstelle der *.',
    below: (start) => `Alles, was mit ${start} beginnt.`,
    eachBelow: (start, stars) =>
      stars === 1
        ? `Alles, was mit ${start} beginnt, mit einem beliebigen Wort anstelle des *.`
        : `Alles, was mit ${start} beginnt, mit beliebigen Wörtern anstelle der *.`,
  },

  sign: {
    wants: 'Das für diese Website signieren?',
    wantsToSend: 'Für diese Website signieren und senden?',
    yes: 'Signieren',
    yesAndSend: 'Signieren und senden',
    understood: 'Ich habe die Warnungen gelesen und möchte das signieren',
  },

  autoSign: {
    label: 'Die nächsten Züge dieser Art',
    ask: 'Jedes Mal fragen',
    withinHour: (times) => `Ohne Rückfrage: ${times}-mal in 1 Stunde`,
    withinDay: (times) => `Ohne Rückfrage: ${times}-mal in 24 Stunden`,
    hint: 'Für diese Website, diese Art von Zug und diese Gebühr. Nie für Überweisungen oder Berechtigungen. Sie können das in den Einstellungen beenden.',
  },

  text: {
    wants: 'Diesen Text signieren?',
    yes: 'Signieren',
    wantsLogin: 'Bei dieser Website anmelden?',
    yesLogin: 'Anmelden',
    whole: 'Der ganze Text',
    meanings: {
      none: [
        'Das sendet nichts an eine Chain und kostet nichts. Es zeigt, dass das Konto Ihnen gehört.',
      ],
      login: (guild) => [
        `Wer diese Signatur hat, kann sich bei der Web-App der Gilde ${guild} als Sie anmelden.`,
        'Fahren Sie nur fort, wenn diese Website jene Web-App ist.',
      ],
      signup: (guild) => [
        `Damit treten Sie mit diesem Konto der Gilde ${guild} von Structs bei.`,
        'Fahren Sie nur fort, wenn diese Website die Web-App dieser Gilde ist.',
      ],
      device: (player) => [
        `Damit wird Ihr Konto zu einer Adresse von Spieler ${player} in Structs.`,
        'Fahren Sie nur fort, wenn Sie dieser Spieler sind.',
      ],
    },
  },

  transaction: {
    lookClosely: 'Sehen Sie genau hin',
    actions: (count) => `${plural(count, 'Aktion', 'Aktionen')}, alle oder keine davon`,
    fee: 'Netzwerkgebühr',
    memo: 'Memo',
    details: 'Details',
    gasLimit: 'Gas-Limit',
    sequence: 'Sequenznummer',
  },

  message: {
    place: (number, of) => `${number} von ${of}`,
    inside: 'Darin',
    raw: 'Rohinhalt',
  },

  warnings: {
    grants_rights:
      'Damit darf jemand anderes für Sie handeln, ohne Sie noch einmal zu fragen. Das gilt, bis Sie es zurücknehmen.',
    pays_others_fee: 'Damit darf jemand anderes Netzwerkgebühren mit Ihrem Geld bezahlen.',
    other_fee_payer: 'Die Gebühr soll ein anderes Konto bezahlen als das, das signiert.',
    other_chain: 'Das ist für eine andere Chain, als die Website angegeben hat.',
    other_signer: 'Das soll nicht Ihr Konto signieren, oder nicht Ihr Konto allein.',
    high_fee: 'Die Netzwerkgebühr ist weit höher als üblich.',
    unknown_message:
      'Tollpass weiß nicht, was das tut, und auch sonst sagt es niemand. Nur der Rohinhalt lässt sich zeigen.',
    node_claim:
      'Was das tut, beschreibt der Knoten dieser Chain. Ob es wahr ist, kann Tollpass nicht feststellen.',
    moves_funds: 'Damit verlässt Geld Ihr Konto, oder es wird gebunden.',
    timeout_passed:
      'Die Zeit, bis zu der das gesendet werden konnte, ist vorbei: Die Chain wird es ablehnen.',
    unknown_extension: 'Es hat Zusätze, deren Bedeutung Tollpass nicht kennt.',
  },
};
