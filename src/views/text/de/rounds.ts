import type { RoundTexts } from '../en/rounds.ts'

export const rounds: RoundTexts = {
  rounds: {
    again: 'Nochmal',
    change: 'Ändern',
    more: 'Mehr',
    vary: 'Variieren',
    upgrade: ({ quality, price }) => `In ${quality} · ${price}`,
    details: 'Angaben',
    remove: 'Löschen',
    remix: 'Abwandeln',
    back: 'Zurück',

    formImage: 'Bild',
    formImages: 'Bilder: erst das erste, dann das letzte',
    formImageGone: 'Deins habe ich nicht mehr. Häng es noch mal an.',

    pictureGone:
      '**Das Bild zu diesem Video habe ich nicht mehr.** Bilder behalte ich nur eine Weile. Drück auf *Ändern* und häng es noch mal an.',

    varyTitle: '**Was soll anders sein?** Du siehst den neuen Prompt, bevor etwas startet.',
    varyPlaceholder: 'Bewegung, Kamera, Licht, Stimmung',
    varied: (words) => `Zum Prompt dazu: ${words}`,

    detailsTitle: '### Angaben',
    leftOutByPrompt: '-# An den Prompt angehängt: Dieses Modell hat kein eigenes Feld dafür.',
    made: ({ when, elapsed }) => `Gemacht ${when} · fertig nach ${elapsed}`,
    cost: (amount) => `Kosten: ${amount}`,
    recipe: (code) => `Rezept: \`${code}\``,
    madeFrom: (link) => `Entstanden aus [diesem Video](${link})`,
    madeFromPrivate: 'Entstanden aus einem privaten Video',
    madeFromDeleted: 'Entstanden aus einem Video, das gelöscht wurde',
    original: (url) => `[Originaldatei](<${url}>)`,
    originalUntil: ({ url, until }) => `[Originaldatei](<${url}>), bis ${until}`,

    removeTitle:
      '**Dieses Video löschen?** Seine Nachricht und meine Kopie verschwinden für immer. Was es gekostet hat, zählt weiter.',
    removeNow: 'Jetzt löschen',
    removed: '**Gelöscht.** Was es gekostet hat, zählt weiter.',
    removedByModerator: '**Gelöscht.** Vermerkt ist, dass du es warst.',
    removedOfYours: ({ name, channel, by }) =>
      `**${by} hat dein Video in ${channel} gelöscht:** ${name}\nWas es gekostet hat, zählt weiter. Frag dort nach, wenn du wissen willst, warum.`,
    removeMessageYourself: 'An seine Nachricht komme ich von hier nicht heran: Verwirf oder lösche sie selbst.',
  },

  variations: {
    slowMotion: 'Bewegung: langsam',
    fastMotion: 'Bewegung: schnell',
    almostStill: 'Bewegung: fast keine',
    pushIn: 'Kamera: näher heran',
    orbit: 'Kamera: rundherum',
    aerial: 'Kamera: von oben',
    handheld: 'Kamera: aus der Hand',
    goldenHour: 'Licht: goldene Stunde',
    night: 'Licht: Nacht',
    neon: 'Licht: Neonschein',
    overcast: 'Licht: bedeckt',
    dreamy: 'Stimmung: verträumt',
    tense: 'Stimmung: gespannt',
    cheerful: 'Stimmung: fröhlich',
  },
}
