import type { CommandTexts } from '../en/commands.ts'

export const commands: CommandTexts = {
  commandNames: { video: 'video', queue: 'liste', usage: 'verbrauch', settings: 'einstellungen', help: 'hilfe' },
  commandDescriptions: {
    kling: 'Videos mit Kling machen',
    video: 'Ein Video aus einer Beschreibung oder einem Bild machen',
    queue: 'Laufende Videos und fertige, die du noch nicht geöffnet hast',
    usage: 'Dein Kontingent: was verbraucht ist, was noch da ist und wann es sich erneuert',
    settings: 'Deine Vorgaben für neue Videos und wie du von ihnen erfährst',
    help: 'Was du hier machen kannst, mit Beispielen, Limits und Preisen',
  },

  optionNames: {
    prompt: 'prompt',
    image: 'bild',
    end_image: 'endbild',
    duration: 'dauer',
    aspect_ratio: 'format',
    quality: 'qualität',
    sound: 'ton',
    negative_prompt: 'weglassen',
    guidance: 'texttreue',
    private: 'privat',
    shots: 'szenen',
    elements: 'elemente',
  },
  optionDescriptions: {
    prompt: 'Was das Video zeigt',
    image: 'Das Bild, mit dem das Video beginnt',
    end_image: 'Das Bild, mit dem das Video endet; nur zusammen mit einem Bild am Anfang',
    duration: ({ shortest, longest, usual }) => `Länge in Sekunden, ${shortest}–${longest} (sonst ${usual})`,
    aspect_ratio: (usual) => `Sonst ${usual}; mit einem Bild gilt dessen Format`,
    quality: 'Auflösung (sonst Standard)',
    sound: 'Mit oder ohne Ton (sonst mit)',
    negative_prompt: 'Was nicht ins Video soll',
    guidance: 'Wie genau sich das Video an deine Beschreibung hält, 0 bis 1',
    private: 'Nur du siehst es (sonst alle)',
  },

  qualityNames: { standard: 'Standard 720p', pro: 'Pro 1080p', '4k': '4K' },
  pricedChoice: ({ quality, price, seconds }) => `${quality} · ${price} für ${seconds} Sek.`,
  aspectRatioChoices: { '16:9': '16:9 quer', '9:16': '9:16 hoch', '1:1': '1:1 quadratisch' },

  times: {
    hours: (count) => `${count} Std.`,
    minutes: (count) => `${count} Min.`,
    seconds: (count) => `${count} Sek.`,
    secondsSpan: ({ from, to }) => `${from}–${to} Sek.`,
    minutesSpan: ({ from, to }) => `${from}–${to} Min.`,
    about: (time) => `etwa ${time}`,
    joined: ({ larger, smaller }) => `${larger} ${smaller}`,
    renewal: ({ relative, date }) => `${relative} (${date})`,
  },
}
