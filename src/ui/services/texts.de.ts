import type { Texts } from '../language.ts';
import type { en } from './texts.en.ts';

export const de: Texts<typeof en> = {
  reading: 'Wird gelesen …',
  cancel: 'Abbrechen',
  close: 'Schließen',
  save: 'Speichern',
  test: 'Testen',
  edit: 'Bearbeiten',
  delete: 'Löschen',
  keep: 'Behalten',
  name: 'Name',
  address: 'Adresse des Dienstes',
  editName: (name) => `${name} bearbeiten`,
  deleteName: (name) => `${name} löschen`,

  noPassword: 'Erst ein Passwort festlegen',
  noPasswordWords:
    'Passwörter und Schlüssel von Diensten werden auf dem Datenträger mit einem Passwort von Ihnen verschlüsselt. Solange Sie keines festgelegt haben, lassen sich keine hinzufügen.',
  setPassword: 'Passwort festlegen',
  locked: 'Gesperrt',
  lockedWords:
    'Ihre Passwörter und Schlüssel sind gesperrt. Entsperren Sie sie, um welche hinzuzufügen oder zu ändern.',
  unlock: 'Entsperren',

  shown: {
    refused: (status) => `Vom Dienst abgelehnt (${status})`,
    attached: 'Wird dem Dienst gezeigt',
    locked: 'Wird nicht gezeigt: Entsperren Sie erst Tollpass',
    not: 'Wird nicht gezeigt',
    behindPass:
      'Ein Pass dieser Website benutzt denselben Header. Wo beide für denselben Pfad gelten, wird der Pass gezeigt, bis er abgelaufen ist.',
  },

  keys: {
    title: 'API-Schlüssel',
    about:
      'Ein Schlüssel geht nur an die eine Origin, für die er bestimmt ist, in Anfragen der eigenen Seiten dieser Website. Leitet sie weiter, wird er nicht mitgenommen. Er wird gezeigt, sobald Tollpass entsperrt ist und bis der Browser geschlossen wird; „Jetzt sperren“ nimmt ihn sofort weg.',
    none: 'Noch kein API-Schlüssel.',
    add: 'API-Schlüssel hinzufügen',
    addNow: 'Schlüssel hinzufügen',
    place: (address, header) => `${address}, im Header ${header}`,
    deleting: 'Wird gelöscht …',
    deleteWords:
      'Der Schlüssel wird hier gelöscht und dem Dienst nicht mehr gezeigt. Dort gilt er weiter, bis Sie ihn beim Dienst selbst widerrufen.',
    namePlaceholder: 'Wetter',
    addressHint:
      'Schema, Host und Port; mit einem Pfad geht der Schlüssel nur an das, was darunter liegt.',
    header: 'Gezeigt im Header',
    ownHeader: 'In einem eigenen',
    headerName: 'Name des Headers',
    key: 'Schlüssel',
    newKey: 'Neuer Schlüssel',
    newKeyHint: 'Leer lassen, um den vorhandenen Schlüssel zu behalten.',
    testName: (name) => `${name} testen`,
    testAddress: 'Abzurufende Adresse',
    testHint: 'Wird mit GET abgerufen, mit dem Schlüssel und ohne Ihre Cookies.',
    testing: 'Der Dienst wird gefragt …',
    answered: {
      redirect:
        'Der Dienst leitet an eine andere Adresse weiter, an die der Schlüssel nicht mitgenommen wird. Dorthin wurde nicht gefolgt.',
      good: (status) => `Der Dienst hat mit ${status} geantwortet: Er nimmt den Schlüssel an.`,
      other: (status) =>
        `Der Dienst hat mit ${status} geantwortet. Den Schlüssel hat er nicht abgelehnt, aber diese Adresse eignet sich vielleicht nicht zum Testen.`,
    },
  },

  oauth: {
    about:
      'Sie melden sich beim Anbieter an, in einem eigenen Fenster. Tollpass bekommt ein Token, zeigt es dem einen Dienst, für den es bestimmt ist, und erneuert es rechtzeitig.',
    none: 'Noch keine Anmeldung.',
    add: 'Anmeldung hinzufügen',
    addNow: 'Anmeldung hinzufügen',
    redirect:
      'Weiterleitungsadresse dieses Browsers. Registrieren Sie sie bei jedem Anbieter, als die eines öffentlichen Clients:',
    copy: { no: 'Kopieren', yes: 'Kopiert', selected: 'Markiert' },
    copyRedirect: {
      no: 'Weiterleitungsadresse kopieren',
      yes: 'Weiterleitungsadresse kopiert',
      selected: 'Weiterleitungsadresse markiert',
    },
    provider: (host) => `über ${host}`,
    place: (address) => `Für ${address}`,
    placeWithScope: (address, scope) => `Für ${address}, mit ${scope}`,
    loggedOut: 'Abgemeldet',
    logIn: 'Anmelden',
    waiting: 'Melden Sie sich im Fenster an …',
    logOut: 'Abmelden',
    loggingOut: 'Wird abgemeldet …',
    renew: 'Jetzt erneuern',
    renewing: 'Wird erneuert …',
    deleting: 'Wird abgemeldet und gelöscht …',
    deleteLoggedIn:
      'Sie werden hier und beim Anbieter abgemeldet, und die Anmeldung wird gelöscht.',
    deleteLoggedOut:
      'Die Anmeldung wird hier gelöscht. Was Sie beim Anbieter registriert haben, bleibt dort.',
    namePlaceholder: 'Kalender',
    addressHint: 'Wo das Token gezeigt wird; mit einem Pfad nur dem, was darunter liegt.',
    editHint:
      'Für einen anderen Anbieter, Client oder Scope fügen Sie eine weitere Anmeldung hinzu.',
    issuer: 'Adresse des Anbieters (Issuer)',
    client: 'Client-ID',
    clientHint: 'Wie Sie sie beim Anbieter registriert haben.',
    scope: 'Scopes, falls der Dienst welche verlangt',
    life: {
      since: (at) => `Angemeldet seit ${at}.`,
      sinceRenewed: (at, renewed) => `Angemeldet seit ${at}, zuletzt erneuert ${renewed}.`,
      noEnd: 'Der Anbieter sagt nicht, wann die Anmeldung endet.',
      ranOut: (at) => `Abgelaufen seit ${at}. Melden Sie sich neu an.`,
      waits: (at) =>
        `Abgelaufen seit ${at}. Sie wird erneuert, sobald Tollpass entsperrt ist und der Anbieter antwortet.`,
      ends: (at, time) => `Gültig bis ${at}, noch ${time}; danach melden Sie sich neu an.`,
      renews: (at, time) => `Gültig bis ${at}, noch ${time}; wird vorher erneuert.`,
    },
  },
};
